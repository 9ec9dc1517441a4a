package mail

import "strings"

// text is the plain-text part. What another person wrote is marked line by line, so that it cannot pass
// for the letter's own words.
func (c content) text() string {
	var b strings.Builder
	put := func(pieces ...string) {
		for _, piece := range pieces {
			b.WriteString(piece)
		}
	}
	put(c.title.String(), "\n")
	for _, l := range c.lead {
		put("\n", l.String(), "\n")
	}
	if len(c.quote.Lines) > 0 {
		put("\n", c.quote.By.String(), ":\n")
	}
	for _, l := range c.quote.Lines {
		put("> ", l.String(), "\n")
	}
	if len(c.facts) > 0 {
		put("\n")
	}
	for _, row := range c.facts {
		put(row.Label, "\n")
		for _, l := range row.Lines {
			put("  ", l.String(), "\n")
		}
	}
	if c.button.URL != "" {
		put("\n", c.button.Label, ":\n", c.button.URL, "\n")
	}
	for _, l := range c.notes {
		put("\n", l.String(), "\n")
	}
	if c.block.URL != "" {
		put("\n", c.block.Does.String(), " ", blockLabel, ":\n", c.block.URL, "\n")
	}
	put("\n", c.footer().String(), "\n")
	return b.String()
}
