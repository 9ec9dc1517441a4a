package secret_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"roster/shared/secret"
)

// Secrets that differ in kind, id or version have nothing in common; the same is derived again.
func TestASigningSecretBelongsToOneRecordInOneVersion(t *testing.T) {
	t.Parallel()
	s, other := secret.Fixed(key), secret.Fixed([]byte(strings.Repeat("x", 32)))
	must := func(text string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	ctx := t.Context()
	first := must(s.WebhookSecret(ctx, secret.KeyVersion, "wh_1", 1))
	for name, text := range map[string]string{
		"of another version":    must(s.WebhookSecret(ctx, secret.KeyVersion, "wh_1", 2)),
		"of another endpoint":   must(s.WebhookSecret(ctx, secret.KeyVersion, "wh_2", 1)),
		"of another kind":       must(s.ProvisioningSecret(ctx, secret.KeyVersion, "wh_1", 1)),
		"of another deployment": must(other.WebhookSecret(ctx, secret.KeyVersion, "wh_1", 1)),
	} {
		if text == first {
			t.Errorf("the secret %s is the same", name)
		}
	}
	if again := must(s.WebhookSecret(ctx, secret.KeyVersion, "wh_1", 1)); again != first {
		t.Error("the same secret, derived again, is another")
	}
	encoded, ok := strings.CutPrefix(first, "whsec_")
	if raw, err := base64.StdEncoding.DecodeString(encoded); !ok || err != nil || len(raw) != 32 {
		t.Errorf("the secret is %d bytes after whsec_ (%v)", len(raw), err)
	}
	if text, err := s.WebhookSecret(ctx, secret.KeyVersion+1, "wh_1", 1); err == nil {
		t.Errorf("without its master key it is %q", text)
	}
}
