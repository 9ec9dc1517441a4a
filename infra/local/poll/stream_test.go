package poll

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"

	"roster/infra/local/stack"
)

// TestStreamDelivery: what the handler answers decides what comes again, in the order of the changes.
func TestStreamDelivery(t *testing.T) {
	tests := []struct {
		rule        string
		fails       map[string]int // how often a record fails before it is taken
		byError     bool           // the handler returns an error instead of naming the record
		byPanic     bool
		maxAttempts int
		calls       [][]string // the keys of each call
	}{
		{
			rule:  "a success moves on",
			calls: [][]string{{"a", "b", "c", "d"}},
		},
		{
			rule:  "after a partial failure it goes on from the record that failed",
			fails: map[string]int{"c": 2},
			calls: [][]string{{"a", "b", "c", "d"}, {"c", "d"}, {"c", "d"}},
		},
		{
			rule:  "the lowest of several failures counts",
			fails: map[string]int{"b": 1, "d": 1},
			calls: [][]string{{"a", "b", "c", "d"}, {"b", "c", "d"}},
		},
		{
			rule:    "an error repeats the whole batch",
			fails:   map[string]int{"c": 1},
			byError: true,
			calls:   [][]string{{"a", "b", "c", "d"}, {"a", "b", "c", "d"}},
		},
		{
			rule:    "a panic is an error",
			fails:   map[string]int{"a": 1},
			byPanic: true,
			calls:   [][]string{{"a", "b", "c", "d"}, {"a", "b", "c", "d"}},
		},
		{
			rule:        "a poison record is dropped after its last attempt and the rest goes on",
			fails:       map[string]int{"b": 100},
			maxAttempts: 2,
			calls:       [][]string{{"a", "b", "c", "d"}, {"b", "c", "d"}, {"c", "d"}},
		},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			t.Parallel()
			table := newTable(t, services.DynamoDB)
			table.put("a", "b", "c", "d")
			log := callLog{}
			failed := map[string]int{}
			stream := table.poller(func(_ context.Context, event events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
				log.add(event)
				var response events.DynamoDBEventResponse
				for _, record := range event.Records {
					key := record.Change.Keys["PK"].String()
					if failed[key] >= test.fails[key] {
						continue
					}
					failed[key]++
					if test.byPanic {
						panic("on purpose")
					}
					if test.byError {
						return response, errors.New("on purpose")
					}
					response.BatchItemFailures = append(response.BatchItemFailures,
						events.DynamoDBBatchItemFailure{ItemIdentifier: record.Change.SequenceNumber})
				}
				return response, nil
			})
			stream.MaxAttempts = test.maxAttempts
			during(t, run(t, stream), func() bool { return log.len() >= len(test.calls) })
			for i, want := range test.calls {
				ordered(t, "call", log.call(i), want)
			}
		})
	}
}

// TestStreamFailureOutsideTheBatch: a failure that names no record of the batch fails all of it.
func TestStreamFailureOutsideTheBatch(t *testing.T) {
	for _, identifier := range []string{"", "000000000000000000000"} {
		table := newTable(t, services.DynamoDB)
		table.put("a", "b")
		log := callLog{}
		stream := table.poller(func(_ context.Context, event events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
			if log.add(event) > 1 {
				return events.DynamoDBEventResponse{}, nil
			}
			return events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{{ItemIdentifier: identifier}}}, nil
		})
		during(t, run(t, stream), func() bool { return log.len() >= 2 })
		ordered(t, "second call", log.call(1), []string{"a", "b"})
	}
}

// TestStreamFollowsNewChanges: records that are written while the stream is read arrive as well, and Match
// leaves out what the handler did not ask for.
func TestStreamFollowsNewChanges(t *testing.T) {
	table := newTable(t, services.DynamoDB)
	table.put("event-1", "noise-1")
	log := callLog{}
	stream := table.poller(log.take)
	stream.Match = func(record events.DynamoDBEventRecord) bool { return record.Change.Keys["PK"].String()[:5] == "event" }
	during(t, run(t, stream), func() bool {
		if log.len() == 1 {
			table.put("noise-2", "event-2")
		}
		return log.len() >= 2
	})
	ordered(t, "keys", log.keys()[:2], []string{"event-1", "event-2"})
}

// TestStreamGoesOnFromItsCheckpoint: after a restart only what was not taken comes.
func TestStreamGoesOnFromItsCheckpoint(t *testing.T) {
	table := newTable(t, services.DynamoDB)
	checkpoint := filepath.Join(t.TempDir(), "stream.json")
	read := func(want ...string) {
		t.Helper()
		log := callLog{}
		stream := table.poller(log.take)
		stream.Checkpoint = checkpoint
		during(t, run(t, stream), func() bool { return len(log.keys()) >= len(want) })
		ordered(t, "keys", log.keys(), want)
	}
	table.put("a", "b")
	read("a", "b")
	table.put("c")
	read("c")
}

// TestStreamFinishesWhatItHandedOver: a batch that is under way when the run stops is finished, and is not
// handed over again after the next start.
func TestStreamFinishesWhatItHandedOver(t *testing.T) {
	table := newTable(t, services.DynamoDB)
	table.put("a")
	checkpoint := filepath.Join(t.TempDir(), "stream.json")
	started := make(chan struct{})
	stream := table.poller(func(ctx context.Context, _ events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
		close(started)
		select {
		case <-time.After(300 * time.Millisecond):
			return events.DynamoDBEventResponse{}, nil
		case <-ctx.Done():
			return events.DynamoDBEventResponse{}, ctx.Err()
		}
	})
	stream.Checkpoint = checkpoint
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { run(t, stream)(ctx); close(ended) }()
	<-started
	stop()
	<-ended

	table.put("b")
	log := callLog{}
	stream.Handler = log.take
	during(t, run(t, stream), func() bool { return log.len() >= 1 })
	ordered(t, "keys", log.keys(), []string{"b"})
}

// TestStreamSurvivesARestartOfTheTable: what was written but not read when the local run stopped is read
// after the next start, once.
func TestStreamSurvivesARestartOfTheTable(t *testing.T) {
	root, err := stack.FindRoot()
	if err != nil {
		t.Fatal(err)
	}
	config := stack.Config{Root: root, State: t.TempDir()}
	checkpoint := filepath.Join(config.State, "stream.json")

	first, err := stack.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	table := newTable(t, first.DynamoDB)
	table.put("a")
	log := callLog{}
	stream := table.poller(log.take)
	stream.Checkpoint = checkpoint
	during(t, run(t, stream), func() bool { return log.len() >= 1 })
	table.put("b")
	first.Stop()

	second, err := stack.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Stop()
	again := openTable(t, second.DynamoDB, table.name)
	again.stream = table.stream
	again.put("c")
	stream = again.poller(log.take)
	stream.Checkpoint = checkpoint
	during(t, run(t, stream), func() bool { return len(log.keys()) >= 3 })
	ordered(t, "keys", log.keys(), []string{"a", "b", "c"})
}

// TestShardsAreReadAfterTheirParents keeps the changes of one item in order across a split of its shard.
func TestShardsAreReadAfterTheirParents(t *testing.T) {
	shard := func(id, parent string) types.Shard {
		s := types.Shard{ShardId: &id}
		if parent != "" {
			s.ParentShardId = &parent
		}
		return s
	}
	tests := []struct {
		rule     string
		shards   []types.Shard
		finished []string
		want     []string
	}{
		{rule: "a child waits for its parent", shards: []types.Shard{shard("parent", ""), shard("child", "parent")}, want: []string{"parent"}},
		{
			rule: "a child follows its parent", shards: []types.Shard{shard("parent", ""), shard("child", "parent")},
			finished: []string{"parent"}, want: []string{"child"},
		},
		{rule: "a parent that is gone is not waited for", shards: []types.Shard{shard("child", "trimmed")}, want: []string{"child"}},
		{rule: "what was read is not read again", shards: []types.Shard{shard("only", "")}, finished: []string{"only"}},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			progress, err := loadProgress("", "stream")
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range test.finished {
				progress.finish(id)
			}
			var got []string
			for _, s := range ready(test.shards, progress) {
				got = append(got, aws.ToString(s.ShardId))
			}
			ordered(t, "shards", got, test.want)
		})
	}
}

// run is a stream's Run for `during`, with time for what is under way.
func run(t *testing.T, stream Stream) func(context.Context) {
	return func(ctx context.Context) {
		if err := stream.Run(ctx); err != nil {
			t.Error(err)
		}
	}
}

// callLog notes the keys of every call.
type callLog struct {
	mu    sync.Mutex
	calls [][]string
}

// take is a handler that succeeds. The pause lets one batch collect what was written together.
func (l *callLog) take(_ context.Context, event events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	l.add(event)
	time.Sleep(10 * time.Millisecond)
	return events.DynamoDBEventResponse{}, nil
}

func (l *callLog) add(event events.DynamoDBEvent) (calls int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var keys []string
	for _, record := range event.Records {
		keys = append(keys, record.Change.Keys["PK"].String())
	}
	l.calls = append(l.calls, keys)
	return len(l.calls)
}

func (l *callLog) len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.calls)
}

func (l *callLog) call(i int) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.calls[i]
}

func (l *callLog) keys() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []string
	for _, keys := range l.calls {
		all = append(all, keys...)
	}
	return all
}
