package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"roster/shared/store"
)

// Part is embedded in the input of every export.
type Part struct {
	Cursor string `query:"cursor" maxLength:"2000" doc:"From the Link of the part before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"5000" default:"5000" doc:"How many rows at most"`
}

// CSV answers with one part of an export. Parts joined one behind the other are the whole: the line of column
// names stands in the first alone.
type CSV struct {
	ContentType string `header:"Content-Type" hidden:"true"`
	Disposition string `header:"Content-Disposition" doc:"The name of the file"`
	Link        string `header:"Link" doc:"With rel=\"next\", where the next part is; missing on the last. A part may have fewer rows than the limit, or none"`
	Body        []byte
}

// Export is a list as a file, row by row.
type Export[Row any] struct {
	File    string // its name, "members.csv"
	Columns []string
	// Page is the list's own.
	Page func(cursor string, limit int) (*store.Page[Row], error)
	// Lines are the cells of each row of a page; nil for a row that is left out.
	Lines func(rows []Row) ([][]string, error)
}

// rowsAtOnce is how many rows a part reads at once.
const rowsAtOnce = 250

// Answer is the part that is asked for. It ends at the limit, before it grows larger than an answer may be, or
// when half the time of the call is over: where conditions leave little of what is read, that comes first.
func (x Export[Row]) Answer(ctx context.Context, part Part) (*CSV, error) {
	var text csvText
	if part.Cursor == "" {
		text.add(x.Columns)
	}
	next, left, enough := part.Cursor, part.Limit, halfway(ctx)
	for {
		page, err := x.Page(next, min(left, rowsAtOnce))
		if err != nil {
			return nil, err
		}
		lines, err := x.Lines(page.Rows)
		if err != nil {
			return nil, err
		}
		for row, cells := range lines {
			if cells != nil && !text.add(cells) {
				return x.answer(ctx, &text, next), nil
			}
			next = page.Behind(row)
		}
		next, left = page.Next, left-len(page.Rows)
		if next == "" || left == 0 || time.Now().After(enough) {
			return x.answer(ctx, &text, next), nil
		}
	}
}

func halfway(ctx context.Context) time.Time {
	now := time.Now()
	deadline, _ := ctx.Deadline() // API.Patience
	return now.Add(deadline.Sub(now) / 2)
}

func (x Export[Row]) answer(ctx context.Context, text *csvText, next string) *CSV {
	part := &CSV{
		ContentType: "text/csv; charset=utf-8", Disposition: `attachment; filename="` + x.File + `"`, Body: text.Bytes(),
	}
	if next != "" {
		part.Link = "<" + inboundOf(ctx).withCursor(next) + `>; rel="next"`
	}
	return part
}

// withCursor is the address of the same list from the cursor on.
func (in *inbound) withCursor(cursor string) string {
	query, _ := url.ParseQuery(in.query) // it was understood before
	query.Set("cursor", cursor)
	return in.path + "?" + query.Encode()
}

// csvResponses describe an export: huma knows of JSON alone.
func csvResponses() map[string]*huma.Response {
	return map[string]*huma.Response{strconv.Itoa(http.StatusOK): {
		Description: "A part of the file", Content: map[string]*huma.MediaType{"text/csv": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
}
