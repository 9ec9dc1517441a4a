package store

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"

	"roster/shared/account"
)

// A call of many transactions cannot keep its answer inside of one. It is in flight instead: its record stands
// before the first transaction and gets the answer after the last. When the program dies in between, the next
// call with the same key goes on in its place.

// flightLife is how long a call is taken to be still running: a little more than the gateway waits.
const flightLife = 35 * time.Second

// InFlight reports whether the call may still be running at that time.
func (a *Answer) InFlight(now time.Time) bool { return len(a.Body) == 0 && now.Before(a.flying) }

// BeginFlight writes that the call runs from now on. Of one that began before and died, first, it takes the
// place: when that one began stays, because the ids that it made follow from it.
//
// InFlight when another call with the same key was faster.
func (s *Store) BeginFlight(ctx context.Context, first *Answer, now time.Time) (*Answer, error) {
	flight := *first
	flight.flying = now.Add(flightLife)
	free := expression.AttributeNotExists(expression.Name("PK")).
		Or(expression.Name("until").LessThanEqual(expression.Value(toMillis(now))))
	if !first.flying.IsZero() {
		free = first.stillOurs()
	}
	return &flight, s.commit(ctx, Intent{}, put(flight.record(), free, stillRunning))
}

// EndFlight keeps the answer of a call that has run to its end. It is no error when another call has taken its
// place: that one keeps the same.
func (s *Store) EndFlight(ctx context.Context, flight *Answer, body []byte) error {
	update := expression.Set(expression.Name("body"), expression.Value(body)).Remove(expression.Name("flying"))
	return s.update(ctx, flight.Key, update, flight.stillOurs())
}

// AbandonFlight says that the call runs no more though it has not come to its end, so that a repeat need not
// wait.
func (s *Store) AbandonFlight(ctx context.Context, flight *Answer) error {
	past := toMillis(flight.Began)
	return s.update(ctx, flight.Key, expression.Set(expression.Name("flying"), expression.Value(past)), flight.stillOurs())
}

func (a *Answer) stillOurs() expression.ConditionBuilder {
	return expression.Name("flying").Equal(expression.Value(toMillis(a.flying)))
}

// Keep keeps the answer of a call that had nothing to write. It does nothing without an Idempotency-Key, and
// when another call with the same key was faster. Of a message it says InFlight then: each is answered once.
func (s *Store) Keep(ctx context.Context, in Intent) error {
	if in.Answer == nil {
		return nil
	}
	err := s.commit(ctx, in)
	var e *account.Error
	if errors.As(err, &e) && e.Code == account.InFlight && in.Answer.Message == nil {
		return nil
	}
	return err
}
