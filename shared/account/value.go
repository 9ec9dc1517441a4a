package account

import (
	"strconv"
	"strings"
)

// ValueChange is a value before and after, as text: "7", "true", "a.example, b.example". Empty where there was none.
type ValueChange struct{ Field, Before, After string }

// ChangeTo is what changed from the organization as it was to the next.
func (o *Organization) ChangeTo(next *Organization) Change {
	was, is := o.Settings, next.Settings
	return Change{Values: differing(
		ValueChange{"name", o.Name, next.Name},
		ValueChange{"settings.approve_new_users", strconv.FormatBool(was.ApproveNewUsers), strconv.FormatBool(is.ApproveNewUsers)},
		ValueChange{"settings.accept_with_another_address", strconv.FormatBool(was.AcceptWithAnotherAddress), strconv.FormatBool(is.AcceptWithAnotherAddress)},
		ValueChange{"settings.invitation_days", strconv.Itoa(was.InvitationDays), strconv.Itoa(is.InvitationDays)},
		ValueChange{"settings.allowed_domains", strings.Join(was.AllowedDomains, ", "), strings.Join(is.AllowedDomains, ", ")},
		ValueChange{"settings.require_two_factor", strconv.FormatBool(was.RequireTwoFactor), strconv.FormatBool(is.RequireTwoFactor)},
		ValueChange{"settings.send_reminders", strconv.FormatBool(was.SendReminders), strconv.FormatBool(is.SendReminders)},
		ValueChange{"settings.scim_sends_mail", strconv.FormatBool(!was.SCIMIsSilent), strconv.FormatBool(!is.SCIMIsSilent)},
	)}
}

// ChangeTo is what changed from the ad account as it was to the next.
func (a *AdAccount) ChangeTo(next *AdAccount) Change {
	c := Change{Values: differing(
		ValueChange{"name", a.Name, next.Name},
		ValueChange{"external_id", a.ExternalID, next.ExternalID},
	)}
	if a.State != next.State {
		c = c.WithState(string(a.State), string(next.State))
	}
	return c
}

// listed is a list as text.
func listed[T ~string](list []T) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = string(v)
	}
	return strings.Join(texts, ", ")
}

func differing(all ...ValueChange) []ValueChange {
	var changed []ValueChange
	for _, v := range all {
		if v.Before != v.After {
			changed = append(changed, v)
		}
	}
	return changed
}
