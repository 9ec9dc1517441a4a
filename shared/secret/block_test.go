package secret_test

import (
	"strings"
	"testing"

	"roster/shared/account"
	"roster/shared/secret"
)

func blockToken(t testing.TB, s secret.Source, i *account.Invitation) string {
	t.Helper()
	text, err := s.BlockToken(t.Context(), i)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A token for blocking belongs to one invitation and the address that it went to: another link leaves it alone.
// It is no token of the invitation, nor the other way round.
func TestABlockTokenBelongsToInvitationAndAddress(t *testing.T) {
	t.Parallel()
	s := secret.Fixed(key)
	right := invitation()
	right.Email = "earl@oakey.example"
	altered := func(change func(*account.Invitation)) *account.Invitation {
		i := *right
		change(&i)
		return &i
	}
	text := blockToken(t, s, right)
	for name, c := range map[string]struct {
		token  string
		of     *account.Invitation
		blocks bool
	}{
		"the same, made again":  {blockToken(t, s, right), right, true},
		"after another link":    {text, altered(func(i *account.Invitation) { i.TokenVersion++ }), true},
		"after it has ended":    {text, altered(func(i *account.Invitation) { i.State = account.Declined }), true},
		"of another address":    {text, altered(func(i *account.Invitation) { i.Email = "bird@oakey.example" }), false},
		"of another invitation": {text, altered(func(i *account.Invitation) { i.ID = "inv_01JD3Q9Z5T7K2M8V4X6W0RBCDF" }), false},
		"of another deployment": {blockToken(t, secret.Fixed([]byte(strings.Repeat("x", 32))), right), right, false},
		"its own token":         {token(t, s, right), right, false},
		"cut":                   {text[:len(text)-1], right, false},
		"empty":                 {"", right, false},
	} {
		if blocks, err := s.Blocks(t.Context(), c.token, c.of); err != nil || blocks != c.blocks {
			t.Errorf("%s: it blocks: %v (%v), want %v", name, blocks, err, c.blocks)
		}
	}
	if opens, err := s.Opens(t.Context(), text, right); err != nil || opens {
		t.Errorf("it opens the invitation: %v (%v)", opens, err)
	}
	link, err := s.BlockLink(t.Context(), "https://roster.example", right)
	if err != nil || link != "https://roster.example/block#"+text {
		t.Errorf("the link is %s (%v)", link, err)
	}
}
