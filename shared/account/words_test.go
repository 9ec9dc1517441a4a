package account_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"roster/shared/account"
)

func TestIDsAreAPrefixAndCrockfordsAlphabet(t *testing.T) {
	t.Parallel()
	const ulid = "01JD3Q9Z5T7K2M8V4X6W0RBCDE"
	for text, want := range map[string]bool{
		"mem_" + ulid: true, "usr_" + ulid: false, "mem_" + ulid + "0": false, "mem_" + ulid[1:]: false, "mem_": false, "": false,
		"mem_" + strings.ToLower(ulid): false, "mem_01JD3Q9Z5T7K2M8V4X6W0RBCDU": false, "mem_01JD3Q9Z5T7K2M8V4X6W0RBC#E": false, "MEM_" + ulid: false,
	} {
		if got := account.MemberID(text).Valid(); got != want {
			t.Errorf("%q is a member id: %v", text, got)
		}
	}
	if !account.UserID("usr_"+ulid).Valid() || !account.InvitationID("inv_"+ulid).Valid() || !account.AdAccountID("ada_"+ulid).Valid() {
		t.Error("an id of its own kind is none")
	}
	if m := account.UserID("usr_" + ulid).Member(); m != "mem_"+ulid || m.User() != "usr_"+ulid {
		t.Errorf("the member of a user is %s, of the user %s", m, m.User())
	}
}

func TestAnAccountIDIsTenDigits(t *testing.T) {
	t.Parallel()
	for id, shown := range map[account.OrganizationID]string{
		"4829130776": "482-913-0776", "1000000000": "100-000-0000", // valid ones are shown with dashes, others as they are
		"0829130776": "0829130776", "482913077": "482913077", "48291307761": "48291307761", "482-913-0776": "482-913-0776", "482913077x": "482913077x", "٤829130776": "٤829130776",
	} {
		if got := id.Dashed(); got != shown || id.Valid() != (len(id) == 10 && shown != string(id)) {
			t.Errorf("%q is shown as %q and is valid: %v", id, got, id.Valid())
		}
	}
}

func TestANameIsShortVisibleAndNoLink(t *testing.T) {
	t.Parallel()
	for name, good := range map[string]bool{
		"Carrie Oakey": true, "Jürgen O'Neil-Łukasz (Sales)": true, "山田太郎": true, strings.Repeat("é", 80): true, "A.B. Smith": true, "Smith & Co.": true,
		"": false, "  ": false, strings.Repeat("é", 81): false, "Carrie\r\nBcc: x": false, "Carrie\u202e": false, "Car\u200brie": false, "Carrie\x00": false,
		"https://evil.example": false, "see HTTP://evil.example": false, "WWW.evil.example": false,
	} {
		if wrong := account.CheckName(name); (wrong == "") != good {
			t.Errorf("%q: %q", name, wrong)
		}
	}
}

func TestExpiryCountsFromItsTime(t *testing.T) {
	t.Parallel()
	end := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	for state, want := range map[account.InvitationState]account.InvitationState{
		account.Pending: account.Expired, account.Accepted: account.Accepted, account.Declined: account.Declined, account.Revoked: account.Revoked,
	} {
		i := account.Invitation{State: state, ExpiresAt: end}
		if i.StateAt(end) != want || i.StateAt(end.Add(-time.Nanosecond)) != state {
			t.Errorf("%s is %s before its time and %s from then on", state, i.StateAt(end.Add(-time.Nanosecond)), i.StateAt(end))
		}
		if i.Open(end) || i.Open(end.Add(-time.Nanosecond)) != (state == account.Pending) {
			t.Errorf("%s is open at the wrong time", state)
		}
	}
}

func TestAnInvitationEndsWhenItIsAnsweredOrAtItsTime(t *testing.T) {
	t.Parallel()
	end := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	answered := end.Add(-time.Hour)
	for state, want := range map[account.InvitationState]time.Time{
		account.Accepted: answered, account.Declined: answered, account.Revoked: answered, account.Expired: end, account.Pending: end,
	} {
		i := account.Invitation{State: state, ExpiresAt: end, Version: answered.UnixMilli()}
		if got, over := i.EndedAt(end); !over || !got.Equal(want) {
			t.Errorf("%s ended at %v (%v), want %v", state, got, over, want)
		}
	}
	open := account.Invitation{State: account.Pending, ExpiresAt: end, Version: answered.UnixMilli()}
	if got, over := open.EndedAt(answered); over {
		t.Errorf("what is open ended at %v", got)
	}
}

// Versions order a record's states, also across a removal and another joining.
func TestAVersionGrowsWithEveryChangeAndWithTheClock(t *testing.T) {
	t.Parallel()
	now := time.UnixMilli(1_763_769_600_000)
	for old, want := range map[int64]int64{
		0: now.UnixMilli(), now.UnixMilli() - 1: now.UnixMilli(), now.UnixMilli(): now.UnixMilli() + 1, now.UnixMilli() + 5: now.UnixMilli() + 6,
	} {
		if got := account.NextVersion(old, now); got != want {
			t.Errorf("after %d comes %d, want %d", old, got, want)
		}
	}
}

func TestDomainsAllowEverybodyOrWhomTheyName(t *testing.T) {
	t.Parallel()
	s := account.DefaultSettings()
	if !s.AllowsDomain("anywhere.example") || s.InvitationLife() != 7*24*time.Hour || !s.SendReminders || s.ApproveNewUsers || s.AcceptWithAnotherAddress || s.RequireTwoFactor {
		t.Errorf("a new organization starts with %+v", s)
	}
	s.AllowedDomains = []string{"oakey.example"}
	if !s.AllowsDomain("Oakey.example") || s.AllowsDomain("sub.oakey.example") || s.AllowsDomain("oakey.example.evil.example") || s.AllowsDomain("") {
		t.Error("a domain is allowed that the list does not name, or the other way")
	}
}

// "kruger" finds Krüger, however the ü is written. Marks that make another letter of one stay.
func TestNamesSortWithoutCaseSpacesAndAccents(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Carrie  Oakey": "carrie oakey", " carrie\toakey ": "carrie oakey", "": "",
		"ÄRGER": "arger", "Krüger": "kruger", "Kru\u0308ger": "kruger", "Katarzyna Wiśniewska-Łoś": "katarzyna wisniewska-los",
		"Nguyễn Đức": "nguyen duc", "Søren Ærø": "soren aero", "Strauß": "strauss", "Zeynep Aydın": "zeynep aydin", "İpek": "ipek",
		"Όλγα Παππάς": "ολγα παππασ", "Фёдор Йорданов": "федор иорданов", "李雷": "李雷", "がく": "がく", "अनिता": "अनिता", "สุดา": "สุดา", "O’Connor 🦊": "o’connor 🦊",
	} {
		if got := account.SortName(name); got != want {
			t.Errorf("%q sorts as %q, want %q", name, got, want)
		}
	}
}

// The cause is for the log alone; the code is what clients switch on.
func TestAnErrorKeepsItsCodeAndItsCause(t *testing.T) {
	t.Parallel()
	cause := errors.New("the table is on fire")
	err := fmt.Errorf("while removing: %w", account.Refuse(account.LastAdmin, "One must stay.").Because(cause))
	if account.CodeOf(err) != account.LastAdmin || !errors.Is(err, cause) {
		t.Errorf("the code is %s", account.CodeOf(err))
	}
	if account.CodeOf(nil) != "" || account.CodeOf(cause) != account.Internal {
		t.Error("an error that is none of ours has a code of its own")
	}
	field := account.InvalidField("body.name", "must have at most %d characters", 80)
	if field.Code != account.Invalid || len(field.Fields) != 1 || field.Fields[0].Location != "body.name" || !strings.Contains(field.Error(), "at most 80") {
		t.Errorf("the refusal of a field is %+v", field)
	}
}
