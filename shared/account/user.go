package account

import "time"

// Login is how a user is known at an OpenID Connect provider (OpenID Connect Core 1.0, §2): never by the
// address, which may change or pass to somebody else.
type Login struct{ Issuer, Subject string }

// User is a person's own login. One user, many organizations.
type User struct {
	ID           UserID
	Login        Login
	Name         string
	ProviderName string  // as the provider gave it at the last sign-in: one that was chosen here stays until this changes
	Email        Address // verified by the provider
	TwoFactor    bool
	// TwoFactorSince is zero while it is off.
	TwoFactorSince time.Time
	CreatedAt      time.Time
	Version        int64
}

// Session is one signed-in browser of a user.
type Session struct {
	ID         SessionID
	User       UserID
	CreatedAt  time.Time
	LastSeenAt time.Time // to the hour
	ExpiresAt  time.Time
	UserAgent  string
	Step       Step
	FreshAt    time.Time // when its user last proved who they are: by signing in, or by a code
}

// FreshFor is for how long a sign-in or a code is good for what is worth asking again (product.md §3, Two-factor).
const FreshFor = 15 * time.Minute

// FreshUntil is until when the session is fresh.
func (s *Session) FreshUntil() time.Time { return s.FreshAt.Add(FreshFor) }

// Live reports whether the session still opens anything at that time: it has not reached its end and was
// used within the idle life.
func (s *Session) Live(now time.Time, idle time.Duration) bool {
	return s != nil && now.Before(s.ExpiresAt) && now.Before(s.LastSeenAt.Add(idle))
}

// Step is how far a sign-in has come.
type Step string

// The steps of a sign-in: no second step asked for, one asked for and not yet taken, one taken.
const (
	StepNone    Step = "none"
	StepPending Step = "pending"
	StepPassed  Step = "passed"
)
