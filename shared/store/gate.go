package store

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// The gate of an endpoint lets so many calls in at once, and hardly any while the last ones have failed. It is an item
// of its own beside the deliveries: nobody else's calls meet there.

// Gate is what is known of an endpoint's calls.
type Gate struct {
	Failures     int       // in a row, as far as they count
	FailedAt     time.Time // the last of them
	FailingSince time.Time // the first of them

	lanes [account.CallsAtOnce]millis // each is taken until then
}

// gateRecord's lanes are attributes of their own, so that each is taken and given back by itself.
type gateRecord struct {
	keys
	Kind         string `dynamodbav:"kind"`
	Failures     int    `dynamodbav:"failures,omitempty"`
	FailedAt     millis `dynamodbav:"failed,omitempty"`
	FailingSince millis `dynamodbav:"failing_since,omitempty"`
	Lane0        millis `dynamodbav:"lane0,omitempty"`
	Lane1        millis `dynamodbav:"lane1,omitempty"`
	Lane2        millis `dynamodbav:"lane2,omitempty"`
	Lane3        millis `dynamodbav:"lane3,omitempty"`
	Lane4        millis `dynamodbav:"lane4,omitempty"`
	TTL          int64  `dynamodbav:"ttl"`
}

func (r gateRecord) gate() *Gate {
	return &Gate{
		Failures: r.Failures, FailedAt: r.FailedAt.time(), FailingSince: r.FailingSince.time(),
		lanes: [account.CallsAtOnce]millis{r.Lane0, r.Lane1, r.Lane2, r.Lane3, r.Lane4},
	}
}

// Gate is that of the endpoint; of one that was never called it is open.
func (f Found) Gate(id account.WebhookID) *Gate {
	if r := read[gateRecord](f, GateKey(id)); r != nil {
		return r.gate()
	}
	return &Gate{}
}

// OpensAt is when the next call may be made to an endpoint whose last calls have failed; a time that was for one that
// is called as usual.
func (g *Gate) OpensAt() time.Time {
	return g.FailedAt.Add(account.BreakFor(g.Failures, g.FailedAt.Sub(g.FailingSince)))
}

// Broken reports whether the endpoint is called only once in a while.
func (g *Gate) Broken() bool { return account.BreakFor(g.Failures, g.FailedAt.Sub(g.FailingSince)) > 0 }

// Failing is the gate after so many failures more.
func (g *Gate) Failing(failures int, now time.Time) *Gate {
	next := *g
	if next.Failures == 0 {
		next.FailingSince = now
	}
	next.Failures, next.FailedAt = g.Failures+failures, now
	return &next
}

func (g *Gate) free(now time.Time) (free []int) {
	for lane, until := range g.lanes {
		if until <= toMillis(now) {
			free = append(free, lane)
		}
	}
	return free
}

const (
	// laneLife is how long a lane stays taken by a program that died: no longer than the function may run.
	laneLife = 60 * time.Second
	gateLife = 35 * 24 * time.Hour
)

// Passage is the right to make calls at an endpoint, as many at once as it has lanes. It ends with Leave, or by itself.
type Passage struct {
	webhook account.WebhookID
	gate    *Gate
	lanes   []int
	until   millis
}

// Calls is how many calls may be made at once.
func (p *Passage) Calls() int { return len(p.lanes) }

// Why Enter lets nobody in.
var (
	ErrGateFull   = errors.New("as many calls are under way at the endpoint as may be")
	ErrGateClosed = errors.New("the last calls of the endpoint have failed")
)

// Enter lets in up to so many calls at once. While the last calls have failed it lets in one, once in a while, to see
// whether that has passed; try is for a call that somebody waits for, which is let in all the same.
//
// ErrGateFull, or ErrGateClosed: until when, the gate says that is answered with it.
func (s *Store) Enter(ctx context.Context, id account.WebhookID, g *Gate, most int, try bool, now time.Time) (*Passage, *Gate, error) {
	for range account.CallsAtOnce {
		free := g.free(now)
		if g.Broken() && !try {
			if most = 1; now.Before(g.OpensAt()) || len(free) < account.CallsAtOnce {
				return nil, g, ErrGateClosed
			}
		}
		if len(free) == 0 {
			return nil, g, ErrGateFull
		}
		p := &Passage{webhook: id, gate: g, lanes: free[:min(len(free), most)], until: toMillis(now.Add(laneLife))}
		seen, err := s.take(ctx, p, now)
		if err != nil || seen == nil {
			return p, g, err
		}
		g = seen
	}
	return nil, g, ErrGateFull
}

// take marks the lanes as taken, if the gate is as it was seen; else it answers how it is.
func (s *Store) take(ctx context.Context, p *Passage, now time.Time) (seen *Gate, _ error) {
	update := gateUpdate(now)
	condition := expression.Name("failures").Equal(expression.Value(p.gate.Failures))
	if p.gate.Failures == 0 {
		condition = expression.AttributeNotExists(expression.Name("failures")).Or(condition)
	}
	for _, lane := range p.lanes {
		name := expression.Name(laneName(lane))
		update = update.Set(name, expression.Value(p.until))
		condition = condition.And(expression.AttributeNotExists(name).Or(name.LessThanEqual(expression.Value(toMillis(now)))))
	}
	e := build(expression.NewBuilder().WithUpdate(update), condition)
	_, err := s.db.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &s.table, Key: GateKey(p.webhook).item(), UpdateExpression: e.Update(), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	var other *types.ConditionalCheckFailedException
	if errors.As(err, &other) {
		r, err := decode[gateRecord](other.Item)
		return r.gate(), unavailable("gate", err)
	}
	return nil, unavailable("gate", err)
}

// Passed is how the calls of a passage ended, in the order in which they did.
type Passed struct {
	Succeeded bool // whether any did
	Failed    int  // since the last that did
}

// Leave ends a passage. What it has seen counts: one success and the endpoint is called as usual; failures in a row add
// up. It answers since when all has failed; zero when something has not.
func (s *Store) Leave(ctx context.Context, p *Passage, how Passed, now time.Time) (failingSince time.Time, err error) {
	whole, ours := how.update(now), expression.AttributeExists(expression.Name("PK")) // a builder shares what it was made of
	for _, lane := range p.lanes {
		whole = whole.Remove(expression.Name(laneName(lane)))
		ours = ours.And(expression.Name(laneName(lane)).Equal(expression.Value(p.until)))
	}
	g, err := s.leave(ctx, p, whole, ours)
	if errors.Is(err, errConditionFailed) { // they took too long: somebody else has the lanes, or the gate is a new one
		g, err = s.leave(ctx, p, how.update(now), expression.AttributeExists(expression.Name("PK")))
	}
	if errors.Is(err, errConditionFailed) {
		return time.Time{}, nil
	}
	return g.FailingSince, err
}

func (how Passed) update(now time.Time) expression.UpdateBuilder {
	failures, failed, since := expression.Name("failures"), expression.Name("failed"), expression.Name("failing_since")
	update := gateUpdate(now)
	switch {
	case how.Succeeded && how.Failed == 0:
		return update.Remove(failures).Remove(failed).Remove(since)
	case how.Succeeded:
		return update.Set(failed, expression.Value(toMillis(now))).Set(since, expression.Value(toMillis(now))).
			Set(failures, expression.Value(how.Failed))
	case how.Failed > 0:
		return update.Set(failed, expression.Value(toMillis(now))).Set(since, since.IfNotExists(expression.Value(toMillis(now)))).
			Add(failures, expression.Value(how.Failed))
	}
	return update
}

func (s *Store) leave(ctx context.Context, p *Passage, update expression.UpdateBuilder, condition expression.ConditionBuilder) (*Gate, error) {
	e := build(expression.NewBuilder().WithUpdate(update), condition)
	out, err := s.db.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &s.table, Key: GateKey(p.webhook).item(), UpdateExpression: e.Update(), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(), ReturnValues: types.ReturnValueAllNew,
	})
	if err != nil {
		return &Gate{}, conditional(err)
	}
	r, err := decode[gateRecord](out.Attributes)
	return r.gate(), unavailable("gate", err)
}

func gateUpdate(now time.Time) expression.UpdateBuilder {
	return expression.Set(expression.Name("kind"), expression.Value(kindGate)).
		Set(expression.Name("ttl"), expression.Value(now.Add(gateLife).Unix()))
}

func laneName(lane int) string { return "lane" + strconv.Itoa(lane) }
