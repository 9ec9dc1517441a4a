package mail

import (
	"bytes"
	"embed"
	"html/template"
	"sync"
	texttemplate "text/template"
)

//go:embed templates
var files embed.FS

// The templates are parsed when the first letter is written: a function that never gets there does not
// pay for them at its start.
var (
	asHTML = sync.OnceValue(func() *template.Template {
		return template.Must(template.New("letter.html").Funcs(outlook).ParseFS(files, "templates/letter.html"))
	})
	asText = sync.OnceValue(func() *texttemplate.Template {
		return texttemplate.Must(texttemplate.ParseFS(files, "templates/letter.txt"))
	})
)

// outlook holds what only Outlook on Windows reads. It knows no max-width and would run over the whole
// window. html/template drops comments, so that they come as values.
var outlook = template.FuncMap{
	"outlookBegin": func() template.HTML {
		return `<!--[if mso]><table role="presentation" width="560" align="center" cellpadding="0" cellspacing="0"><tr><td><![endif]-->`
	},
	"outlookEnd": func() template.HTML { return `<!--[if mso]></td></tr></table><![endif]-->` },
}

// write renders both parts.
func (c content) write() (html, text string, err error) {
	shown := struct {
		Preview, Initial, Product, AccountID string
		Title, Organization                  line
		Lead, Notes                          []line
		Quote                                quote
		Facts                                []fact
		Button                               button
		BlockURL                             string
	}{
		Preview: c.preview, Product: clean(c.product.Name, maxName), AccountID: c.organization.ID.Dashed(),
		Title: c.title, Organization: line{quiet(c.organization.Name)},
		Lead: c.lead, Notes: c.notes, Quote: c.quote, Facts: c.facts, Button: c.button, BlockURL: c.blockURL,
	}
	shown.Initial = string([]rune(shown.Product)[:1])
	var h, t bytes.Buffer
	if err := asHTML().Execute(&h, shown); err != nil {
		return "", "", err
	}
	if err := asText().Execute(&t, shown); err != nil {
		return "", "", err
	}
	return h.String(), t.String(), nil
}
