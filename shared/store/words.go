package store

import (
	"slices"
	"strings"
	"unicode"

	"roster/shared/account"
)

// mostWords bounds under how many words one person lies.
const mostWords = 16

// wordsOf are what a search finds a person by: the whole address, its domain, and every word of the name and of
// the part before the @, each from where it begins to the end of its token, so that "lena.k" and "anna-lena"
// are found as well as "lena". They are sorted, and none is the beginning of another: that one would be found
// by nothing that does not find the other too.
func wordsOf(name string, address account.Address) []string {
	whole := string(address)
	at := strings.LastIndexByte(whole, '@')
	words := []string{whole, whole[at+1:]}
	for _, token := range strings.Fields(account.SortName(name)) {
		words = append(words, tails(token, len(token))...)
	}
	words = append(words, tails(whole, max(at, 0))...)
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	words = words[:min(len(words), mostWords)]
	slices.Sort(words)
	words = slices.Compact(words)
	kept := words[:0]
	for i, w := range words {
		if i+1 == len(words) || !strings.HasPrefix(words[i+1], w) {
			kept = append(kept, w)
		}
	}
	return kept
}

// tails are the ends of a token that begin with a word: at its start, and before end wherever a letter or digit
// follows something else.
func tails(token string, end int) []string {
	var all []string
	inside := false
	for i, r := range token[:end] {
		wordly := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
		if i == 0 || wordly && !inside {
			all = append(all, token[i:])
		}
		inside = wordly
	}
	return all
}

// firstWord is the first of the words that begins with the prefix. A person lies under several words that
// begin alike; a search shows it where the first of them is and nowhere else.
func firstWord(words []string, prefix string) (string, bool) {
	for _, w := range words {
		if strings.HasPrefix(w, prefix) {
			return w, true
		}
	}
	return "", false
}

// searchWords are the words of what somebody searches for, the longest first: it finds the fewest. Of words
// of one length the first that was written comes first.
func searchWords(search string) []string {
	words := strings.Fields(account.SortName(search))
	slices.SortStableFunc(words, func(a, b string) int { return len([]rune(b)) - len([]rune(a)) })
	return words
}
