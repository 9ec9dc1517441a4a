package store

import (
	"cmp"
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"roster/shared/account"
)

type sessionRecord struct {
	keys
	Kind      string            `dynamodbav:"kind"`
	ID        account.SessionID `dynamodbav:"id"`
	User      account.UserID    `dynamodbav:"user"`
	Created   millis            `dynamodbav:"created"`
	LastSeen  millis            `dynamodbav:"last_seen"`
	Expires   millis            `dynamodbav:"expires"`
	UserAgent string            `dynamodbav:"user_agent,omitempty"`
	Step      account.Step      `dynamodbav:"step"`
	Fresh     millis            `dynamodbav:"fresh,omitempty"`
	TTL       int64             `dynamodbav:"ttl"`
}

func (r *sessionRecord) read(f fields) {
	*r = sessionRecord{
		keys: f.keys(), Kind: f.text("kind"), ID: account.SessionID(f.text("id")), User: account.UserID(f.text("user")),
		Created: millis(f.number("created")), LastSeen: millis(f.number("last_seen")), Expires: millis(f.number("expires")),
		UserAgent: f.text("user_agent"), Step: account.Step(f.text("step")), Fresh: millis(f.number("fresh")), TTL: f.number("ttl"),
	}
}

func toSessionRecord(s *account.Session) sessionRecord {
	return sessionRecord{
		keys: SessionKey(s.User, s.ID).keys(), Kind: kindSession, ID: s.ID, User: s.User,
		Created: toMillis(s.CreatedAt), LastSeen: toMillis(s.LastSeenAt), Expires: toMillis(s.ExpiresAt),
		UserAgent: s.UserAgent, Step: s.Step, Fresh: toMillis(s.FreshAt), TTL: s.ExpiresAt.Unix(),
	}
}

func (r sessionRecord) session() *account.Session {
	return &account.Session{
		ID: r.ID, User: r.User, CreatedAt: r.Created.time(), LastSeenAt: r.LastSeen.time(),
		ExpiresAt: r.Expires.time(), UserAgent: r.UserAgent, Step: r.Step, FreshAt: cmp.Or(r.Fresh, r.Created).time(),
	}
}

// MarkSeen notes when the session was last used. It revives nothing: a session that ended stays ended.
func (s *Store) MarkSeen(ctx context.Context, session *account.Session, now time.Time) error {
	return s.update(ctx, SessionKey(session.User, session.ID),
		expression.Set(expression.Name("last_seen"), expression.Value(now.UnixMilli())),
		expression.AttributeExists(expression.Name("PK")))
}

// CreateSession writes a new session.
func (s *Store) CreateSession(ctx context.Context, session *account.Session) error {
	_, err := s.db.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: encode(toSessionRecord(session))})
	return unavailable("create session", err)
}

// LetIn writes that a session waits for no second step. It revives nothing: a session that ended stays ended.
func (s *Store) LetIn(ctx context.Context, session *account.Session) error {
	return s.update(ctx, SessionKey(session.User, session.ID),
		expression.Set(expression.Name("step"), expression.Value(account.StepNone)),
		expression.AttributeExists(expression.Name("PK")))
}

// EndSession deletes a session of the user and reports whether it was there. It opens nothing from the next
// request on.
func (s *Store) EndSession(ctx context.Context, user account.UserID, id account.SessionID) (bool, error) {
	out, err := s.db.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &s.table, Key: SessionKey(user, id).item(), ReturnValues: types.ReturnValueAllOld,
	})
	if err != nil {
		return false, unavailable("end session", err)
	}
	return len(out.Attributes) > 0, nil
}

// endingAtOnce is how many sessions are ended beside each other.
const endingAtOnce = 8

// EndOtherSessions ends all sessions of the user but one.
func (s *Store) EndOtherSessions(ctx context.Context, user account.UserID, but account.SessionID) error {
	return s.endSessions(ctx, user, func(session *account.Session) bool { return session.ID != but })
}

// endingTries is how often the ending of sessions is begun anew after a fault.
const endingTries = 4

// endSessions ends those sessions of the user. What lives on because of a fault somebody may rely upon to be dead, so
// that it is tried again, beyond what the client of DynamoDB does for each request.
func (s *Store) endSessions(ctx context.Context, user account.UserID, which func(*account.Session) bool) error {
	var err error
	for try := range endingTries {
		if stopped := pause(ctx, try); stopped != nil {
			break
		}
		if err = s.endThose(ctx, user, which); err == nil {
			return nil
		}
	}
	return err
}

func (s *Store) endThose(ctx context.Context, user account.UserID, which func(*account.Session) bool) error {
	all, err := s.Sessions(ctx, user)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(endingAtOnce)
	for _, session := range all {
		if which(session) {
			group.Go(func() error {
				_, err := s.EndSession(ctx, user, session.ID)
				return err
			})
		}
	}
	return group.Wait()
}

// Sessions are all sessions of the user that have not been cleaned away, live or not, strongly consistent.
func (s *Store) Sessions(ctx context.Context, user account.UserID) ([]*account.Session, error) {
	var all []*account.Session
	err := s.ofUser(ctx, user, sessionPrefix, func(i item) error {
		r, err := decode[sessionRecord](i)
		all = append(all, r.session())
		return err
	})
	return all, err
}

// ofUser reads the items of a user whose sort key begins so, strongly consistent, a megabyte a round trip.
func (s *Store) ofUser(ctx context.Context, user account.UserID, prefix string, each func(item) error) error {
	e, err := expression.NewBuilder().WithKeyCondition(
		expression.Key("PK").Equal(expression.Value(UserKey(user).pk)).
			And(expression.Key("SK").BeginsWith(prefix))).Build()
	if err != nil {
		return unavailable("query", err)
	}
	in := &dynamodb.QueryInput{
		KeyConditionExpression: e.KeyCondition(), ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		ConsistentRead: aws.Bool(true),
	}
	for {
		out, err := s.query(ctx, in)
		if err != nil {
			return err
		}
		for _, i := range out.Items {
			if err := each(i); err != nil {
				return unavailable("query", err)
			}
		}
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return nil
		}
	}
}
