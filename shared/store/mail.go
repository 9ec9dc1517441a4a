package store

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

// Letter names one letter to one person.
type Letter struct{ key Key }

// InvitationLetter is the mail of an invitation as it stands: whichever event asked for it, it is one. Another
// address or link and another sending make it another.
func InvitationLetter(i *account.Invitation) Letter {
	return Letter{invitationMailKey(i.ID, i.Mailing())}
}

// ReminderLetter is the reminder of an invitation as it stands.
func ReminderLetter(i *account.Invitation) Letter {
	return Letter{invitationMailKey(i.ID, "REMINDER#"+i.Mailing())}
}

// EventLetter is the letter of that kind by which an event is told to a user.
func EventLetter(event account.EventID, kind string, to account.UserID) Letter {
	return Letter{handledKey("notify", event, kind+"#"+string(to))}
}

// ResetLetter tells a user of a reset of its two-factor authentication.
func ResetLetter(r *account.TwoFactorReset) Letter {
	return Letter{resetMailKey(r.User, r.AskedAt)}
}

// What BeginMail answers when there is nothing to send.
var (
	ErrMailDone     = errors.New("the letter went before")
	ErrMailUnderWay = errors.New("somebody else is sending the letter")
)

// Sending is a letter that is being sent by one program alone, and counted. It ends with FinishMail or
// AbandonMail, or by itself after sendingLife.
type Sending struct {
	letter   Letter
	until    millis
	ceilings []Ceiling
}

const (
	sendingLife = 20 * time.Second // more than SES may take for one letter, and not long after a crash
	// doneLife is how long a letter is known to have gone: longer than a message can come late, which is
	// twice the 14 days of the queue and its dead letters.
	doneLife = 35 * 24 * time.Hour
)

type letterRecord struct {
	keys
	Kind  string `dynamodbav:"kind"`
	Until millis `dynamodbav:"until,omitempty"` // somebody is sending it until then
	TTL   int64  `dynamodbav:"ttl"`
}

// BeginMail takes a letter for sending and counts it, all or nothing, so that a letter that does not go uses
// up no counter and no two programs send it at once.
//
// ErrMailDone, ErrMailUnderWay, or Reached with the first ceiling that is: put the longest windows first.
func (s *Store) BeginMail(ctx context.Context, l Letter, now time.Time, ceilings ...Ceiling) (Sending, error) {
	until := now.Add(sendingLife)
	sending := Sending{l, toMillis(until), ceilings}
	record := letterRecord{keys: l.key.keys(), Kind: kindHandled, Until: sending.until, TTL: until.Add(doneLife).Unix()}
	free := expression.AttributeNotExists(expression.Name("PK")).
		Or(expression.Name("until").LessThanEqual(expression.Value(toMillis(now))))
	writes := []write{put(record, free, letterTaken)}
	for _, c := range ceilings {
		writes = append(writes, c.take())
	}
	return sending, s.commit(ctx, Intent{}, writes...)
}

func letterTaken(now item) error {
	r, err := decode[letterRecord](now)
	switch {
	case err != nil:
		return unavailable("letter", err)
	case r.Until == 0:
		return ErrMailDone
	}
	return ErrMailUnderWay
}

// AbandonMail takes back what BeginMail wrote: the letter did not go.
func (s *Store) AbandonMail(ctx context.Context, sending Sending) error {
	writes := []write{remove(sending.letter.key, sending.stillOurs(), func(item) error { return errConditionFailed })}
	for _, c := range sending.ceilings {
		writes = append(writes, c.giveBack())
	}
	err := s.commit(ctx, Intent{}, writes...)
	if errors.Is(err, errConditionFailed) {
		return nil
	}
	return err
}

// FinishMail notes that the letter went, so that a message that comes again sends nothing.
func (s *Store) FinishMail(ctx context.Context, sending Sending) error {
	return s.update(ctx, sending.letter.key, expression.Remove(expression.Name("until")), sending.stillOurs())
}

func (s Sending) stillOurs() expression.ConditionBuilder {
	return expression.Name("until").Equal(expression.Value(s.until))
}

// drop deletes one item outside of a transaction. A condition that does not hold is no error.
func (s *Store) drop(ctx context.Context, key Key, condition expression.ConditionBuilder) error {
	e := build(expression.NewBuilder(), condition)
	_, err := s.db.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &s.table, Key: key.item(), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	})
	if err := conditional(err); !errors.Is(err, errConditionFailed) {
		return err
	}
	return nil
}

// WaitingMail is a message of the mail queue that waits in the table until it is due: sweep puts it back into
// the queue then, again and again until it is dropped. It is an item of its own, so that no change of the
// invitation can lose it.
type WaitingMail struct {
	Organization account.OrganizationID
	Invitation   account.InvitationID // of an invitation's own mail, of which one of a kind waits at most; else empty
	Event        account.EventID      // that asked for it; empty for a reminder
	Kind         string
	Due          time.Time
	Tries        int // how often SES could not take it
}

// WaitingMailKey names the waiting mail of that kind: of an invitation, if one is given, or of an event.
func WaitingMailKey(invitation account.InvitationID, event account.EventID, kind string) Key {
	if invitation != "" {
		return invitationMailKey(invitation, "WAITING#"+kind)
	}
	return handledKey("notify", event, "waiting#"+kind)
}

func (w *WaitingMail) key() Key { return WaitingMailKey(w.Invitation, w.Event, w.Kind) }

type waitingMailRecord struct {
	keys
	Kind         string                 `dynamodbav:"kind"`
	Organization account.OrganizationID `dynamodbav:"org"`
	Invitation   account.InvitationID   `dynamodbav:"invitation,omitempty"`
	Event        account.EventID        `dynamodbav:"event"`
	Mail         string                 `dynamodbav:"mail"`
	Due          millis                 `dynamodbav:"due"`
	Tries        int                    `dynamodbav:"tries,omitempty"`
}

const kindWaitingMail = "waiting_mail"

func (w *WaitingMail) record() waitingMailRecord {
	k := w.key().keys()
	k.GSI4PK, k.GSI4SK = duePartition(w.asker()), w.dueSort(w.Due)
	return waitingMailRecord{
		keys: k, Kind: kindWaitingMail, Organization: w.Organization, Invitation: w.Invitation, Event: w.Event,
		Mail: w.Kind, Due: toMillis(w.Due), Tries: w.Tries,
	}
}

func (w *WaitingMail) dueSort(due time.Time) string { return at(due) + "#" + w.asker() }

// asker is what asked for the mail: an event, or the invitation itself by its time.
func (w *WaitingMail) asker() string { return cmp.Or(string(w.Event), string(w.Invitation)) }

// WaitingMail is the waiting mail under the key; nil when there is none.
func (f Found) WaitingMail(k Key) *WaitingMail {
	r := read[waitingMailRecord](f, k)
	if r == nil {
		return nil
	}
	return &WaitingMail{
		Organization: r.Organization, Invitation: r.Invitation, Event: r.Event, Kind: r.Mail,
		Due: r.Due.time(), Tries: r.Tries,
	}
}

// LetWait puts a mail to wait, in the place of one that waits already.
func (s *Store) LetWait(ctx context.Context, w *WaitingMail) error {
	_, err := s.db.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: encode(w.record())})
	return unavailable("let mail wait", err)
}

// WaitOn moves the time of a waiting mail. False when it was settled or moved in the meantime.
func (s *Store) WaitOn(ctx context.Context, w *WaitingMail, due time.Time) (moved bool, err error) {
	err = s.updateIf(ctx, w.key(), expression.Set(expression.Name("due"), expression.Value(toMillis(due))).
		Set(expression.Name("GSI4SK"), expression.Value(w.dueSort(due))), w.unchanged())
	if errors.Is(err, errConditionFailed) {
		return false, nil
	}
	return err == nil, err
}

// StopWaiting forgets a waiting mail, unless another took its place.
func (s *Store) StopWaiting(ctx context.Context, w *WaitingMail) error {
	return s.drop(ctx, w.key(), w.unchanged())
}

func (w *WaitingMail) unchanged() expression.ConditionBuilder {
	return expression.Name("event").Equal(expression.Value(w.Event)).
		And(expression.Name("due").Equal(expression.Value(toMillis(w.Due))))
}

// Administrators are the active account administrators of an organization by name, at most so many. It reads
// the rows that dispatch keeps, so that it may be seconds late: ask each one's record before relying on it.
func (s *Store) Administrators(ctx context.Context, org account.OrganizationID, most int32) ([]account.UserID, error) {
	return s.activeUnder(ctx, org, administersTerm, most)
}

// OrganizationAdmins is Administrators for those who are organization admins.
func (s *Store) OrganizationAdmins(ctx context.Context, org account.OrganizationID, most int32) ([]account.UserID, error) {
	return s.activeUnder(ctx, org, roleTerm(account.Admin), most)
}

func (s *Store) activeUnder(ctx context.Context, org account.OrganizationID, term string, most int32) ([]account.UserID, error) {
	e := build(expression.NewBuilder().
		WithKeyCondition(expression.Key("PK").Equal(expression.Value(filterPartition(org, MemberTab(account.Active), term)))).
		WithProjection(expression.NamesList(expression.Name("SK"))), unconditional)
	out, err := s.query(ctx, &dynamodb.QueryInput{
		KeyConditionExpression: e.KeyCondition(), ProjectionExpression: e.Projection(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(), Limit: &most,
	})
	if err != nil {
		return nil, err
	}
	var users []account.UserID
	for _, row := range out.Items {
		sort := text(row["SK"])
		if id := account.MemberID(sort[strings.LastIndexByte(sort, '#')+1:]); id.Valid() {
			users = append(users, id.User())
		}
	}
	return users, nil
}

// Event is an event of the organization.
func (f Found) Event(org account.OrganizationID, id account.EventID) *account.Event {
	if r := read[eventRecord](f, EventKey(org, id)); r != nil {
		e := r.event()
		return &e
	}
	return nil
}
