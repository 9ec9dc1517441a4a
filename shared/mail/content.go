package mail

import (
	"strings"

	"roster/shared/account"
)

// content is a letter in the parts that every letter has, before it becomes HTML and text.
type content struct {
	product      Product
	organization Organization
	to           Person
	sender       Person // shown in From, and who gets the answers
	subject      string
	title        line
	preview      string // what an inbox shows after the subject
	lead         []line
	quote        quote
	facts        []fact
	button       button
	notes        []line // small print
	block        block
}

// quote is what one person wrote to another.
type quote struct {
	By    line
	Lines []line
}

// fact is a labelled row: "Role" and what it is.
type fact struct {
	Label string
	Lines []line
}

// button is the one thing to do. Its link is shown as text below it.
type button struct {
	Label string
	URL   string
}

// block is where a stranger blocks further invitations, and what that does. It is left out without a link.
type block struct {
	Does line
	URL  string
}

const blockLabel = "Block invitations"

// line is one line of a letter, words and what is put between them.
type line []span

// span is a piece of a line. Text is safe to escape and show.
type span struct {
	Text  string
	Style style
}

type style int

const (
	words  style = iota // of this package
	value               // what people chose: its direction is its own
	strong              // what the reader should not overlook
	dim                 // what completes it
)

// wording is words of this package. Being a type of its own, it takes constants and nothing that came
// from outside.
type wording string

// say puts the values where the words have %s. Everything that people chose is a value, made by name,
// plain, quiet or address.
func say(w wording, values ...span) line {
	var l line
	for i, piece := range strings.Split(string(w), "%s") {
		if i > 0 {
			l = append(l, values[i-1])
		}
		if piece != "" {
			l = append(l, span{Text: piece})
		}
	}
	return l
}

// name is a chosen name in a line: on one line, cut, and no link.
func name(text string) span { return span{unlink(clean(text, maxName)), strong} }

// plain is a chosen name that needs no weight of its own.
func plain(text string) span { return span{unlink(clean(text, maxName)), value} }

// quiet is a chosen name that stands back.
func quiet(text string) span { return span{unlink(clean(text, maxName)), dim} }

// address is a mailbox in a line. Addresses are checked before they come here and stay as they are, so
// that they can be copied.
func address(a account.Address) span { return span{a.String(), value} }

// footer says on whose behalf the letter comes.
func (c content) footer() line {
	if c.organization.ID == "" {
		return say("Sent by %s, and about your login alone", plain(c.product.Name))
	}
	return say("Sent by %s for %s (%s)", plain(c.product.Name), plain(c.organization.Name), span{c.organization.ID.Dashed(), value})
}

// String is the line in plain text.
func (l line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return b.String()
}

// who is a person in a line, with the address where there is one besides the name.
func who(p Person, fallback string) []span {
	if clean(p.Name, maxName) != "" && p.Address != "" {
		return []span{name(p.Name), {Text: " ("}, address(p.Address), {Text: ")"}}
	}
	if p.Address != "" {
		return []span{{p.Address.String(), strong}}
	}
	return []span{name(p.shown(fallback))}
}

// inRow is a person as the value of a row: name, address or both.
func inRow(p Person) line {
	switch {
	case clean(p.Name, maxName) == "":
		return line{address(p.Address)}
	case p.Address == "":
		return line{plain(p.Name)}
	}
	return say("%s, %s", plain(p.Name), address(p.Address))
}
