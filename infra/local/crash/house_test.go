package crash

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"golang.org/x/sync/errgroup"

	"roster/functions/dispatch"
	"roster/functions/notify"
	"roster/infra/local/all"
	"roster/infra/local/poll"
	"roster/infra/local/stack"
	"roster/shared/config"
	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web"
	"roster/shared/web/webtest"
)

// house is an organization, a mail queue and the parts of Roster as processes.
type house struct {
	t      *testing.T
	world  *webtest.World
	config config.Config
	order  orders
	ahead  time.Duration // how far the clock of the processes is ahead
}

// orders are what a process needs to know; it gets them as JSON.
type orders struct {
	Part       string
	Config     config.Config
	Queue      stack.QueueAddress
	Stream     string
	Checkpoint string
	Ahead      time.Duration
}

const ordersVariable = "ROSTER_CRASH_TEST_ORDERS"

func newHouse(t *testing.T) *house {
	w := webtest.NewStreamed(t)
	c := w.Config
	c.BaseURL = "http://localhost:8080"
	c.AWS.SESEndpoint, c.AWS.SQSEndpoint = os.Getenv("ROSTER_TEST_SES"), os.Getenv("ROSTER_TEST_SQS")
	c.Limits.MailsADayWhileYoung = 1000 // the pace of a young organization is another test's
	services := &stack.Stack{DynamoDB: c.AWS.DynamoDBEndpoint, Queues: c.AWS.SQSEndpoint, Mail: c.AWS.SESEndpoint}
	// A message comes three times before its mail waits in the table for minutes; a letter that a killed worker
	// had in hand is free again after twenty seconds. The third time has to come later than that.
	address, err := services.CreateQueue(t.Context(), stack.Queue{Name: "mail-" + c.Table, Visibility: 12 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	c.Mail.QueueURL = address.URL
	table, err := storetest.Client(c).DescribeTable(t.Context(), &dynamodb.DescribeTableInput{TableName: &c.Table})
	if err != nil {
		t.Fatal(err)
	}
	return &house{t: t, world: w, config: c, order: orders{
		Config: c, Queue: address, Stream: aws.ToString(table.Table.LatestStreamArn),
		Checkpoint: filepath.Join(t.TempDir(), "stream.json"),
	}}
}

// part is a running process.
type part struct {
	address string // of the API
	process *exec.Cmd
}

// start runs this test program again as one part of Roster.
func (h *house) start(name string) *part {
	h.t.Helper()
	given := h.order
	given.Part, given.Ahead = name, h.ahead
	encoded, err := json.Marshal(given)
	if err != nil {
		h.t.Fatal(err)
	}
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), ordersVariable+"="+string(encoded))
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		h.t.Fatal(err)
	}
	p := &part{process: command}
	h.t.Cleanup(p.kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		h.t.Fatalf("the part %q did not start: %v", name, err)
	}
	p.address = strings.TrimSpace(line)
	return p
}

// kill ends the process as a power cut would.
func (p *part) kill() {
	_ = p.process.Process.Kill()
	_ = p.process.Wait()
}

// TestMain is also the parts themselves, when a test starts this program again.
func TestMain(m *testing.M) {
	text := os.Getenv(ordersVariable)
	if text == "" {
		os.Exit(m.Run())
	}
	var given orders
	if err := json.Unmarshal([]byte(text), &given); err != nil {
		panic(err)
	}
	slog.SetLogLoggerLevel(slog.LevelError)
	if err := given.work(); err != nil {
		panic(err)
	}
}

func (o orders) work() error {
	s := store.Open(o.Config)
	if o.Part == "api" {
		return o.serve(s)
	}
	services := &stack.Stack{Queues: o.Config.AWS.SQSEndpoint}
	group, ctx := errgroup.WithContext(context.Background())
	group.Go(func() error {
		return poll.Stream{
			Client: dynamodbstreams.NewFromConfig(stack.AWS(), func(c *dynamodbstreams.Options) { c.BaseEndpoint = &o.Config.AWS.DynamoDBEndpoint }),
			ARN:    o.Stream, Region: stack.Region, Handler: dispatch.New(s, queue.Open(o.Config)).Handle,
			BatchSize: 10, Checkpoint: o.Checkpoint, Idle: 20 * time.Millisecond, Discover: 100 * time.Millisecond, Log: slog.Default(),
		}.Run(ctx)
	})
	group.Go(func() error {
		poll.Queue{
			Client: services.SQS(), URL: o.Queue.URL, ARN: o.Queue.ARN, Region: stack.Region,
			Handler: notify.New(o.Config, s).Handle, BatchSize: 2, Concurrency: 1, Log: slog.Default(),
		}.Run(ctx)
		return nil
	})
	fmt.Println("works")
	return group.Wait()
}

func (o orders) serve(s *store.Store) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	api := web.New(o.Config, s)
	api.Now = func() time.Time { return time.Now().Add(o.Ahead) }
	all.Register(api)
	fmt.Println(listener.Addr())
	return http.Serve(listener, api.Handler())
}
