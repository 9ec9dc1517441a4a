package web

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
)

// RFC 4180: lines end with CRLF; a cell with a comma, a quote or the end of a line is quoted, quotes doubled.
func TestALineIsAsTheStandardHasIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cells []string
		want  string
	}{
		{[]string{"a", "", "b c"}, "a,,b c\r\n"},
		{[]string{"Bell, Marcus", `the "boss"`}, "\"Bell, Marcus\",\"the \"\"boss\"\"\"\r\n"},
		{[]string{"two\nlines", "Zoë → 李"}, "\"two\r\nlines\",Zoë → 李\r\n"},
		{[]string{"users.manage; account.manage", "ada_1:viewer"}, "users.manage; account.manage,ada_1:viewer\r\n"},

		// architecture.md §6: what a spreadsheet would take for a formula is text.
		{[]string{"=1+1", "+users.manage", "-1", "@SUM(A1)"}, "'=1+1,'+users.manage,'-1,'@SUM(A1)\r\n"},
		{[]string{"\t=1", "\r=1"}, "'\t=1,\"'=1\"\r\n"},
		{[]string{`=HYPERLINK("http://evil.example","x")`}, "\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\"\r\n"},
		{[]string{"a=1", "'=1", " =1"}, "a=1,'=1,\" =1\"\r\n"},
	} {
		var text csvText
		if text.add(c.cells); text.String() != c.want {
			t.Errorf("%q is %q, want %q", c.cells, text.String(), c.want)
		}
	}
}

func TestAFullPartTakesNoMore(t *testing.T) {
	t.Parallel()
	var text csvText
	long := []string{strings.Repeat("x", mostCSV)}
	if !text.add(long) || text.add([]string{"one more"}) {
		t.Error("a part takes its first line, however long, and nothing behind a full one")
	}
	if n := text.Len(); n != mostCSV+2 {
		t.Errorf("it has %d bytes", n)
	}
}

// Whatever people call themselves, a reader gets the same cells, and none that begins a formula.
func FuzzALineIsReadAsItWasWritten(f *testing.F) {
	for _, cell := range []string{"", "Marcus Bell", `="a"`, "'", "a,b", "x\r\ny", "\r=1", "\t", "-", "\"", "\xff", "→"} {
		f.Add(cell, cell+"z", "="+cell)
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		cells := []string{a, b, c}
		var text csvText
		text.add(cells)
		read, err := csv.NewReader(&text).ReadAll()
		if err != nil || len(read) != 1 {
			t.Fatalf("%q was written as %q: %v", cells, text.String(), err)
		}
		for i, got := range read[0] {
			if got != "" && slices.Contains([]byte("=+-@\t\r"), got[0]) {
				t.Errorf("%q can be taken for a formula", got)
			}
			want := strings.ReplaceAll(neutral(cells[i]), "\r", "") // the end of a line is one character to a reader
			if got != want {
				t.Errorf("%q is read as %q", want, got)
			}
		}
	})
}
