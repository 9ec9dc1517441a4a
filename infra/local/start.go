package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"golang.org/x/sync/errgroup"

	"roster/infra/local/edge"
	"roster/infra/local/poll"
	"roster/infra/local/stack"
)

// start begins to serve and to poll. Everything ends with the context; the group waits for it.
func (p *program) start(ctx context.Context, group *errgroup.Group, port int) {
	group.Go(func() error { return p.serve(ctx, port) })
	group.Go(func() error { return p.followStream(ctx) })
	group.Go(func() error { p.workOn(ctx, p.mail, p.notify); return nil })
	group.Go(func() error { p.workOn(ctx, p.putOff, p.later); return nil })
	group.Go(func() error { p.workOn(ctx, p.webhooks, p.deliver); return nil })
	group.Go(func() error { p.reportMail(ctx); return nil })
	group.Go(func() error { p.sweepEveryMinute(ctx); return nil })
}

// serve answers on the loopback address until the context ends, and finishes what is under way.
func (p *program) serve(ctx context.Context, port int) error {
	page, err := p.page()
	if err != nil {
		return err
	}
	settings, err := p.template.Edge()
	if err != nil {
		return err
	}
	if p.services.Page != "" {
		delete(settings.Headers, "Content-Security-Policy") // Vite's server puts scripts and styles into the page
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return err
	}
	server := &http.Server{Handler: edge.New(settings, p.api, page), ReadHeaderTimeout: 10 * time.Second}
	stopped := context.AfterFunc(ctx, func() {
		finish, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		_ = server.Shutdown(finish)
	})
	defer stopped()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (p *program) page() (http.Handler, error) {
	if p.services.Page != "" {
		target, err := url.Parse(p.services.Page)
		if err != nil {
			return nil, err
		}
		return httputil.NewSingleHostReverseProxy(target), nil
	}
	return edge.Page(filepath.Join(p.root, "frontend/dist")), nil
}

// followStream gives dispatch the changes that the template's filters let through.
func (p *program) followStream(ctx context.Context) error {
	mapping, err := p.template.StreamMapping("DispatchFunction")
	if err != nil {
		return err
	}
	match, err := poll.Filter(mapping.Filters)
	if err != nil {
		return err
	}
	return poll.Stream{
		Client:  dynamodbstreams.NewFromConfig(stack.AWS(), func(o *dynamodbstreams.Options) { o.BaseEndpoint = &p.services.DynamoDB }),
		ARN:     p.streamARN,
		Region:  stack.Region,
		Handler: p.dispatch, Match: match, BatchSize: mapping.BatchSize, MaxAttempts: mapping.Attempts,
		Checkpoint: filepath.Join(p.state, "stream.json"),
		Log:        slog.Default(),
	}.Run(ctx)
}

// mostPollers is how many batches of one queue are worked on at once on this machine.
const mostPollers = 6

// workOn gives the handler the messages of the queue.
func (p *program) workOn(ctx context.Context, queue sourceQueue, handler poll.QueueHandler) {
	poll.Queue{
		Client: p.services.SQS(), URL: queue.URL, ARN: queue.ARN, Region: stack.Region, Handler: handler,
		BatchSize: queue.mapping.BatchSize, Concurrency: min(queue.mapping.Concurrency, mostPollers), Log: slog.Default(),
	}.Run(ctx)
}

// reportMail tells mail-events what became of the mails.
func (p *program) reportMail(ctx context.Context) {
	poll.Mail{
		SES: p.services.Mail, Account: "000000000000", Region: stack.Region, Handler: p.reports, Log: slog.Default(),
	}.Run(ctx)
}

func (p *program) sweepEveryMinute(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		if err := p.sweep(ctx); err != nil && ctx.Err() == nil {
			slog.Warn("sweep failed and is tried again in a minute", "cause", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// announce says where everything is.
func (p *program) announce(out io.Writer, took time.Duration) {
	_, _ = fmt.Fprintf(out, "\n  Roster     %s\n  Mail       %s\n  Sign-in    %s\n", p.home, p.services.Mail, p.services.Issuer)
	_, _ = fmt.Fprintf(out, "  SQS        %s\n  DynamoDB   %s\n", p.services.Queues, p.services.DynamoDB)
	_, _ = fmt.Fprintln(out, "\n  People who can sign in:")
	for _, person := range people() {
		_, _ = fmt.Fprintf(out, "    %-28s %-16s %s\n", person.Address, person.Password, person.Name)
	}
	if _, err := os.Stat(filepath.Join(p.root, "frontend/dist/index.html")); err != nil && p.services.Page == "" {
		_, _ = fmt.Fprintln(out, "\n  The page is not built: npm --prefix frontend run build")
	}
	_, _ = fmt.Fprintf(out, "\n  Ready in %.1f s. The log is %s; Ctrl-C ends everything.\n\n", took.Seconds(), p.log)
}
