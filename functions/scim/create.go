package scim

import (
	"context"
	"maps"
	"net/http"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
	"roster/shared/web/people"
)

// create invites somebody, or notes somebody who is not to come in yet.
func (f function) create(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	s, body, err := asked(r)
	if err != nil {
		return nil, err
	}
	w := newPerson()
	if err := w.write(body, false); err != nil {
		return nil, err
	}
	if err := w.complete(); err != nil {
		return nil, err
	}
	if there, err := f.whoIs(ctx, c, "username", w.userName); err != nil || len(there) > 0 {
		return nil, orTaken(err)
	}
	p := &place{record: &account.SCIMPlace{Organization: c.Organization.ID, CreatedAt: c.Now}}
	if err := f.writeOver(ctx, c, p, nil, w); err != nil {
		return nil, err
	}
	made, err := f.find(ctx, c, p.record.ID)
	if err != nil {
		return nil, err
	}
	if made == nil {
		return nil, account.Unknown() // somebody has removed it at once
	}
	return made.reply(c, http.StatusCreated, s), nil
}

// writeOver invites somebody who has no place, for the first time or again, or notes what the client wrote for that
// day.
func (f function) writeOver(ctx context.Context, c *web.Call, p *place, before *account.SCIMPlace, after person) error {
	next := p.written(c, after)
	in := people.Invites{
		Entries: []people.Entry{{Email: after.email.value, Name: next.InvitedName()}}, Grants: after.grants,
		Quietly: c.Organization.Settings.SCIMIsSilent,
	}
	found, err := f.store.Get(ctx, in.Reads(c.Organization.ID)...)
	if err != nil {
		return err
	}
	maps.Copy(c.Found, found)
	if err := people.MayInvite(c, in); err != nil {
		return err
	}
	p.record, c.SCIM = next, &store.SCIMWrite{Before: before, After: next}
	if after.active {
		results, err := f.people.Invite(ctx, c, in, func([]people.Result) any { return nil })
		if err != nil {
			return nameTaken(err)
		}
		return outcome(results[0])
	}
	next.Open = false
	if next.ID == "" {
		next.ID = account.SCIMID(store.NewInvitationID(c.Now))
	}
	if err := people.Refused(people.Check(c, "body", account.Grants{}, after.grants)); err != nil {
		return err
	}
	return nameTaken(f.store.WriteSCIM(ctx, c.Intent(nil)))
}

// outcome is the refusal of an invitation that was not made.
func outcome(r people.Result) error {
	switch r.Outcome {
	case people.Invited:
		return nil
	case people.AlreadyInvited, people.AlreadyMember:
		return taken("Somebody with this address is here already.")
	case people.OverLimit:
		return account.Refuse(account.TooMany, "%s", r.Detail)
	}
	return refuse(kindInvalidValue, "%s", r.Detail)
}

func orTaken(err error) error {
	if err != nil {
		return err
	}
	return taken("Somebody with this userName is here already.")
}

func taken(words string) error { return refuse(kindUniqueness, "%s", words) }
