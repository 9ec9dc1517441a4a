package store

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roster/shared/account"
)

func TestAPersonLiesUnderEveryWordOfNameAndAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		address account.Address
		want    []string
	}{
		{"Marcus Bell", "marcus.bell@northwind.example", []string{"bell@northwind.example", "marcus.bell@northwind.example", "northwind.example"}},
		{"Anna-Lena  Krüger", "anna@oakey.example", []string{"anna-lena", "anna@oakey.example", "kruger", "lena", "oakey.example"}},
		{"", "m+tag_x@a.example", []string{"a.example", "m+tag_x@a.example", "tag_x@a.example", "x@a.example"}},
		{"(Sales) O'Brien & 李雷 🦊", "s@b.example", []string{"&", "(sales)", "b.example", "brien", "o'brien", "s@b.example", "sales)", "李雷", "🦊"}},
		{"Bell bell BELL", "bell@bell.example", []string{"bell.example", "bell@bell.example"}},
		{"no address", "", []string{"address", "no"}},
	} {
		if diff := cmp.Diff(c.want, wordsOf(c.name, c.address)); diff != "" {
			t.Errorf("%s <%s>: %s", c.name, c.address, diff)
		}
	}
}

// However short the search and however alike the words: the person is found, and at one place only.
func TestEveryBeginningOfAWordFindsThePersonOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-cA-C' -]{0,30}`).Draw(t, "name")
		address := account.Address(rapid.StringMatching(`[a-c.+_-]{1,12}@[a-c]{1,3}\.example`).Draw(t, "address"))
		words := wordsOf(name, address)
		if len(words) > mostWords || !slices.IsSorted(words) {
			t.Fatalf("the words are %q", words)
		}
		tokens := append(strings.Fields(account.SortName(name)), string(address))
		token := rapid.SampledFrom(tokens[max(0, len(tokens)-8):]).Draw(t, "token")
		prefix := token[:rapid.IntRange(1, len(token)).Draw(t, "length")]
		if len(strings.Fields(name)) > 6 || strings.Count(name, "-")+strings.Count(name, "'") > 4 {
			return // more words than are kept
		}
		first, ok := firstWord(words, prefix)
		if !ok {
			t.Fatalf("%q does not find %q <%s>, which lies under %q", prefix, name, address, words)
		}
		for _, w := range words {
			if w < first && strings.HasPrefix(w, prefix) {
				t.Fatalf("%q is found under %q before %q", prefix, w, first)
			}
		}
	})
}

func TestTheLongestWordOfASearchComesFirst(t *testing.T) {
	t.Parallel()
	for search, want := range map[string][]string{
		"  Bell   MARCUS ": {"marcus", "bell"},
		"ab cd":            {"ab", "cd"},
		" ":                nil,
	} {
		if diff := cmp.Diff(want, searchWords(search)); diff != "" && len(want)+len(searchWords(search)) > 0 {
			t.Errorf("%q: %s", search, diff)
		}
	}
}
