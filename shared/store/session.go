package store

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

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
	TTL       int64             `dynamodbav:"ttl"`
}

func toSessionRecord(s *account.Session) sessionRecord {
	return sessionRecord{
		keys: SessionKey(s.User, s.ID).keys(), Kind: kindSession, ID: s.ID, User: s.User,
		Created: toMillis(s.CreatedAt), LastSeen: toMillis(s.LastSeenAt), Expires: toMillis(s.ExpiresAt),
		UserAgent: s.UserAgent, Step: s.Step, TTL: s.ExpiresAt.Unix(),
	}
}

func (r sessionRecord) session() *account.Session {
	return &account.Session{
		ID: r.ID, User: r.User, CreatedAt: r.Created.time(), LastSeenAt: r.LastSeen.time(),
		ExpiresAt: r.Expires.time(), UserAgent: r.UserAgent, Step: r.Step,
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
