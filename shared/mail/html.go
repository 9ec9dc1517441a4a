package mail

import (
	_ "embed"
	"html"
	"strings"
)

// The letters are written without html/template. It calls methods by name, and a program that does so keeps
// every exported method of every type: 2.5 MB more, and over its bound, in the function that shows a
// preview of an invitation.

// markup is HTML of this package. Being a type of its own, it takes constants and nothing that came
// from outside, short of a conversion that a reader would see.
type markup string

// document is a growing HTML document.
type document struct{ strings.Builder }

// put writes the markup, with the values, escaped for text and for quoted attributes, where it has %s.
func (d *document) put(m markup, values ...string) {
	for i, piece := range strings.Split(string(m), "%s") {
		if i > 0 {
			d.WriteString(html.EscapeString(values[i-1]))
		}
		d.WriteString(piece)
	}
}

// line writes the spans of a line.
func (d *document) line(l line) {
	for _, s := range l {
		switch s.Style {
		case words:
			d.span(s)
		case value:
			d.put(`<bdi>`)
			d.span(s)
			d.put(`</bdi>`)
		case strong:
			d.put(`<strong style="font-weight:600"><bdi>`)
			d.span(s)
			d.put(`</bdi></strong>`)
		case dim:
			d.put(`<bdi class="muted" style="color:#62666d">`)
			d.span(s)
			d.put(`</bdi>`)
		}
	}
}

// span writes the text. A break in a would-be link gets an element of its own: some mail programs look
// through the invisible character, and the others through the element.
func (d *document) span(s span) {
	for i, piece := range strings.Split(s.Text, wordJoiner) {
		if i > 0 {
			d.put(`<span>&#8288;</span>`)
		}
		d.put(`%s`, piece)
	}
}

//go:embed letter.css
var css markup

// html is the HTML part: tables and styles in place, which every mail program knows, and a style sheet
// for phones and dark mode, which many do. It loads nothing.
func (c content) html() string {
	var d document
	d.begin(c)
	d.put(`<h1 style="margin:20px 0 8px;font-size:22px;line-height:28px;font-weight:600;letter-spacing:-0.011em">`)
	d.line(c.title)
	d.put("</h1>\n")
	for _, l := range c.lead {
		d.put(`<p style="margin:0 0 16px">`)
		d.line(l)
		d.put("</p>\n")
	}
	d.quote(c.quote)
	d.facts(c.facts)
	d.button(c.button)
	for _, l := range c.notes {
		d.put(`<p class="muted" style="margin:0 0 8px;color:#62666d;font-size:13px;line-height:20px">`)
		d.line(l)
		d.put("</p>\n")
	}
	d.block(c.block)
	d.end(c)
	return d.String()
}

// begin writes all before the title. Outlook on Windows knows no max-width and gets a table of its own.
func (d *document) begin(c content) {
	d.put(`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="x-apple-disable-message-reformatting">
<title>%s</title>
<style>
`, c.title.String())
	d.put(css)
	product := clean(c.product.Name, maxName)
	d.put(`</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f7f7f5">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">%s</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" bgcolor="#f7f7f5" style="background:#f7f7f5">
<tr><td align="center" style="padding:32px 12px">
<!--[if mso]><table role="presentation" width="560" align="center" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;margin:0 auto">
<tr><td class="surface card" bgcolor="#ffffff" style="padding:28px;background:#ffffff;border:1px solid #e4e4e0;border-radius:12px;color:#1c1e21;font:15px/22px Inter,-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;text-align:left;word-break:break-word;overflow-wrap:anywhere">
<table role="presentation" cellpadding="0" cellspacing="0"><tr>
<td class="fill" width="36" height="36" align="center" bgcolor="#1f5f5b" aria-hidden="true" style="width:36px;height:36px;border-radius:8px;background:#1f5f5b;color:#ffffff;font-size:18px;line-height:36px;font-weight:700">%s</td>
</tr></table>
`, c.preview, string([]rune(product)[:1]))
}

func (d *document) quote(q quote) {
	if len(q.Lines) == 0 {
		return
	}
	d.put(`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px"><tr>
<td class="quote" bgcolor="#f7f7f5" style="padding:12px 16px;background:#f7f7f5;border-left:3px solid #d3d3cd;border-radius:8px;color:#1c1e21">
<div class="muted" style="color:#62666d;font-size:13px;line-height:18px;padding-bottom:4px">`)
	d.line(q.By)
	d.put("</div>\n" + `<div dir="auto">`)
	for i, l := range q.Lines {
		if i > 0 {
			d.put("<br>")
		}
		d.line(l)
	}
	d.put("</div>\n</td></tr></table>\n")
}

func (d *document) facts(rows []fact) {
	if len(rows) == 0 {
		return
	}
	d.put(`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px">
`)
	for _, row := range rows {
		d.put(`<tr>
<td class="row muted label" width="104" valign="top" style="width:104px;padding:10px 12px 10px 0;border-top:1px solid #e4e4e0;color:#62666d;font-size:13px;line-height:20px">%s</td>
<td class="row value" valign="top" style="padding:10px 0;border-top:1px solid #e4e4e0;font-size:14px;line-height:20px">`, row.Label)
		for _, l := range row.Lines {
			d.put("<div>")
			d.line(l)
			d.put("</div>")
		}
		d.put("</td>\n</tr>\n")
	}
	d.put("</table>\n")
}

// button writes the button and its link as text. SES does not track links that say so: tracking would hand
// an invitation's token to a redirecting server.
func (d *document) button(b button) {
	if b.URL == "" {
		return
	}
	d.put(`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 16px"><tr>
<td class="fill" align="center" bgcolor="#1f5f5b" style="border-radius:8px;background:#1f5f5b;mso-padding-alt:12px 20px"><a ses:no-track class="fill button" href="%s" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1f5f5b;color:#ffffff;font-size:15px;line-height:20px;font-weight:600;text-decoration:none">%s</a></td>
</tr></table>
<p class="muted" style="margin:0 0 16px;color:#62666d;font-size:13px;line-height:20px">Or open this address in your browser:<br><a ses:no-track class="plain" href="%s" style="color:#1f5f5b;text-decoration:underline;word-break:break-all">%s</a></p>
`, b.URL, b.Label, b.URL, b.URL)
}

func (d *document) block(b block) {
	if b.URL == "" {
		return
	}
	d.put(`<p class="muted" style="margin:0;color:#62666d;font-size:13px;line-height:20px">`)
	d.line(b.Does)
	d.put(` <a ses:no-track class="plain" href="%s" style="color:#1f5f5b;text-decoration:underline">%s</a></p>
`, b.URL, blockLabel)
}

func (d *document) end(c content) {
	d.put(`</td></tr>
<tr><td class="muted" align="center" style="padding:16px 12px 0;color:#62666d;font:12px/18px Inter,-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">`)
	d.line(c.footer())
	d.put(`</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`)
}
