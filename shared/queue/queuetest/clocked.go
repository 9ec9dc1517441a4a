package queuetest

import (
	"crypto/md5" // #nosec G501 -- what SQS answers
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"roster/shared/config"
)

// Clocked is an SQS whose time is the test's: what is delayed for hours is there when the test says so. It takes messages
// from any number of programs, and gives them back once.
type Clocked struct {
	now func() time.Time

	lock   sync.Mutex
	number int
	queues map[string][]clocked
}

type clocked struct {
	id, body string
	due      time.Time
	receives int
}

// Addresses of the queues of a Clocked, by what they are named in the configuration.
const (
	mailQueue    = "mail"
	laterQueue   = "later"
	webhookQueue = "webhooks"
)

// OpenClocked makes the queues, and names them in the configuration.
func OpenClocked(t testing.TB, c *config.Config, now func() time.Time) *Clocked {
	t.Helper()
	q := &Clocked{now: now, queues: map[string][]clocked{}}
	server := httptest.NewServer(http.HandlerFunc(q.serve))
	t.Cleanup(server.Close)
	c.AWS.SQSEndpoint = server.URL
	c.Mail.QueueURL, c.LaterQueueURL, c.Webhooks.QueueURL = server.URL+"/"+mailQueue, server.URL+"/"+laterQueue, server.URL+"/"+webhookQueue
	return q
}

// serve answers SendMessageBatch, in SQS's JSON protocol.
func (q *Clocked) serve(w http.ResponseWriter, r *http.Request) {
	var in struct {
		QueueURL string `json:"QueueUrl"`
		Entries  []struct {
			ID           string `json:"Id"`
			MessageBody  string
			DelaySeconds int
		}
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil || !strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".SendMessageBatch") {
		http.Error(w, "the test's queue only takes messages", http.StatusBadRequest)
		return
	}
	type taken struct {
		ID  string `json:"Id"`
		Is  string `json:"MessageId"`
		MD5 string `json:"MD5OfMessageBody"`
	}
	out := struct {
		Successful []taken
		Failed     []taken
	}{Failed: []taken{}}
	q.lock.Lock()
	name := in.QueueURL[strings.LastIndexByte(in.QueueURL, '/')+1:]
	for _, e := range in.Entries {
		q.number++
		sum := md5.Sum([]byte(e.MessageBody)) // #nosec G401
		id := strconv.Itoa(q.number)
		q.queues[name] = append(q.queues[name], clocked{id: id, body: e.MessageBody, due: q.now().Add(time.Duration(e.DelaySeconds) * time.Second)})
		out.Successful = append(out.Successful, taken{e.ID, id, hex.EncodeToString(sum[:])})
	}
	q.lock.Unlock()
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	_ = json.NewEncoder(w).Encode(out)
}

// Webhooks takes up to ten messages out of the webhook queue whose time has come, as Lambda hands them over.
func (q *Clocked) Webhooks() events.SQSEvent { return q.take(webhookQueue) }

// Mails does so with the mail queue.
func (q *Clocked) Mails() events.SQSEvent { return q.take(mailQueue) }

func (q *Clocked) take(name string) events.SQSEvent {
	q.lock.Lock()
	defer q.lock.Unlock()
	var batch events.SQSEvent
	now, left := q.now(), q.queues[name][:0]
	for _, m := range q.queues[name] {
		if len(batch.Records) == 10 || m.due.After(now) {
			left = append(left, m)
			continue
		}
		batch.Records = append(batch.Records, events.SQSMessage{
			MessageId: m.id, Body: m.body, Attributes: map[string]string{"ApproximateReceiveCount": strconv.Itoa(m.receives + 1)},
		})
	}
	q.queues[name] = left
	return batch
}

// Return puts those messages of a batch back that were reported as failed. They come again in six minutes.
func (q *Clocked) Return(batch events.SQSEvent, failures []events.SQSBatchItemFailure) {
	q.lock.Lock()
	defer q.lock.Unlock()
	for _, f := range failures {
		for _, m := range batch.Records {
			if m.MessageId == f.ItemIdentifier {
				n, _ := strconv.Atoi(m.Attributes["ApproximateReceiveCount"])
				q.queues[webhookQueue] = append(q.queues[webhookQueue], clocked{m.MessageId, m.Body, q.now().Add(6 * time.Minute), n})
			}
		}
	}
}

// Next is when the next message of the webhook queue can be taken; false when it is empty.
func (q *Clocked) Next() (next time.Time, ok bool) {
	q.lock.Lock()
	defer q.lock.Unlock()
	for _, m := range q.queues[webhookQueue] {
		if !ok || m.due.Before(next) {
			next, ok = m.due, true
		}
	}
	return next, ok
}
