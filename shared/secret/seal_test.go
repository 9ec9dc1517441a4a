package secret

import (
	"bytes"
	"testing"
)

// What is sealed opens for the same kind and id under the same key, and for nothing else.
func TestASealOpensForWhomItWasMade(t *testing.T) {
	t.Parallel()
	ctx, plain := t.Context(), []byte("JBSWY3DPEHPK3PXP")
	here, elsewhere := Fixed(bytes.Repeat([]byte{1}, 32)), Fixed(bytes.Repeat([]byte{2}, 32))
	sealed, err := here.Seal(ctx, "totp", "usr_1", plain)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := here.Unseal(ctx, "totp", "usr_1", sealed); err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("it opens as %q: %v", got, err)
	}
	if again, _ := here.Seal(ctx, "totp", "usr_1", plain); bytes.Equal(again.Text, sealed.Text) || bytes.Contains(sealed.Text, plain) {
		t.Error("sealing twice is the same, or seals nothing")
	}
	flipped := Sealed{bytes.Clone(sealed.Text), sealed.KeyVersion}
	flipped.Text[len(flipped.Text)-1] ^= 1
	for name, c := range map[string]struct {
		by       Source
		kind, id string
		sealed   Sealed
	}{
		"for another user":        {here, "totp", "usr_2", sealed},
		"as another kind":         {here, "webhook", "usr_1", sealed},
		"under another key":       {elsewhere, "totp", "usr_1", sealed},
		"one bit off":             {here, "totp", "usr_1", flipped},
		"cut off":                 {here, "totp", "usr_1", Sealed{sealed.Text[:8], sealed.KeyVersion}},
		"of an unknown version":   {here, "totp", "usr_1", Sealed{sealed.Text, 2}},
		"with nothing in between": {here, "totp", "usr_1", Sealed{nil, sealed.KeyVersion}},
	} {
		if got, err := c.by.Unseal(ctx, c.kind, c.id, c.sealed); err == nil {
			t.Errorf("%s: it opens as %q", name, got)
		}
	}
}
