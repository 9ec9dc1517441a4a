package store

import (
	"encoding/base64"
	"testing"
	"unicode/utf8"

	"roster/shared/account"
)

const (
	cursorOrg    = account.OrganizationID("4829130776")
	cursorMember = "mem_01JD3Q9Z5T7K2M8V4X6W0RBCDE"
)

func TestACursorBelongsToOneList(t *testing.T) {
	t.Parallel()
	on := true
	carrie := account.Actor{Kind: account.ByUser, ID: "usr_carrie"}
	base := MemberList{Organization: cursorOrg, Reader: carrie, State: account.Active, Sort: ByName, Limit: 50}
	r, _, _ := base.plan()
	cursor := writeCursor(base.digest(), "marcus bell #"+cursorMember)

	more := base
	more.Limit = 200
	if at, err := readCursor(cursor, more.digest(), r); err != nil || at != "marcus bell #"+cursorMember {
		t.Errorf("the list itself, with larger pages, goes on at %q (%v)", at, err)
	}
	for name, change := range map[string]func(*MemberList){
		"another organization": func(l *MemberList) { l.Organization = "1000000001" },
		"another reader":       func(l *MemberList) { l.Reader.ID = "usr_earl" },
		"another kind":         func(l *MemberList) { l.Reader.Kind = account.ByKey },
		"another state":        func(l *MemberList) { l.State = account.Suspended },
		"another order":        func(l *MemberList) { l.Sort = ByJoined },
		"backwards":            func(l *MemberList) { l.Backwards = true },
		"a search":             func(l *MemberList) { l.Search = "bell" },
		"a role":               func(l *MemberList) { l.Role = account.Guest },
		"two-factor":           func(l *MemberList) { l.TwoFactor = &on },
		"an ad account":        func(l *MemberList) { l.AdAccount = "ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE" },
		"a role on it":         func(l *MemberList) { l.AdAccountRole = "viewer" },
	} {
		other := base
		change(&other)
		if _, err := readCursor(cursor, other.digest(), r); account.CodeOf(err) != account.Invalid {
			t.Errorf("%s: the cursor is taken (%v)", name, err)
		}
	}
	invitations := InvitationList{Organization: cursorOrg, Reader: carrie, State: account.Pending}
	if _, err := readCursor(cursor, invitations.digest(), r); account.CodeOf(err) != account.Invalid {
		t.Errorf("a list of invitations takes it (%v)", err)
	}
}

// Whoever makes a cursor up gets to another place of its own list, or is refused: never further, and never an
// answer that DynamoDB would not understand.
func FuzzCursor(f *testing.F) {
	list := MemberList{Organization: cursorOrg, State: account.Active, Sort: ByName, Search: "bell"}
	r, _, _ := list.plan()
	digest := list.digest()
	f.Add(writeCursor(digest, "bell#marcus bell #"+cursorMember))
	f.Add(writeCursor(digest, "marcus#marcus bell #"+cursorMember))
	f.Add(writeCursor(digest, "bell\xff#"+cursorMember))
	f.Add(writeCursor(digest, "bell"))
	f.Add("")
	f.Add("====")
	f.Fuzz(func(t *testing.T, cursor string) {
		for _, c := range []string{cursor, writeCursor(digest, cursor), base64.RawURLEncoding.EncodeToString([]byte(cursor))} {
			at, err := readCursor(c, digest, r)
			if err != nil {
				if account.CodeOf(err) != account.Invalid {
					t.Fatalf("%q is refused with %v", c, err)
				}
				continue
			}
			if at == "" {
				if c != "" {
					t.Fatalf("%q starts the list again", c)
				}
				continue
			}
			if !utf8.ValidString(at) || len(at) > mostSortKey || at[:4] != "bell" || !account.MemberID(idIn(at)).Valid() {
				t.Fatalf("%q goes on at %q", c, at)
			}
			if keyOf(r.start(at)) != (Key{r.partition, at}) {
				t.Fatalf("%q leaves the list: %v", c, r.start(at))
			}
			if writeCursor(digest, at) != c {
				t.Fatalf("%q is one of several cursors for %q", c, at)
			}
		}
	})
}
