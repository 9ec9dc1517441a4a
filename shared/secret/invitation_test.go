package secret_test

import (
	"context"
	"strings"
	"testing"

	"roster/shared/account"
	"roster/shared/secret"
)

var key = []byte("01234567890123456789012345678901")

func invitation() *account.Invitation {
	return &account.Invitation{ID: "inv_01JD3Q9Z5T7K2M8V4X6W0RBCDE", TokenVersion: 1, KeyVersion: secret.KeyVersion}
}

func token(t testing.TB, s secret.Source, i *account.Invitation) string {
	t.Helper()
	text, err := s.InvitationToken(t.Context(), i)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A token belongs to one invitation in one version, and to one deployment.
func TestATokenOpensWhatItWasMadeFor(t *testing.T) {
	t.Parallel()
	right := secret.Fixed(key)
	reset, other := invitation(), invitation()
	reset.TokenVersion++
	other.ID = "inv_01JD3Q9Z5T7K2M8V4X6W0RBCDF"
	first := token(t, right, invitation())
	for name, c := range map[string]struct {
		token string
		opens bool
	}{
		"the same, made again":     {token(t, right, invitation()), true},
		"of another version":       {token(t, right, reset), false},
		"of another invitation":    {token(t, right, other), false},
		"of another deployment":    {token(t, secret.Fixed([]byte(strings.Repeat("x", 32))), invitation()), false},
		"with a character missing": {first[:len(first)-1], false},
		"with one more":            {first + "A", false},
		"in lower case":            {strings.ToLower(first), false},
		"without its secret":       {strings.SplitN(first, ".", 2)[0] + ".", false},
		"empty":                    {"", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opens, err := right.Opens(t.Context(), c.token, invitation())
			if err != nil || opens != c.opens {
				t.Errorf("it opens: %v, error %v; want %v", opens, err, c.opens)
			}
		})
	}
}

// 256 bits behind the id, in characters that need no escaping in a link; the link has them in the fragment.
func TestALinkCarriesTheTokenInItsFragment(t *testing.T) {
	t.Parallel()
	link, err := secret.Fixed(key).InvitationLink(t.Context(), "https://roster.example", invitation())
	if err != nil {
		t.Fatal(err)
	}
	page, text, _ := strings.Cut(link, "#")
	if page != "https://roster.example/accept" || strings.Trim(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.") != "" {
		t.Errorf("the link is %s", link)
	}
	if _, derived, _ := strings.Cut(text, "."); len(derived) != 43 {
		t.Errorf("the secret has %d characters, want 43", len(derived))
	}
}

func TestAKeyThatIsNotThereOpensNothing(t *testing.T) {
	t.Parallel()
	newer := invitation()
	newer.KeyVersion = secret.KeyVersion + 1
	for name, s := range map[string]secret.Source{"another version": secret.Fixed(key), "no key": secret.Fixed(nil)} {
		if opens, err := s.Opens(t.Context(), "x", newer); err == nil || opens {
			t.Errorf("with %s it opens: %v, error %v", name, opens, err)
		}
	}
}

// Whatever is sent as a token names at most one well-formed invitation, and opens it only when it is the token.
func FuzzTokens(f *testing.F) {
	s, i := secret.Fixed(key), invitation()
	right, err := s.InvitationToken(context.Background(), i)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{right, "", ".", "..", right + "\x00", " " + right, "inv_" + right, strings.ToLower(right), "01JD3Q9Z5T7K2M8V4X6W0RBCDE.", "I#x.y", "\xff.\xfe", strings.Repeat("0", 1<<16)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, ok := secret.InvitationNamed(text)
		if ok && !id.Valid() {
			t.Errorf("%q names %q", text, id)
		}
		opens, err := s.Opens(t.Context(), text, i)
		if err != nil || opens != (text == right) {
			t.Errorf("%q opens: %v, error %v", text, opens, err)
		}
		if opens && id != i.ID {
			t.Errorf("%q opens %s and names %q", text, i.ID, id)
		}
	})
}
