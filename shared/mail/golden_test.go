package mail

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Every letter, word for word: a change of words or look is seen in review.
func TestLetters(t *testing.T) {
	for title, letter := range letters() {
		t.Run(title, func(t *testing.T) {
			m, err := Render(letter)
			if err != nil {
				t.Fatal(err)
			}
			head := fmt.Sprintf("From: %s\nTo: %s\nSubject: %s\n", m.From.String(), m.To.String(), m.Subject)
			if m.ReplyTo.Address != "" {
				head += fmt.Sprintf("Reply-To: %s\n", m.ReplyTo.String())
			}
			if m.Unsubscribe != "" {
				head += fmt.Sprintf("List-Unsubscribe: %s\n", m.Unsubscribe)
			}
			golden(t, title+".html", m.HTML)
			golden(t, title+".txt", head+"\n"+m.Text)
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil { //nolint:gosec // a file of the tree
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path) //nolint:gosec // a file of the tree
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s has changed (go test ./shared/mail -update writes it anew):\n%s", file, diff)
	}
}

// A letter loads nothing from anywhere: nobody learns that or where it was opened.
func TestNoRemoteContent(t *testing.T) {
	for title, letter := range letters() {
		m, err := Render(letter)
		if err != nil {
			t.Fatal(err)
		}
		for _, loads := range []string{"<img", "<link", "<script", "@import", "url(", "src=", "background=", "@font-face"} {
			if strings.Contains(strings.ToLower(m.HTML), loads) {
				t.Errorf("%s: %q in the letter", title, loads)
			}
		}
	}
}

// Links are never rewritten by click tracking: it would hand invitation tokens to a redirecting server.
func TestEveryLinkForbidsTracking(t *testing.T) {
	for title, letter := range letters() {
		m, err := Render(letter)
		if err != nil {
			t.Fatal(err)
		}
		if links, exempt := strings.Count(m.HTML, "href="), strings.Count(m.HTML, "<a ses:no-track "); links != exempt {
			t.Errorf("%s: %d links, %d of them without tracking", title, links, exempt)
		}
	}
}
