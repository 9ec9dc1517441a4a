package web

import (
	"bytes"
	"encoding/csv"
	"strings"
)

// mostCSV is how many bytes a part of an export has. Lambda takes 6 MB, as a JSON string, in which quotes and
// the ends of lines count twice.
const mostCSV = 3 << 20

// csvText is CSV as RFC 4180 has it.
type csvText struct{ bytes.Buffer }

// add writes a line, unless the part is full.
func (t *csvText) add(cells []string) bool {
	var line bytes.Buffer
	w := csv.NewWriter(&line)
	w.UseCRLF = true
	safe := make([]string, len(cells))
	for i, cell := range cells {
		safe[i] = neutral(cell)
	}
	_ = w.Write(safe) // a buffer takes everything
	w.Flush()
	if t.Len() > 0 && t.Len()+line.Len() > mostCSV {
		return false
	}
	_, _ = t.Write(line.Bytes())
	return true
}

// neutral keeps a spreadsheet from taking what somebody calls themselves for a formula.
func neutral(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
