package webtest

import (
	"roster/shared/account"
	"roster/shared/store"
)

// NewAgency makes an agency and its admin.
func (w *World) NewAgency(name string) (account.OrganizationID, *Person) {
	w.T.Helper()
	id, admin, _ := w.newOrganization(name, account.Agency)
	return id, admin
}

// Invites offers the agency a link to the world's organization.
func (w *World) Invites(agency account.OrganizationID, limit account.Grants) *account.AgencyLink {
	w.T.Helper()
	return w.InvitesFrom(w.Org, w.Admin, agency, limit)
}

// InvitesFrom is Invites for any client.
func (w *World) InvitesFrom(client account.OrganizationID, admin *Person, agency account.OrganizationID, limit account.Grants) *account.AgencyLink {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), store.AgencyKey(client, agency))
	if err != nil {
		w.T.Fatal(err)
	}
	version := w.now.UnixMilli()
	if before := found.Agency(client, agency); before != nil {
		version = account.NextVersion(before.Version, w.now)
	}
	l := &account.AgencyLink{
		Client: client, Agency: agency, State: account.LinkPending, Cap: limit, CreatedAt: w.now,
		InvitedBy: account.Person{ID: string(admin.User.ID), Name: admin.User.Name}, Round: version, Version: version,
	}
	if err := w.Store.InviteAgency(w.T.Context(), w.intent(client, admin), l); err != nil {
		w.T.Fatal(err)
	}
	return l
}

// LinkBecomes moves a link to that state, as the person of one of its sides does.
func (w *World) LinkBecomes(l *account.AgencyLink, state account.LinkState, side account.OrganizationID, by *Person) *account.AgencyLink {
	w.T.Helper()
	event := map[account.LinkState]account.EventType{
		account.LinkActive: account.AgencyAccepted, account.LinkDeclined: account.AgencyDeclined,
		account.LinkRevoked: account.AgencyEnded, account.LinkEnded: account.AgencyEnded,
	}[state]
	after := *l
	if after.State, after.Version = state, account.NextVersion(l.Version, w.now); state == account.LinkActive {
		after.AcceptedAt = w.now
	}
	if err := w.Store.UpdateAgency(w.T.Context(), w.intent(side, by), l, &after, event); err != nil {
		w.T.Fatal(err)
	}
	return &after
}

// Works links the agency to the world's organization.
func (w *World) Works(agency account.OrganizationID, boss *Person, limit account.Grants) *account.AgencyLink {
	w.T.Helper()
	return w.LinkBecomes(w.Invites(agency, limit), account.LinkActive, agency, boss)
}

// Assigns says what a member of the agency may do for the client of the link.
func (w *World) Assigns(l *account.AgencyLink, boss, p *Person, grants account.Grants) *account.Assignment {
	w.T.Helper()
	found, err := w.Store.Get(w.T.Context(), store.MemberKey(l.Agency, p.User.ID))
	if err != nil {
		w.T.Fatal(err)
	}
	a := &account.Assignment{
		Client: l.Client, Agency: l.Agency, User: p.User.ID, Grants: grants, Round: l.Round,
		AssignedBy: account.Person{ID: string(boss.User.ID), Name: boss.User.Name},
		JoinedAt:   found.Member(l.Agency, p.User.ID).JoinedAt, Version: w.now.UnixMilli(),
	}
	if err := w.Store.Assign(w.T.Context(), w.intent(l.Agency, boss), nil, a); err != nil {
		w.T.Fatal(err)
	}
	return a
}
