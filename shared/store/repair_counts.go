package store

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// What a count is off by stays the same whatever happens: a change moves records and uncounted events alike, and
// counting it moves these and the counts. It only has to be measured while nothing happens.

const (
	mostTallies = 20 // tries to find the organization standing still
	// inFlight is how much later than its id says an event may be written: longer than a call may take.
	inFlight = time.Minute
	// marksLast is how long it is sure that an event which was counted has its mark.
	marksLast = handledLife - 24*time.Hour
)

// tally compares counts and admin counter with the records.
func (r *repair) tally(ctx context.Context) error {
	began := time.Now()
	uncounted, err := r.uncounted(ctx, began.Add(-marksLast))
	if err != nil {
		return err
	}
	for try := range mostTallies {
		if try > 0 {
			if err := r.wait(ctx); err != nil {
				return err
			}
		}
		if settled, err := r.tallyOnce(ctx, uncounted, began.Add(-inFlight)); settled || err != nil {
			return err
		}
	}
	r.found.Unsettled = true
	return nil
}

// tallyOnce reports whether the organization stood still. before are events that were not counted at the
// beginning.
func (r *repair) tallyOnce(ctx context.Context, before []account.Event, since time.Time) (settled bool, err error) {
	was, err := r.moment(ctx, since)
	if err != nil {
		return false, err
	}
	if n := len(was.events); n > 0 && time.Since(was.events[n-1].At) < r.how.Settle {
		return false, nil // the index may not show it yet
	}
	uncounted, err := r.unmarked(ctx, append(slices.Clone(before), was.events...))
	if err != nil {
		return false, err
	}
	there, admins, err := r.recount(ctx)
	if err != nil {
		return false, err
	}
	is, err := r.moment(ctx, since)
	if err != nil || !reflect.DeepEqual(was, is) {
		return false, err
	}
	return r.settle(ctx, was, uncounted, there, admins)
}

// adminsRecord is the counter of active organization admins.
type adminsRecord struct {
	N int `dynamodbav:"n"`
}

// moment is all by which a change of the organization would show.
type moment struct {
	events []account.Event // of late
	counts map[string]int
	admins int
}

func (r *repair) moment(ctx context.Context, since time.Time) (m moment, err error) {
	found, err := r.store.Get(ctx, CountsKey(r.org), adminsKey(r.org))
	if err != nil {
		return m, err
	}
	m.counts = found.Counts(r.org).byAttribute()
	if counter := read[adminsRecord](found, adminsKey(r.org)); counter != nil {
		m.admins = counter.N
	}
	err = r.events(ctx, since, func(e account.Event) error {
		m.events = append(m.events, e)
		return nil
	})
	return m, err
}

// settle counts what was not counted, and then adds what is still missing to counts and counter. It answers false
// when somebody else has written one of them.
func (r *repair) settle(ctx context.Context, was moment, uncounted []account.Event, there map[string]int, admins int) (bool, error) {
	r.found.Uncounted += len(uncounted)
	if !r.how.Check {
		if err := r.store.CountEvents(ctx, r.org, uncounted); err != nil {
			return false, err
		}
	}
	for _, e := range uncounted {
		for attribute, n := range countedBy(e) {
			was.counts[attribute] += n
		}
	}
	// Accepted invitations are deleted in time: there were at least as many as there are.
	accepted := string(account.Accepted)
	there[accepted] = max(there[accepted], was.counts[accepted])
	if err := r.correct(ctx, CountsKey(r.org), expression.Set(expression.Name("kind"), expression.Value(kindCounts)), was.counts, there); err != nil {
		return false, unlessFailed(err)
	}
	for attribute, n := range there {
		was.counts[attribute] -= n
	}
	if off := countsOf(was.counts); off != (Counts{}) { // an earlier try may have found it already
		r.found.Counts = off
	}
	if err := r.correct(ctx, adminsKey(r.org), expression.UpdateBuilder{}, map[string]int{"n": was.admins}, map[string]int{"n": admins}); err != nil {
		return false, unlessFailed(err)
	}
	r.found.Admins = was.admins - admins
	return true, nil
}

// correct brings numbers of an item from what they are to what they should be. errConditionFailed when they are
// not what they were. update is what is set besides.
func (r *repair) correct(ctx context.Context, key Key, update expression.UpdateBuilder, are, should map[string]int) error {
	if r.how.Check || maps.Equal(are, should) {
		return nil
	}
	var same expression.ConditionBuilder
	for name, n := range are {
		number := expression.Name(name)
		unmoved := number.Equal(expression.Value(n))
		if n == 0 {
			unmoved = unmoved.Or(expression.AttributeNotExists(number))
		}
		if same.IsSet() {
			unmoved = same.And(unmoved)
		}
		same = unmoved
		if should[name] != n {
			update = update.Set(number, expression.Value(should[name]))
		}
	}
	return r.store.updateIf(ctx, key, update, same)
}

// recount counts people by state, the active organization admins among them, and links.
func (r *repair) recount(ctx context.Context) (there map[string]int, admins int, err error) {
	if there, err = r.countLinks(ctx); err != nil {
		return nil, 0, err
	}
	for _, tab := range []Tab{
		MemberTab(account.Active), MemberTab(account.PendingApproval), MemberTab(account.Suspended),
		InvitationTab(account.Pending), InvitationTab(account.Accepted),
	} {
		all, withRole, err := r.countTab(ctx, tab, expression.Name("summary.role").Equal(expression.Value(account.Admin)))
		if err != nil {
			return nil, 0, err
		}
		there[tab.state()] = all
		if tab == MemberTab(account.Active) {
			admins = withRole
		}
	}
	_, there[countOfUnprotected], err = r.countTab(ctx, MemberTab(account.Active), hasTwoFactor("summary.two_factor", false))
	return there, admins, err
}

func (r *repair) countLinks(ctx context.Context) (map[string]int, error) {
	agencies, err := r.store.AgenciesOf(ctx, r.org)
	if err != nil {
		return nil, err
	}
	clients, err := r.store.ClientsOf(ctx, r.org)
	open := func(links []*account.AgencyLink) (n int) {
		for _, l := range links {
			if !l.State.Over() {
				n++
			}
		}
		return n
	}
	return map[string]int{countOfAgencies: open(agencies), countOfClients: open(clients)}, err
}

// countTab counts everybody in a tab, and those of them for whom the condition holds.
func (r *repair) countTab(ctx context.Context, tab Tab, which expression.ConditionBuilder) (all, those int, err error) {
	e := build(expression.NewBuilder().
		WithKeyCondition(expression.Key("GSI1PK").Equal(expression.Value(tabPartition(r.org, tab)))).
		WithFilter(which), unconditional)
	in := &dynamodb.QueryInput{
		IndexName: aws.String("GSI1"), Select: types.SelectCount,
		KeyConditionExpression: e.KeyCondition(), FilterExpression: e.Filter(),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	}
	for {
		out, err := r.store.query(ctx, in)
		if err != nil {
			return 0, 0, err
		}
		all, those = all+int(out.ScannedCount), those+int(out.Count)
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return all, those, nil
		}
	}
}

// events reads the organization's log from that time on, strongly consistent. An event that cannot be read is
// counted by nobody.
func (r *repair) events(ctx context.Context, since time.Time, each func(account.Event) error) error {
	e := build(expression.NewBuilder().WithKeyCondition(
		expression.Key("PK").Equal(expression.Value(EventKey(r.org, "").pk)).
			And(expression.Key("SK").GreaterThanEqual(expression.Value(eventsFrom(since.UnixMilli()))))), unconditional)
	in := &dynamodb.QueryInput{
		KeyConditionExpression: e.KeyCondition(), ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
		ConsistentRead: aws.Bool(true),
	}
	for {
		out, err := r.store.query(ctx, in)
		if err != nil {
			return err
		}
		for _, i := range out.Items {
			read, unreadable := eventOf(i)
			if unreadable != nil {
				continue
			}
			if err := each(*read); err != nil {
				return err
			}
		}
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return nil
		}
	}
}

// uncounted are the events since that time which dispatch has not counted.
func (r *repair) uncounted(ctx context.Context, since time.Time) (all []account.Event, err error) {
	var some []account.Event
	look := func() error {
		unmarked, err := r.unmarked(ctx, some)
		all, some = append(all, unmarked...), some[:0]
		return err
	}
	err = r.events(ctx, since, func(e account.Event) error {
		if some = append(some, e); len(some) < atOnce {
			return nil
		}
		return look()
	})
	if err != nil {
		return nil, err
	}
	return all, look()
}

// unmarked are those of the events which should be counted and are not marked as counted, each once.
func (r *repair) unmarked(ctx context.Context, events []account.Event) ([]account.Event, error) {
	marks := map[Key]account.Event{}
	for _, e := range events {
		if IsCounted(e) {
			marks[handledKey(consumerOfCounts, e.ID, "")] = e
		}
	}
	found, err := r.store.Get(ctx, slices.Collect(maps.Keys(marks))...)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(marks, func(mark Key, _ account.Event) bool { return found[mark] != nil })
	return slices.Collect(maps.Values(marks)), nil
}
