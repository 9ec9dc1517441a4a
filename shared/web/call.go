package web

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/signin"
	"roster/shared/store"
)

// Call is one request whose caller is known: who it is, what it stands in, and what was read for it.
type Call struct {
	Now          time.Time // to the millisecond, as records keep it
	RequestID    string
	BaseURL      string                // as BaseURL
	Ticket       signin.Ticket         // what the session cookie names, whether or not the session is live
	User         account.UserID        // empty for a call without a session
	Key          *account.APIKey       // that calls; nil for a person. Then Session, User and Member are empty
	Session      *account.Session      // nil for a call without a session
	Organization *account.Organization // of the path; nil outside of one
	Member       *account.Member       // the caller's own place in it, or what an agency gives it there: Via says so
	Catalog      *account.Catalog
	Found        store.Found // what Route.Reads named
	// SCIM is what becomes of the SCIM place that the next command is about, in its transaction; nil for none.
	SCIM *store.SCIMWrite

	Agency     *account.Organization // through which the caller comes; nil for none
	assignment *account.Assignment   // of whoever comes through an agency

	idle   time.Duration // a session unused for so long is dead
	asked  bool
	caller *policy.Caller                       // Member or Key, once it was admitted
	kind   account.ActorKind                    // of a key that came by a protocol of its own; empty else
	named  map[account.MemberID]*account.Member // what MemberPath.Member answered
	repeat *repeat
	forget func(out any) any
	keep   func(out any) *store.Answer // of a message, instead of repeat and forget
	order  *store.Order
}

// call is a request of which nothing is known yet but what it brings.
func (a *API) call(inbound *inbound) *Call {
	return &Call{
		Now: a.Now().UTC().Truncate(time.Millisecond), RequestID: inbound.requestID, BaseURL: inbound.base, Catalog: a.Catalog,
		Ticket: inbound.ticket, idle: a.Config.SignIn.IdleLife,
	}
}

// open finds out who calls and reads what the call is about, in one round trip.
func (r Route[In, Out]) open(ctx context.Context, a *API, inbound *inbound, in *In) (*Call, error) {
	call := a.call(inbound)
	if r.Access == Public || r.Access == Signed {
		return call, nil
	}
	var org account.OrganizationID
	if path, ok := any(in).(inOrganization); ok {
		if org = path.organization(); !org.Valid() {
			return nil, account.Unknown()
		}
	}
	if err := call.readRepeat(r.Method, inbound, in); err != nil {
		return nil, err
	}
	var wanted []store.Key
	if r.Reads != nil {
		wanted = r.Reads(in)
	}
	if r.User && inbound.hasTicket {
		wanted = append(wanted, store.UserKey(inbound.ticket.User))
	}
	if r.Own != nil && inbound.hasTicket {
		wanted = append(wanted, r.Own(inbound.ticket.User)...)
	}
	err := r.beside(ctx, in, func(ctx context.Context) error { return call.read(ctx, a.Store, inbound, org, wanted) })
	if err != nil {
		return nil, err
	}
	if err := call.comeThrough(ctx, a.Store); err != nil {
		return nil, err
	}
	return call, call.admit(inbound, r.Access, r.Scope)
}

// beside does what Beside wants while it reads.
func (r Route[In, Out]) beside(ctx context.Context, in *In, read func(context.Context) error) error {
	var look func(context.Context) error
	if r.Beside != nil {
		look = r.Beside(in)
	}
	if look == nil {
		return read(ctx)
	}
	var other errgroup.Group
	other.Go(func() error { return look(ctx) })
	err := read(ctx) // here, where a panic is caught
	if failed := other.Wait(); err == nil {
		err = failed
	}
	return err
}

func (c *Call) read(ctx context.Context, s *store.Store, inbound *inbound, org account.OrganizationID, wanted []store.Key) error {
	keys := wanted
	ticket := inbound.ticket
	if inbound.hasTicket {
		keys = append(keys, store.SessionKey(ticket.User, ticket.Session))
	}
	if inbound.hasKey {
		keys = append(keys, store.APIKeyKey(inbound.key.ID))
	}
	if org != "" {
		keys = append(keys, store.OrganizationKey(org))
	}
	if org != "" && inbound.hasTicket {
		keys = append(keys, store.MemberKey(org, ticket.User))
	}
	if c.repeat != nil {
		keys = append(keys, c.repeat.key)
	}
	if len(keys) == 0 {
		return nil
	}
	found, err := s.Get(ctx, keys...)
	if err != nil {
		return err
	}
	c.Found = found
	if session := found.Session(ticket.User, ticket.Session); session.Live(c.Now, c.idle) {
		c.Session, c.User = session, ticket.User
		inbound.about = append(inbound.about, "actor", ticket.User)
	}
	if key := found.APIKey(inbound.key.ID); key.Live(c.Now) && key.Opens(inbound.key.Hash) {
		c.Key = key
		inbound.about = append(inbound.about, "actor", key.ID)
	}
	if org != "" {
		inbound.about = append(inbound.about, "organization", org)
		c.Organization, c.Member = found.Organization(org), found.Member(org, ticket.User)
	}
	return nil
}

// admit answers whoever may not call the route at all. A stranger is told the same as for an organization
// that is not there.
func (c *Call) admit(inbound *inbound, access Access, scope account.Scope) error {
	switch {
	case access == Anyone:
		if c.Session != nil && c.Session.Step == account.StepPending {
			c.Session, c.User = nil, ""
		}
		return nil
	case inbound.hasKey:
		return c.admitKey(access, scope)
	case access == ByKey:
		return account.Refuse(account.Unauthenticated, "Send an API key: Authorization: Bearer rk_…")
	case c.Session == nil:
		return unauthenticated()
	case c.Session.Step == account.StepPending && access != Begun:
		return account.Refuse(account.TwoFactorRequired, "Finish signing in: enter the code of your authenticator app.")
	case access == Inside:
		return c.admitMember()
	}
	return nil
}

func (c *Call) admitMember() error {
	if c.Organization == nil || c.Member == nil {
		return account.Unknown()
	}
	switch {
	case c.Member.State == account.Suspended:
		return account.Refuse(account.MembershipSuspended, "Your access to this organization is suspended. Ask its administrators.")
	case c.Member.State == account.PendingApproval:
		return account.Refuse(account.MembershipPending, "Your access to this organization waits for an administrator's approval.")
	case c.Organization.HoldsBack(c.HasTwoFactor()):
		return account.Refuse(account.EnrolTwoFactor, "This organization requires two-factor authentication. Turn it on to go on.")
	}
	c.caller = policy.NewCaller(c.Member, c.Catalog)
	return nil
}

// admitKey lets in a live key: where its organization is meant, and outside of any where the route wants its scope.
func (c *Call) admitKey(access Access, scope account.Scope) error {
	switch {
	case c.Key == nil:
		return account.Refuse(account.Unauthenticated, "This API key is not known, or it is not valid any more.")
	case access == Inside && (c.Organization == nil || !c.Key.Covers(c.Organization.ID)):
		return account.Unknown()
	case access == ByKey && (scope == "" || c.Key.Has(scope)):
		return nil // outside of an organization the policy has nothing to say
	case access == Inside, access == SignedIn && scope != "" && c.Key.Has(scope):
		c.caller = policy.NewKeyCaller(c.Key, c.Catalog)
		return nil
	}
	return account.Refuse(account.Forbidden, "This API key does not carry what this call needs.")
}

// ActThrough makes a call that proved by a protocol of its own that it is that key's a call of the key in that
// organization: under SCIM and by signed message it does there what users.write does. kind is how events name the
// actor.
func (c *Call) ActThrough(protocol account.Scope, kind account.ActorKind, key *account.APIKey, organization *account.Organization) {
	c.Key, c.Organization, c.kind = key, organization, kind
	c.caller = policy.NewKeyCaller(key.Through(protocol), c.Catalog)
}

func unauthenticated() error {
	return account.Refuse(account.Unauthenticated, "Sign in to go on.")
}

// Actor is who calls, as events name it.
func (c *Call) Actor() account.Actor {
	switch {
	case c.Key != nil && c.kind != "":
		return account.Actor{Kind: c.kind, ID: string(c.Key.ID)}
	case c.Key != nil && c.Key.IsOperators():
		return account.Actor{Kind: account.ByOperator, ID: string(c.Key.ID)}
	case c.Key != nil:
		return account.Actor{Kind: account.ByKey, ID: string(c.Key.ID)}
	case c.Member != nil && c.Member.Via != "":
		return account.Actor{Kind: account.ByAgency, ID: string(c.User), Via: c.Member.Via}
	}
	return account.Actor{Kind: account.ByUser, ID: string(c.User)}
}

// Person is who calls, as rows name it.
func (c *Call) Person() account.Person {
	if c.Key != nil {
		return account.Person{ID: string(c.Key.ID), Name: c.Key.Name}
	}
	return account.Person{ID: string(c.User), Name: c.Member.Name}
}

// Holds is the grants of who calls. A key holds roles on ad accounts and nothing else.
func (c *Call) Holds() account.Grants {
	if c.Key != nil {
		return account.Grants{AdAccountRoles: c.Key.AdAccountRoles}
	}
	return c.Member.Grants
}

// May asks the policy whether the caller may do it. touches is the grants that the action gives, takes or
// ends.
func (c *Call) May(action policy.Action, on policy.Resource, touches account.Grants) error {
	return c.Caller().May(action, on, touches)
}

// Caller is whom May asks about, for a command that asks from many goroutines.
func (c *Call) Caller() *policy.Caller {
	c.asked = true
	return c.caller
}

// Intent is what a command of the store needs to know about this call. out is the whole answer of the
// route: it is kept with the command for a repeat.
func (c *Call) Intent(out any) store.Intent {
	in := store.Intent{Actor: c.Actor(), RequestID: c.RequestID, At: c.Now, SCIM: c.SCIM}
	if c.Organization != nil {
		in.Organization = c.Organization.ID
	}
	switch {
	case c.keep != nil:
		in.Answer, in.Order = c.keep(out), c.order
	case c.repeat != nil:
		in.Answer = c.repeat.answer(c.forget(out), c.Now)
	}
	return in
}

// Receive makes the commands of the call those of a message that came in: what keep makes of the route's answer is kept
// with them, and order, where there is one, says which messages they must not come after.
func (c *Call) Receive(keep func(out any) *store.Answer, order *store.Order) {
	c.keep, c.order = keep, order
}
