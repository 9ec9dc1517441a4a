package account

import (
	"strings"
	"sync"
)

// fold spells lower-case letters without their marks, so that "kruger" finds "Krüger" and both stand together.
// Letters that no Latin, Greek or Cyrillic keyboard writes as another one with a mark stay as they are.
func fold(lower string) string {
	if strings.IndexFunc(lower, func(r rune) bool { return r > '~' }) < 0 {
		return lower
	}
	var plain strings.Builder
	for _, r := range lower {
		if spelled, ok := unmarked()[r]; ok {
			plain.WriteString(spelled)
		} else if r < '\u0300' || r > '\u036f' { // a mark that follows its letter
			plain.WriteRune(r)
		}
	}
	return plain.String()
}

// unmarked is how letters are spelled without marks; made when the first of them comes.
var unmarked = sync.OnceValue(func() map[rune]string {
	plain := map[rune]string{}
	for spelled, letters := range marked {
		for _, letter := range letters {
			plain[letter] = spelled
		}
	}
	return plain
})

// marked are the letters that Unicode decomposes into a letter and marks (UnicodeData.txt, from U+00C0 to U+04FF
// and from U+1E00 to U+1EFF), and those that are written as others though they have no mark.
var marked = map[string]string{
	"a": "àáâãäåāăąǎǟǡǻȁȃȧḁẚạảấầẩẫậắằẳẵặ",
	"b": "ḃḅḇ", "c": "çćĉċčḉ", "d": "ďđðḋḍḏḑḓ",
	"e": "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
	"f": "ḟ", "g": "ĝğġģǧǵḡ", "h": "ĥħȟḣḥḧḩḫẖ",
	"i": "ìíîïĩīĭįıǐȉȋḭḯỉị",
	"j": "ĵǰ", "k": "ķǩḱḳḵ", "l": "ĺļľłḷḹḻḽ", "m": "ḿṁṃ", "n": "ñńņňǹṅṇṉṋ",
	"o": "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
	"p": "ṕṗ", "r": "ŕŗřȑȓṙṛṝṟ", "s": "śŝşšșſẛṡṣṥṧṩ", "t": "ţťŧțṫṭṯṱẗ",
	"u": "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
	"v": "ṽṿ", "w": "ŵẁẃẅẇẉẘ", "x": "ẋẍ", "y": "ýÿŷȳẏẙỳỵỷỹ", "z": "źżžẑẓẕ",
	"ae": "æǣǽ", "oe": "œ", "ss": "ß", "th": "þ",
	"α": "ά", "ε": "έ", "η": "ή", "ι": "ίϊΐ", "ο": "ό", "υ": "ύϋΰ", "ω": "ώ", "σ": "ς",
	"а": "ӑӓ", "г": "ѓ", "е": "ѐёӗ", "ж": "ӂӝ", "з": "ӟ", "и": "йѝӣӥ", "к": "ќ", "о": "ӧ", "у": "ўӯӱӳ", "ч": "ӵ",
	"ы": "ӹ", "э": "ӭ", "і": "ї", "ѵ": "ѷ", "ә": "ӛ", "ө": "ӫ",
}
