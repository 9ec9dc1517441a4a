package store

import (
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
