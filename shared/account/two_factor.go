package account

import "time"

// TwoFactor is a user's two-factor authentication by time-based codes (RFC 6238): begun, or confirmed and on.
type TwoFactor struct {
	User       UserID
	Seed       []byte    // sealed
	KeyVersion int       // of the master key that it is sealed under
	Since      time.Time // when it was confirmed; zero until then
	ExpiresAt  time.Time // until when it may be confirmed
	UsedStep   int64     // the last time step whose code was used
	Recovery   []string  // hashes of the recovery codes that are left
}

// EnrolmentLife is how long somebody has to confirm.
const EnrolmentLife = 10 * time.Minute

// On reports whether the user is asked for codes.
func (t *TwoFactor) On() bool { return t != nil && !t.Since.IsZero() }

// Confirmable reports whether it was begun and may still be confirmed.
func (t *TwoFactor) Confirmable(now time.Time) bool {
	return t != nil && t.Since.IsZero() && now.Before(t.ExpiresAt)
}

// Proof is a code that was found right. Taking it uses it up: a time step with all before it, or a recovery code.
type Proof struct {
	Step     int64
	Recovery string // the hash; empty for a time step
	Live     bool   // given in a session that has passed its second step
}

// WrongCodes is how often a user was wrong of late: at the second step of a sign-in, or in sessions that have passed
// it. They slow the user down and never lock anybody out. Each is counted by itself: whoever has the first factor and
// guesses at the second does not keep the user from giving codes where it is signed in.
type WrongCodes struct {
	Count int
	Last  time.Time
	Live  bool // in sessions that have passed their second step
}

// Most that somebody waits, and for how long nothing has to happen until one wrong code is forgotten.
const (
	longestWait = 15 * time.Minute
	forgetting  = time.Hour
	mostCounted = 11 // the wait grows no further
)

// Wait is how long nothing is compared from now on.
func (w WrongCodes) Wait(now time.Time) time.Duration {
	if w.Count == 0 {
		return 0
	}
	wait := min(time.Second<<(min(w.Count, mostCounted)-1), longestWait)
	return max(0, w.Last.Add(wait).Sub(now))
}

// Next is after another wrong one.
func (w WrongCodes) Next(now time.Time) WrongCodes {
	forgotten := max(0, int(now.Sub(w.Last)/forgetting))
	w.Count, w.Last = min(max(0, w.Count-forgotten)+1, mostCounted), now
	return w
}

// ForgottenBy is when all of it is forgotten.
func (w WrongCodes) ForgottenBy() time.Time { return w.Last.Add(time.Duration(w.Count+1) * forgetting) }

// TwoFactorReset is an operator's order to turn a user's two-factor authentication off, because everything that gives
// codes is lost. It takes effect after a while in which the user, who was told, can stop it.
type TwoFactorReset struct {
	User         UserID
	AskedAt      time.Time
	ToldAt       time.Time // when the letter to the user went; zero until then
	RefusedAt    time.Time // when the letter was refused for good, so that the reset waits for its end; else zero
	TookEffectAt time.Time // zero until then; what follows from it may not have happened yet
}

// ResetDelay is how long the user has to stop a reset.
const ResetDelay = 24 * time.Hour

// TakesEffectAt is when it does: a day after it was asked for and after the user was told. Before the user is told it
// is when that would be at the earliest.
func (r *TwoFactorReset) TakesEffectAt() time.Time {
	if r.ToldAt.After(r.AskedAt) {
		return r.ToldAt.Add(ResetDelay)
	}
	return r.AskedAt.Add(ResetDelay)
}

// ToldOn is the reset as it is when its user is told then.
func (r *TwoFactorReset) ToldOn(now time.Time) *TwoFactorReset {
	told := *r
	told.ToldAt = now
	return &told
}

// WaitsForItsLetter reports whether the user is still to be told.
func (r *TwoFactorReset) WaitsForItsLetter() bool {
	return r.ToldAt.IsZero() && r.RefusedAt.IsZero() && r.TookEffectAt.IsZero()
}

// Due reports whether it takes effect now, or has and needs a look at what follows.
func (r *TwoFactorReset) Due(now time.Time) bool {
	return !r.TookEffectAt.IsZero() || !r.ToldAt.IsZero() && !now.Before(r.TakesEffectAt())
}
