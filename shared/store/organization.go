package store

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

type organizationRecord struct {
	keys
	Kind    string              `dynamodbav:"kind"`
	Summary organizationSummary `dynamodbav:"summary"`
}

type organizationSummary struct {
	ID       account.OrganizationID `dynamodbav:"id"`
	Name     string                 `dynamodbav:"name"`
	Kind     account.Kind           `dynamodbav:"kind"`
	Settings settingsRecord         `dynamodbav:"settings"`
	Created  millis                 `dynamodbav:"created"`
	Creator  actorRecord            `dynamodbav:"created_by"`
	Version  int64                  `dynamodbav:"version"`
	Deleted  millis                 `dynamodbav:"deleted,omitempty"`
}

type settingsRecord struct {
	ApproveNewUsers          bool     `dynamodbav:"approve_new_users"`
	AcceptWithAnotherAddress bool     `dynamodbav:"accept_with_another_address"`
	InvitationDays           int      `dynamodbav:"invitation_days"`
	AllowedDomains           []string `dynamodbav:"allowed_domains,omitempty"`
	RequireTwoFactor         bool     `dynamodbav:"require_two_factor"`
	SendReminders            bool     `dynamodbav:"send_reminders"`
	SCIMIsSilent             bool     `dynamodbav:"scim_is_silent,omitempty"`
}

func (r *organizationRecord) read(f fields) {
	s := f.within("summary")
	settings, by := s.within("settings"), s.within("created_by")
	*r = organizationRecord{
		keys: f.keys(), Kind: f.text("kind"),
		Summary: organizationSummary{
			ID: account.OrganizationID(s.text("id")), Name: s.text("name"), Kind: account.Kind(s.text("kind")),
			Settings: settingsRecord{
				ApproveNewUsers: settings.truth("approve_new_users"), AcceptWithAnotherAddress: settings.truth("accept_with_another_address"),
				InvitationDays: int(settings.number("invitation_days")), AllowedDomains: textsOf[string](settings, "allowed_domains"),
				RequireTwoFactor: settings.truth("require_two_factor"), SendReminders: settings.truth("send_reminders"),
				SCIMIsSilent: settings.truth("scim_is_silent"),
			},
			Created: millis(s.number("created")),
			Creator: actorRecord{account.ActorKind(by.text("kind")), by.text("id"), account.OrganizationID(by.text("via"))},
			Version: s.number("version"), Deleted: millis(s.number("deleted")),
		},
	}
}

// toOrganizationRecord puts a deleted organization among what is due: when its time is over, sweep purges it.
func toOrganizationRecord(o *account.Organization) organizationRecord {
	k := OrganizationKey(o.ID).keys()
	if !o.DeletedAt.IsZero() {
		k.GSI4PK, k.GSI4SK = duePartition(o.ID), at(o.PurgedFrom())+"#"+string(o.ID)
	}
	return organizationRecord{
		keys: k, Kind: kindOrganization,
		Summary: organizationSummary{
			ID: o.ID, Name: o.Name, Kind: o.Kind, Settings: settingsRecord(o.Settings),
			Created: toMillis(o.CreatedAt), Creator: actorRecord(o.CreatedBy), Version: o.Version,
			Deleted: toMillis(o.DeletedAt),
		},
	}
}

func (r organizationRecord) organization() *account.Organization {
	s := r.Summary
	return &account.Organization{
		ID: s.ID, Name: s.Name, Kind: s.Kind, Settings: account.Settings(s.Settings),
		CreatedAt: s.Created.time(), CreatedBy: account.Actor(s.Creator), Version: s.Version,
		DeletedAt: s.Deleted.time(),
	}
}

// ErrIDTaken says that a drawn Account Id belongs to another organization already: draw again.
var ErrIDTaken = errors.New("the Account Id is taken")

// NewOrganization is what CreateOrganization writes: the organization, its first organization admin and
// its first ad account.
type NewOrganization struct {
	Organization *account.Organization
	Admin        *account.Member
	AdAccount    *account.AdAccount
	MostADay     int // how many organizations the creator may make in a day; 0 for any number
}

// CreateOrganization writes a new organization with everything it starts with.
//
// ErrIDTaken when the Account Id is in use; TooMany when the creator has made its number for the day.
func (s *Store) CreateOrganization(ctx context.Context, in Intent, n NewOrganization) error {
	o, m, a := n.Organization, n.Admin, n.AdAccount
	absent := expression.AttributeNotExists(expression.Name("PK"))
	writes := []write{
		put(toOrganizationRecord(o), absent, func(item) error { return ErrIDTaken }),
		put(toMemberRecord(m), absent, nil),
		put(toMemberAddressRecord(m), absent, nil),
		put(toAdAccountRecord(a), absent, nil),
		change(adminsKey(o.ID), expression.Set(expression.Name("n"), expression.Value(1)), unconditional, nil),
		in.event(account.OrganizationCreated, account.Target{Kind: account.TargetOrganization, ID: string(o.ID)}, account.Change{}, o.Version),
		in.event(account.MemberAdded, account.Target{Kind: account.TargetMember, ID: string(m.ID())},
			account.Between(account.Grants{}, m.Grants).WithState("", string(m.State)).Of(nil, m), m.Version),
		in.event(account.AdAccountCreated, account.Target{Kind: account.TargetAdAccount, ID: string(a.ID)},
			account.Change{}.WithState("", string(a.State)), a.Version),
	}
	if n.MostADay > 0 {
		writes = append(writes, s.countOrganization(in, n.MostADay))
	}
	return s.commit(ctx, in, writes...)
}

// countOrganization counts the organizations that one user makes in a day.
func (s *Store) countOrganization(in Intent, most int) write {
	day := in.At.UTC().Truncate(24 * time.Hour)
	n := expression.Name("n")
	update := expression.Add(n, expression.Value(1)).
		Set(expression.Name("kind"), expression.Value(kindRate)).
		Set(expression.Name("ttl"), expression.Value(day.Add(48*time.Hour).Unix()))
	under := expression.AttributeNotExists(n).Or(n.LessThan(expression.Value(most)))
	return change(rateKey("organizations of "+in.Actor.ID, day), update, under, func(item) error {
		e := account.Refuse(account.TooMany, "You have made %d organizations today. Try again tomorrow.", most)
		e.RetryAfter = day.Add(24 * time.Hour).Sub(in.At)
		return e
	})
}

// UpdateOrganization writes the organization's next state over the one it was made from. Errors as for
// UpdateMember.
func (s *Store) UpdateOrganization(ctx context.Context, in Intent, before, after *account.Organization) error {
	return s.commit(ctx, in,
		set(toOrganizationRecord(after), nil, versionIs(before.Version), movedOn),
		in.event(account.OrganizationUpdated, account.Target{Kind: account.TargetOrganization, ID: string(after.ID)},
			before.ChangeTo(after), after.Version),
	)
}
