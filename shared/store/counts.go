package store

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// Counts is how many people stand in each tab of an organization. dispatch keeps them, so that they may be
// seconds late. Invitations count as invited until they are closed: one that has expired, until it is swept.
type Counts struct {
	Active          int
	PendingApproval int
	Suspended       int
	Invited         int
	Accepted        int // acceptances so far: a young organization with few of them sends less mail
	// Agencies and Clients are the links of either kind that are pending or active. Those to an organization that is
	// deleted count until it is purged, though no list shows them.
	Agencies    int
	Clients     int
	Unprotected int // of the active, those without two-factor authentication
}

type countsRecord struct {
	keys
	Kind            string `dynamodbav:"kind"`
	Active          int    `dynamodbav:"active"`
	PendingApproval int    `dynamodbav:"pending_approval"`
	Suspended       int    `dynamodbav:"suspended"`
	Invited         int    `dynamodbav:"pending"`
	Accepted        int    `dynamodbav:"accepted"`
	Agencies        int    `dynamodbav:"agencies"`
	Clients         int    `dynamodbav:"clients"`
	Unprotected     int    `dynamodbav:"unprotected"`
}

func (r countsRecord) counts() Counts {
	return Counts{r.Active, r.PendingApproval, r.Suspended, r.Invited, r.Accepted, r.Agencies, r.Clients, r.Unprotected}
}

// The attributes of the counts. Those of people are named as the states are that they count.
const (
	countOfAgencies    = "agencies"
	countOfClients     = "clients"
	countOfUnprotected = "unprotected"
)

// byAttribute is the counts by the attributes that they lie in.
func (c Counts) byAttribute() map[string]int {
	return map[string]int{
		string(account.Active): c.Active, string(account.PendingApproval): c.PendingApproval, string(account.Suspended): c.Suspended,
		string(account.Pending): c.Invited, string(account.Accepted): c.Accepted,
		countOfAgencies: c.Agencies, countOfClients: c.Clients, countOfUnprotected: c.Unprotected,
	}
}

func countsOf(byAttribute map[string]int) Counts {
	return Counts{
		byAttribute[string(account.Active)], byAttribute[string(account.PendingApproval)], byAttribute[string(account.Suspended)],
		byAttribute[string(account.Pending)], byAttribute[string(account.Accepted)],
		byAttribute[countOfAgencies], byAttribute[countOfClients], byAttribute[countOfUnprotected],
	}
}

// counted are the attributes in which states are counted, by kind of target.
var counted = map[account.TargetKind]map[string]string{
	account.TargetMember:     asNamed(account.Active, account.PendingApproval, account.Suspended),
	account.TargetInvitation: asNamed(account.Pending, account.Accepted),
	account.TargetAgency:     {string(account.LinkPending): countOfAgencies, string(account.LinkActive): countOfAgencies},
	account.TargetClient:     {string(account.LinkPending): countOfClients, string(account.LinkActive): countOfClients},
}

func asNamed[S ~string](states ...S) map[string]string {
	all := map[string]string{}
	for _, state := range states {
		all[string(state)] = string(state)
	}
	return all
}

// countedBy is what an event adds to and takes from the counts; empty when it changes none.
func countedBy(e account.Event) map[string]int {
	change, attributes := e.Change.State, counted[e.Target.Kind]
	by := map[string]int{}
	if n := e.Change.Unprotected; n != 0 {
		by[countOfUnprotected] = n
	}
	if change == nil || attributes[change.Before] == attributes[change.After] {
		return by
	}
	if attribute := attributes[change.Before]; attribute != "" {
		by[attribute]--
	}
	if attribute := attributes[change.After]; attribute != "" {
		by[attribute]++
	}
	return by
}

// IsCounted reports whether the event changes any count.
func IsCounted(e account.Event) bool { return len(countedBy(e)) > 0 }

// mostCounted is how many events one transaction counts: each has its mark, and the counts are one item more.
const mostCounted = 50

// CountEvents counts events of one organization, each once, however often and in whichever order it is called
// for them. The mark that an event was counted and the counts are one transaction.
func (s *Store) CountEvents(ctx context.Context, org account.OrganizationID, events []account.Event) error {
	uncounted := map[account.EventID]account.Event{}
	for _, e := range events {
		if IsCounted(e) {
			uncounted[e.ID] = e
		}
	}
	ids := slices.Sorted(maps.Keys(uncounted))
	for some := range slices.Chunk(ids, mostCounted) {
		var together []account.Event
		for _, id := range some {
			together = append(together, uncounted[id])
		}
		if err := s.countTogether(ctx, org, together); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) countTogether(ctx context.Context, org account.OrganizationID, events []account.Event) error {
	for try := 0; len(events) > 0; try++ {
		if try == maxTries {
			return unavailable("count", errors.New("the counts are written by too many at once"))
		}
		if err := pause(ctx, try); err != nil {
			return unavailable("count", err)
		}
		_, err := s.db.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: s.counting(org, events)})
		var cancelled *types.TransactionCanceledException
		if !errors.As(err, &cancelled) {
			return unavailable("count", err)
		}
		known := len(events)
		events = uncounted(events, cancelled.CancellationReasons)
		if len(events) == known && !passing(cancelled.CancellationReasons) {
			return unavailable("count", err)
		}
	}
	return nil
}

// counting is the transaction: a mark for each event, and at the end the counts.
func (s *Store) counting(org account.OrganizationID, events []account.Event) []types.TransactWriteItem {
	var items []types.TransactWriteItem
	by := map[string]int{}
	for _, e := range events {
		items = append(items, s.named(handledOnce(consumerOfCounts, e).into))
		for attribute, n := range countedBy(e) {
			by[attribute] += n
		}
	}
	update := expression.Set(expression.Name("kind"), expression.Value(kindCounts))
	for attribute, n := range by {
		update = update.Add(expression.Name(attribute), expression.Value(n))
	}
	return append(items, s.named(change(CountsKey(org), update, unconditional, nil).into))
}

const consumerOfCounts = "counts"

// uncounted are the events whose marks were not there yet.
func uncounted(events []account.Event, reasons []types.CancellationReason) []account.Event {
	var left []account.Event
	for i, e := range events {
		if i >= len(reasons) || aws.ToString(reasons[i].Code) != "ConditionalCheckFailed" {
			left = append(left, e)
		}
	}
	return left
}
