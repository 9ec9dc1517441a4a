package stack

import (
	"bytes"
	"fmt"
	"io"
	"sync"
)

// lineWriter collects the lines of all services in one log.
type lineWriter struct {
	mu  sync.Mutex
	out io.Writer
}

func newLineWriter(out io.Writer) *lineWriter {
	if out == nil {
		out = io.Discard
	}
	return &lineWriter{out: out}
}

// prefixed returns the writer of one service.
func (l *lineWriter) prefixed(name string, tail *tail) io.Writer {
	return &serviceWriter{log: l, prefix: fmt.Sprintf("%-9s| ", name), tail: tail}
}

type serviceWriter struct {
	log    *lineWriter
	prefix string
	tail   *tail
	rest   []byte // of a line that has not ended yet
}

func (w *serviceWriter) Write(p []byte) (int, error) {
	w.log.mu.Lock()
	defer w.log.mu.Unlock()
	w.rest = append(w.rest, p...)
	for {
		line, rest, found := bytes.Cut(w.rest, []byte("\n"))
		if !found {
			return len(p), nil
		}
		w.tail.add(string(line))
		// A log that cannot be written must not stop a service.
		_, _ = fmt.Fprintf(w.log.out, "%s%s\n", w.prefix, line)
		w.rest = rest
	}
}
