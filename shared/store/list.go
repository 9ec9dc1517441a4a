package store

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// Page is a part of a list. Next is the cursor of what follows; empty at the end. A page may be short, or
// empty, while Next is set.
type Page[Row any] struct {
	Rows []Row
	Next string

	list     [digestLength]byte
	sortKeys []string
}

// Behind is the cursor of what follows that row, for who shows no more of the page.
func (p *Page[Row]) Behind(row int) string { return writeCursor(p.list, p.sortKeys[row]) }

// MostExamined is how many rows one call looks at when conditions apply to what is read.
const MostExamined = 1000

// run is people in an order: one partition of an index or of the table.
type run struct {
	index     string // empty for the table itself
	partition string
	prefix    string // of the sort key; empty for all
	from, to  string // bounds of the sort key, both inside; empty for all
	backwards bool
	base      func(id string) (Key, bool) // the record of an id; false for what is no id
}

func (r run) names() (partition, sort string) { return r.index + "PK", r.index + "SK" }

// bounds are the first and the last sort key that can stand in the run; empty for all. A prefix is a range, too,
// and not begins_with: DynamoDB Local would look at the whole partition for it.
func (r run) bounds() (from, to string) {
	if r.prefix != "" {
		return r.prefix, r.prefix + string(utf8.MaxRune)
	}
	return r.from, r.to
}

// holds reports whether a sort key can stand in the run: every one ends with the id of whom it names.
func (r run) holds(sortKey string) bool {
	_, ok := r.base(idIn(sortKey))
	return ok && strings.HasPrefix(sortKey, r.prefix) && (r.to == "" || r.from <= sortKey && sortKey <= r.to)
}

// start is where a query goes on after that sort key, whether or not its row is still there.
func (r run) start(sortKey string) item {
	if sortKey == "" {
		return nil
	}
	if r.index == "" {
		return Key{r.partition, sortKey}.item()
	}
	base, _ := r.base(idIn(sortKey))
	at, partition := base.item(), Key{r.partition, sortKey}.item()
	at[r.index+"PK"], at[r.index+"SK"] = partition["PK"], partition["SK"]
	return at
}

// read is the next rows of a run after a sort key, and whether more may follow.
func (s *Store) read(ctx context.Context, r run, after string, most int) (rows []item, more bool, err error) {
	partition, sort := r.names()
	in := &dynamodb.QueryInput{
		KeyConditionExpression:    aws.String("#partition = :partition"),
		ExpressionAttributeNames:  map[string]string{"#partition": partition},
		ExpressionAttributeValues: item{":partition": &types.AttributeValueMemberS{Value: r.partition}},
		ExclusiveStartKey:         r.start(after), ScanIndexForward: aws.Bool(!r.backwards),
		Limit: aws.Int32(int32(most)), // #nosec G115 -- at most 1,000
	}
	if from, to := r.bounds(); to != "" {
		in.KeyConditionExpression = aws.String("#partition = :partition AND #sort BETWEEN :from AND :to")
		in.ExpressionAttributeNames["#sort"] = sort
		in.ExpressionAttributeValues[":from"] = &types.AttributeValueMemberS{Value: from}
		in.ExpressionAttributeValues[":to"] = &types.AttributeValueMemberS{Value: to}
	}
	if r.index != "" {
		in.IndexName = &r.index
	}
	out, err := s.query(ctx, in)
	if err != nil {
		return nil, false, err
	}
	return out.Items, len(out.LastEvaluatedKey) > 0, nil
}

// listing is one call for a page of a list.
type listing[Row any] struct {
	run    run
	digest [digestLength]byte
	cursor string
	limit  int
	chunk  int // how many rows one query reads
	// conditional says that conditions apply to what is read. A full page is answered then without looking on
	// for whether another row follows, which might take long: the last page may be empty.
	conditional bool
	decode      func(item) (Row, error)
	// keep says which of the rows that were read belong to the list.
	keep func(ctx context.Context, sortKeys []string, rows []Row) ([]bool, error)
}

// page reads until the page is full, the list ends or MostExamined rows were looked at.
func page[Row any](ctx context.Context, s *Store, l listing[Row]) (*Page[Row], error) {
	after, err := readCursor(l.cursor, l.digest, l.run)
	if err != nil {
		return nil, err
	}
	p := &Page[Row]{list: l.digest}
	_, sort := l.run.names()
	for examined := 0; ; {
		items, more, err := s.read(ctx, l.run, after, min(l.chunk, MostExamined-examined))
		if err != nil {
			return nil, err
		}
		rows, sortKeys := make([]Row, len(items)), make([]string, len(items))
		for i := range items {
			sortKeys[i] = text(items[i][sort])
			if rows[i], err = l.decode(items[i]); err != nil {
				return nil, err
			}
		}
		kept, err := l.keep(ctx, sortKeys, rows)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			if kept[i] && len(p.Rows) == l.limit {
				p.Next = writeCursor(l.digest, after)
				return p, nil
			}
			if kept[i] {
				p.Rows, p.sortKeys = append(p.Rows, rows[i]), append(p.sortKeys, sortKeys[i])
			}
			after = sortKeys[i]
		}
		if examined += len(rows); !more {
			return p, nil
		}
		if len(p.Rows) == l.limit && l.conditional || examined >= MostExamined {
			p.Next = writeCursor(l.digest, after)
			return p, nil
		}
	}
}

// chunkFor is how many rows to read at once. A list without conditions needs one row more than the page, to
// know whether something follows; a search some more still, because a person may lie under two words that
// begin alike; and conditions leave of what is read nobody knows what.
func chunkFor(limit int, searched, conditional bool) int {
	switch {
	case conditional:
		return MostExamined / 4
	case searched:
		return limit + limit/4 + 1
	}
	return limit + 1
}

// memberBase is the record of a member in an organization.
func memberBase(org account.OrganizationID) func(string) (Key, bool) {
	return func(id string) (Key, bool) {
		m := account.MemberID(id)
		return MemberKey(org, m.User()), m.Valid()
	}
}

func invitationBase(id string) (Key, bool) {
	i := account.InvitationID(id)
	return InvitationKey(i), i.Valid()
}
