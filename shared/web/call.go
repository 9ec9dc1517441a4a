package web

import (
	"context"
	"time"

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
	Session      *account.Session      // nil for a call without a session
	Organization *account.Organization // of the path; nil outside of one
	Member       *account.Member       // the caller's own place in it, or what an agency gives it there: Via says so
	Catalog      *account.Catalog
	Found        store.Found // what Route.Reads named

	Agency     *account.Organization // through which the caller comes; nil for none
	assignment *account.Assignment   // of whoever comes through an agency

	idle   time.Duration // a session unused for so long is dead
	asked  bool
	caller *policy.Caller                       // Member, once the policy was asked
	named  map[account.MemberID]*account.Member // what MemberPath.Member answered
	repeat *repeat
	forget func(out any) any
}

// open finds out who calls and reads what the call is about, in one round trip.
func (r Route[In, Out]) open(ctx context.Context, a *API, inbound *inbound, in *In) (*Call, error) {
	call := &Call{
		Now: a.Now().UTC().Truncate(time.Millisecond), RequestID: inbound.requestID, BaseURL: inbound.base, Catalog: a.Catalog,
		Ticket: inbound.ticket, idle: a.Config.SignIn.IdleLife,
	}
	if r.Access == Public {
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
	if err := call.read(ctx, a.Store, inbound, org, wanted); err != nil {
		return nil, err
	}
	if err := call.comeThrough(ctx, a.Store); err != nil {
		return nil, err
	}
	return call, call.admit(r.Access)
}

func (c *Call) read(ctx context.Context, s *store.Store, inbound *inbound, org account.OrganizationID, wanted []store.Key) error {
	keys := wanted
	ticket := inbound.ticket
	if inbound.hasTicket {
		keys = append(keys, store.SessionKey(ticket.User, ticket.Session))
	}
	if org != "" {
		keys = append(keys, store.OrganizationKey(org), store.MemberKey(org, ticket.User))
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
	if org != "" {
		inbound.about = append(inbound.about, "organization", org)
		c.Organization, c.Member = found.Organization(org), found.Member(org, ticket.User)
	}
	return nil
}

// admit answers whoever may not call the route at all. A stranger is told the same as for an organization
// that is not there.
func (c *Call) admit(access Access) error {
	if access == Anyone {
		if c.Session != nil && c.Session.Step == account.StepPending {
			c.Session, c.User = nil, ""
		}
		return nil
	}
	if c.Session == nil {
		return unauthenticated()
	}
	if c.Session.Step == account.StepPending && access != Begun {
		return account.Refuse(account.TwoFactorRequired, "Finish signing in: enter the code of your authenticator app.")
	}
	if access != Inside {
		return nil
	}
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
	return nil
}

func unauthenticated() error {
	return account.Refuse(account.Unauthenticated, "Sign in to go on.")
}

// Actor is who calls, as events name it.
func (c *Call) Actor() account.Actor {
	if c.Member != nil && c.Member.Via != "" {
		return account.Actor{Kind: account.ByAgency, ID: string(c.User), Via: c.Member.Via}
	}
	return account.Actor{Kind: account.ByUser, ID: string(c.User)}
}

// Person is who calls, as rows name it.
func (c *Call) Person() account.Person {
	return account.Person{ID: string(c.User), Name: c.Member.Name}
}

// May asks the policy whether the caller may do it. touches is the grants that the action gives, takes or
// ends.
func (c *Call) May(action policy.Action, on policy.Resource, touches account.Grants) error {
	return c.Caller().May(action, on, touches)
}

// Caller is whom May asks about, for a command that asks from many goroutines.
func (c *Call) Caller() *policy.Caller {
	c.asked = true
	if c.caller == nil {
		c.caller = policy.NewCaller(c.Member, c.Catalog)
	}
	return c.caller
}

// Intent is what a command of the store needs to know about this call. out is the whole answer of the
// route: it is kept with the command for a repeat.
func (c *Call) Intent(out any) store.Intent {
	in := store.Intent{Actor: c.Actor(), RequestID: c.RequestID, At: c.Now}
	if c.Organization != nil {
		in.Organization = c.Organization.ID
	}
	if c.repeat != nil {
		in.Answer = c.repeat.answer(c.forget(out), c.Now)
	}
	return in
}
