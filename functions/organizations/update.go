package organizations

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/web"
	"roster/shared/wire"
)

// OrganizationPatch is what a change says (JSON Merge Patch, RFC 7396): what is missing stays.
type OrganizationPatch struct {
	Name     wire.Patched[string]        `json:"name,omitzero" doc:"Up to 80 characters"`
	Settings wire.Patched[SettingsPatch] `json:"settings,omitzero"`
}

// SettingsPatch is the settings that change. The list of domains is replaced; null brings back what a new
// organization starts with.
type SettingsPatch struct {
	ApproveNewUsers          wire.Patched[bool]     `json:"approve_new_users,omitzero" nullable:"true"`
	AcceptWithAnotherAddress wire.Patched[bool]     `json:"accept_with_another_address,omitzero" nullable:"true"`
	InvitationDays           wire.Patched[int]      `json:"invitation_days,omitzero" nullable:"true" minimum:"1" maximum:"30"`
	AllowedDomains           wire.Patched[[]string] `json:"allowed_domains,omitzero" nullable:"true" maxItems:"100" example:"[\"oakey.example\"]"`
	RequireTwoFactor         wire.Patched[bool]     `json:"require_two_factor,omitzero" nullable:"true"`
	SendReminders            wire.Patched[bool]     `json:"send_reminders,omitzero" nullable:"true"`
	SCIMSendsMail            wire.Patched[bool]     `json:"scim_sends_mail,omitzero" nullable:"true"`
}

type updateInput struct {
	web.InOrganization
	web.Match
	Body OrganizationPatch
}

// mayUpdate asks for a fresh session where two-factor authentication is not to be required any more.
func mayUpdate(c *web.Call, in *updateInput) error {
	if err := c.May(policy.EditOrganization, policy.Organization(c.Organization.ID), account.Grants{}); err != nil {
		return err
	}
	if sent := in.Body.Settings.Value.RequireTwoFactor; sent.Sent && !sent.Value && c.Organization.Settings.RequireTwoFactor {
		return c.Fresh()
	}
	return nil
}

// update changes the name and the settings. A change of nothing moves no version and leaves no event.
func (f function) update(ctx context.Context, c *web.Call, in *updateInput) (*wire.OrganizationAnswer, error) {
	before := c.Organization
	if err := in.Require(before.Version); err != nil {
		return nil, err
	}
	after := *before
	if in.Body.Name.Sent {
		after.Name = strings.TrimSpace(in.Body.Name.Value)
		if wrong := account.CheckName(after.Name); wrong != "" {
			return nil, account.InvalidField("body.name", "%s", wrong)
		}
	}
	if in.Body.Settings.Null {
		return nil, account.InvalidField("body.settings", "must not be null: name the settings to change")
	}
	settings, err := in.Body.Settings.Value.apply(before.Settings)
	if err != nil {
		return nil, err
	}
	if settings.RequireTwoFactor && !before.Settings.RequireTwoFactor && c.Key == nil && !c.HasTwoFactor() { // else nobody could lift it
		return nil, account.InvalidField("body.settings.require_two_factor", "cannot be turned on before you have two-factor authentication yourself")
	}
	after.Settings = settings
	if before.ChangeTo(&after).Empty() {
		return answer(before), nil
	}
	after.Version = account.NextVersion(before.Version, c.Now)
	out := answer(&after)
	return out, f.store.UpdateOrganization(ctx, c.Intent(out), before, &after)
}

func (p SettingsPatch) apply(to account.Settings) (account.Settings, error) {
	fresh := account.DefaultSettings()
	assign(&to.ApproveNewUsers, p.ApproveNewUsers, fresh.ApproveNewUsers)
	assign(&to.AcceptWithAnotherAddress, p.AcceptWithAnotherAddress, fresh.AcceptWithAnotherAddress)
	assign(&to.InvitationDays, p.InvitationDays, fresh.InvitationDays)
	assign(&to.RequireTwoFactor, p.RequireTwoFactor, fresh.RequireTwoFactor)
	assign(&to.SendReminders, p.SendReminders, fresh.SendReminders)
	scimSendsMail := !to.SCIMIsSilent
	assign(&scimSendsMail, p.SCIMSendsMail, !fresh.SCIMIsSilent)
	to.SCIMIsSilent = !scimSendsMail
	if !p.AllowedDomains.Sent {
		return to, nil
	}
	var err error
	to.AllowedDomains, err = parseDomains(p.AllowedDomains.Value)
	return to, err
}

func assign[T any](to *T, sent wire.Patched[T], fresh T) {
	switch {
	case sent.Null:
		*to = fresh
	case sent.Sent:
		*to = sent.Value
	}
}

// parseDomains is the list in the order sent, each once.
func parseDomains(texts []string) ([]string, error) {
	refusal := account.Refuse(account.Invalid, "These are not all domains that people have addresses at.")
	var domains []string
	for n, text := range texts {
		domain, ok := account.ParseDomain(text)
		if !ok {
			at := fmt.Sprintf("body.settings.allowed_domains[%d]", n)
			refusal.Fields = append(refusal.Fields, account.FieldError{Location: at, Message: "is not a domain like example.com"})
		}
		if !slices.Contains(domains, domain) {
			domains = append(domains, domain)
		}
	}
	if len(refusal.Fields) > 0 {
		return nil, refusal
	}
	return domains, nil
}
