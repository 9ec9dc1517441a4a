// Command operator does what only whoever runs the deployment may do: it acts on the table itself, as the actor
// "operator", and every change leaves its event.
//
//	operator restore 482-913-0776
//	operator repair --check
//	operator reset-two-factor carrie@oakey.example
//	operator key create --name Backend --scopes access.read
//
// It reads the environment as a deployed function does: ROSTER_TABLE, AWS_REGION and AWS credentials.
// docs/operations.md says how to set them; `make operator` sets them for the local run. It ends with 0 when it
// did what it was asked, with 1 when it could not, and with 2 when it was asked wrongly.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"time"

	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/store"
)

// command is one thing that an operator does.
type command struct {
	name string
	args string // as the usage shows them
	does string
	run  func(ctx context.Context, o operator, args []string) error
}

// commands are all of them, in the order in which the usage shows them.
var commands = []command{restoring, repairing, resetting, keying, telling}

// operator is what every command works with.
type operator struct {
	store *store.Store
	now   func() time.Time
	out   io.Writer // for the words that say what was done
	// config has the master key, which secrets are derived from.
	config config.Config
}

func main() {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	c, err := config.Load()
	if err == nil && c.Table == "" {
		err = errors.New("ROSTER_TABLE is not set: name the table to work on. docs/operations.md says how")
	}
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	code := run(ctx, operator{store.Open(c), time.Now, os.Stdout, c}, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}

// run does what the arguments ask for and answers the exit code.
func run(ctx context.Context, o operator, args []string, complaints io.Writer) int {
	err := find(ctx, o, args)
	var wrong usageError
	var refused *account.Error
	switch {
	case err == nil:
		return 0
	case errors.As(err, &wrong):
		_, _ = fmt.Fprintf(complaints, "%s\n\n%s", wrong, usage())
		return 2
	case errors.As(err, &refused) && refused.Code != account.Unavailable:
		_, _ = fmt.Fprintln(complaints, refused.Detail)
	default:
		_, _ = fmt.Fprintln(complaints, err)
	}
	return 1
}

func find(ctx context.Context, o operator, args []string) error {
	if len(args) == 0 {
		return usageError("Say what to do.")
	}
	for _, c := range commands {
		if c.name == args[0] {
			return c.run(ctx, o, args[1:])
		}
	}
	return usageError(fmt.Sprintf("There is no command %q.", args[0]))
}

// usageError says what is wrong with how the program was called.
type usageError string

func (e usageError) Error() string { return string(e) }

func usage() string {
	var text strings.Builder
	text.WriteString("Usage: operator <command>\n")
	for _, c := range commands {
		_, _ = fmt.Fprintf(&text, "\n  %s\n      %s\n", strings.TrimSpace(c.name+" "+c.args), c.does)
	}
	return text.String()
}

// parseOrganization reads an Account Id with or without its dashes.
func parseOrganization(text string) (account.OrganizationID, error) {
	id := account.OrganizationID(strings.ReplaceAll(text, "-", ""))
	if !id.Valid() {
		return "", usageError(fmt.Sprintf("%q is no Account Id: it has ten digits, like 482-913-0776.", text))
	}
	return id, nil
}

// intent is who writes: the operator, in that organization.
func (o operator) intent(org account.OrganizationID) store.Intent {
	now := o.now().UTC().Truncate(time.Millisecond)
	return store.Intent{
		Organization: org, Actor: account.Actor{Kind: account.ByOperator}, RequestID: store.NewRequestID(now), At: now,
	}
}

func (o operator) say(format string, args ...any) { _, _ = fmt.Fprintf(o.out, format+"\n", args...) }
