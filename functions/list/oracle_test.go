package list_test

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"roster/shared/account"
)

// What lists should say, by rules that are written here a second time.

// plain is a text of these tests without case and accents.
func plain(text string) string {
	return strings.NewReplacer("ä", "a", "ü", "u").Replace(strings.ToLower(text))
}

// expected are the members that the query asks for, in its order.
func expected(everybody []*account.Member, q query) []string {
	var found []*account.Member
	for _, m := range everybody {
		if matches(m, q) {
			found = append(found, m)
		}
	}
	sort := cmp.Or(q["sort"], "name")
	order, backwards := strings.CutPrefix(sort, "-")
	slices.SortFunc(found, func(a, b *account.Member) int {
		c := 0
		switch {
		case q["q"] != "":
			c = cmp.Compare(shownUnder(a, q["q"]), shownUnder(b, q["q"]))
		case order == "joined":
			c = a.JoinedAt.Compare(b.JoinedAt)
		case order == "last_active":
			c = cmp.Compare(a.LastActiveOn, b.LastActiveOn)
		}
		if c == 0 && (q["q"] != "" || order == "name") {
			c = cmp.Compare(plain(a.Name), plain(b.Name))
		}
		return cmp.Or(c, cmp.Compare(a.ID(), b.ID()))
	})
	if backwards {
		slices.Reverse(found)
	}
	ids := make([]string, len(found))
	for i, m := range found {
		ids[i] = string(m.ID())
	}
	return ids
}

func matches(m *account.Member, q query) bool {
	holds := q["ad_account"] == "" || slices.ContainsFunc(m.Grants.AdAccountRoles, func(r account.AdAccountRole) bool {
		return string(r.AdAccount) == q["ad_account"] && (q["ad_account_role"] == "" || r.Role == q["ad_account_role"])
	})
	twoFactor := q["two_factor"] == "" || (q["two_factor"] == "on") == m.TwoFactor
	inState := string(m.State) == cmp.Or(q["state"], "active")
	return holds && twoFactor && inState && (q["role"] == "" || q["role"] == string(m.Grants.Role)) && found(m, q["q"])
}

// found reports whether each word of the search is the beginning of a word of the name or the address.
func found(m *account.Member, search string) bool {
	for _, word := range strings.Fields(plain(search)) {
		if !slices.ContainsFunc(beginnings(m), func(from string) bool { return strings.HasPrefix(from, word) }) {
			return false
		}
	}
	return true
}

// beginnings are name and address from each place on where a word begins.
func beginnings(m *account.Member) []string {
	address := string(m.Email)
	all := []string{address, m.Email.Domain()}
	for _, text := range append(strings.Fields(plain(m.Name)), address[:strings.IndexByte(address, '@')]) {
		behind := ""
		if strings.HasPrefix(address, text) {
			behind = address[len(text):]
		}
		before := ' '
		for i, r := range text {
			wordly := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
			if i == 0 || wordly(r) && !wordly(before) {
				all = append(all, text[i:]+behind)
			}
			before = r
		}
	}
	return all
}

// shownUnder is the first of the words by which a search finds somebody: by its longest word.
func shownUnder(m *account.Member, search string) string {
	longest := slices.MaxFunc(strings.Fields(plain(search)), func(a, b string) int {
		return cmp.Compare(len([]rune(a)), len([]rune(b)))
	})
	all := beginnings(m)
	var shown []string
	for _, word := range all {
		covered := slices.ContainsFunc(all, func(other string) bool { return other != word && strings.HasPrefix(other, word) })
		if !covered && strings.HasPrefix(word, longest) {
			shown = append(shown, word)
		}
	}
	if len(shown) == 0 {
		return ""
	}
	return slices.Min(shown)
}
