package notify

import (
	"time"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
)

// An organization is young for youngLife, unless enough of its invitations were accepted.
const (
	youngLife         = 7 * 24 * time.Hour
	trustedAcceptance = 3
)

// ceilings are those that a letter is counted against, the longest windows first. All letters share the
// organization's hour. The others keep strangers from mail that they did not ask for, and so hold for
// invitations, an agency's too: a member who is told of a fourth acceptance on one day is not kept waiting till the
// next.
func (f *Function) ceilings(m *matter, to account.Address) []store.Ceiling {
	limits, now, org := f.config.Limits, f.Now(), string(m.asked.Organization)
	anHour := store.AnHour("mail of "+org, limits.MailsAnHour, now)
	if m.ofInvitation() == "" && m.asked.Kind != queue.MailAgencyInvited {
		return []store.Ceiling{anHour}
	}
	all := []store.Ceiling{
		store.ADay("mail of "+org+" to "+to.String(), limits.MailsADayToAddress, now),
		store.ADay("mail to "+to.String(), limits.MailsADayToAddressTotal, now),
	}
	if now.Sub(m.organization.CreatedAt) < youngLife && m.counts.Accepted < trustedAcceptance {
		all = append(all, store.ADay("mail of young "+org, limits.MailsADayWhileYoung, now))
	}
	return append(all, anHour)
}
