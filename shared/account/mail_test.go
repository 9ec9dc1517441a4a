package account_test

import (
	"testing"
	"time"

	"roster/shared/account"
)

// The states of a mail are in one order, so that what is told late or twice changes nothing.
func TestAMailStateFollowsOnlyEarlierOnes(t *testing.T) {
	order := []account.MailState{account.MailNone, account.MailQueued, account.MailSent, account.MailDelivered, account.MailBounced, account.MailComplained}
	for n, known := range order {
		for m, news := range order {
			if got := news.Follows(known); got != (m > n) {
				t.Errorf("%s follows %s: %v", news, known, got)
			}
		}
		if known.Failed() != (n >= 4) {
			t.Errorf("%s has failed: %v", known, known.Failed())
		}
	}
}

// An invitation is due two days before its end and again at its end; a short one at its end alone, and so is one
// whose reminder was dealt with. Another sending begins anew.
func TestWhenAnInvitationIsDue(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	for life, due := range map[time.Duration]time.Duration{
		day: day, 2 * day: 2 * day, 2*day + time.Millisecond: time.Millisecond, 3 * day: day, 7 * day: 5 * day, 30 * day: 28 * day,
	} {
		i := &account.Invitation{State: account.Pending, MailState: account.MailSent}
		i.OpenFor(life, now)
		if !i.ExpiresAt.Equal(now.Add(life)) || !i.DueAt().Equal(now.Add(due)) {
			t.Errorf("open for %s: it ends at %s and is due at %s", life, i.ExpiresAt, i.DueAt())
		}
		i.RemindedOf = i.ExpiresAt
		if !i.DueAt().Equal(i.ExpiresAt) {
			t.Errorf("open for %s: reminded, it is due at %s", life, i.DueAt())
		}
		mailing := i.Mailing()
		i.OpenFor(7*day, now.Add(day))
		if !i.DueAt().Equal(now.Add(6*day)) || i.Mailing() == mailing {
			t.Errorf("sent again, it is due at %s with the mailing %s", i.DueAt(), i.Mailing())
		}
	}
}
