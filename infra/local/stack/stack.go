// Package stack starts what Roster talks to on AWS as local processes, on the loopback address:
// DynamoDB, a mail service with the SES API, queues with the SQS API, and an OpenID Connect issuer.
package stack

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"
)

// Config says what to start and where its data lives.
type Config struct {
	// Root is the repository's root: see FindRoot.
	Root string
	// State is the folder that the data stays in from one start to the next. Empty means in memory.
	State string
	// Ports are those to listen on; 0 picks a free one.
	Ports Ports
	// More is how many further DynamoDBs there are, in memory, for tests: one of them has one processor's work done at a
	// time. Where there are any, all of them are compiled for a run of minutes and not for a quick start.
	More int
	// Home is the address of Roster itself, which the issuer sends people back to
	// ("http://localhost:8080"). Empty: no issuer is started.
	Home string
	// Page starts Vite's development server for the page as well.
	Page bool
	// People are the issuer's demonstration people. Those that it has already are left alone.
	People []Person
	// Log gets every line of every service, each with the service's name in front. Nil: nowhere.
	Log io.Writer
}

// Ports of the services.
type Ports struct{ Issuer, Mail, Queues, DynamoDB, Page int }

// Person is somebody who can sign in at the issuer. Without a Subject it is derived from the address,
// and is the same after a fresh start.
type Person struct {
	Subject  string `json:"sub,omitempty"`
	Name     string `json:"name"`
	Address  string `json:"address"`
	Password string `json:"password"`
}

// Stack is the running services. The fields are their addresses, such as "http://localhost:9403".
type Stack struct {
	DynamoDB, Mail, Queues, Issuer, Page string

	More []string // the further DynamoDBs

	scratch   string // a folder to remove at the end
	processes []*process
}

// Start starts all services at once and returns when every one of them answers. When one of them does
// not, it stops the others; the error holds the last lines that the failed one wrote.
func Start(ctx context.Context, config Config) (*Stack, error) {
	if err := installed(config.Root); err != nil {
		return nil, err
	}
	if err := pickPorts(ctx, &config.Ports); err != nil {
		return nil, err
	}
	if config.State != "" {
		if err := os.MkdirAll(filepath.Join(config.State, "dynamodb"), 0o700); err != nil {
			return nil, err
		}
	}
	s := &Stack{
		DynamoDB: localhost(config.Ports.DynamoDB),
		Mail:     localhost(config.Ports.Mail),
		Queues:   localhost(config.Ports.Queues),
	}
	commands := []command{dynamoDB(config, config.Ports.DynamoDB), mail(config), queues(config)}
	for range config.More {
		port, err := freePort(ctx)
		if err != nil {
			return nil, err
		}
		s.More = append(s.More, localhost(port))
		commands = append(commands, dynamoDB(config, port))
	}
	if config.Home != "" {
		issuer, err := s.issuer(config)
		if err != nil {
			return nil, err
		}
		s.Issuer = localhost(config.Ports.Issuer)
		commands = append(commands, issuer)
	}
	if config.Page {
		s.Page = localhost(config.Ports.Page)
		commands = append(commands, page(config))
	}
	if err := s.startAll(ctx, commands, config.Log); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

func (s *Stack) startAll(ctx context.Context, commands []command, log io.Writer) error {
	lines := newLineWriter(log)
	for _, c := range commands {
		p, err := start(c, lines)
		if err != nil {
			return err
		}
		s.processes = append(s.processes, p)
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, p := range s.processes {
		group.Go(func() error { return p.waitReady(ctx) })
	}
	return group.Wait()
}

// Ended gets an error when a service ends by itself, once.
func (s *Stack) Ended() <-chan error {
	ended := make(chan error, len(s.processes))
	for _, p := range s.processes {
		go func() {
			<-p.done
			ended <- p.failure("ended")
		}()
	}
	return ended
}

// Stop ends every service and everything that it started, and returns when they are gone.
func (s *Stack) Stop() {
	var group errgroup.Group
	for _, p := range s.processes {
		group.Go(func() error { p.stop(); return nil })
	}
	_ = group.Wait()
	if s.scratch != "" {
		_ = os.RemoveAll(s.scratch)
	}
}

// FindRoot looks for the repository's root: the working directory or the nearest one above it that holds
// go.mod.
func FindRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", fmt.Errorf("no go.mod here or above: run this inside the repository")
		}
		dir = above
	}
}

func installed(root string) error {
	for _, path := range []string{".roster/dynamodb/.installed", "infra/local/services/node_modules/.installed"} {
		if _, err := os.Stat(filepath.Join(root, path)); err != nil {
			return fmt.Errorf("the local services are not installed yet: run bash infra/install/run.sh")
		}
	}
	return nil
}

func localhost(port int) string { return fmt.Sprintf("http://localhost:%d", port) }

func writeJSON(path string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o600)
}
