// Command fuzz serves the whole API on a table of its own and lets schemathesis send it what the OpenAPI document
// allows and forbids, as each kind of caller. It fails when an answer is not what the document says, and when an
// operation never did what it is for. README.md says how to reproduce a failure.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"roster/infra/local/stack"
)

// caller is who calls, and how much of it: whoever may do little meets the same few refusals again and again.
type caller struct {
	name, phases string
	share        int      // one random request for so many of the first one's
	paths        []string // which operations; all when empty
}

const (
	quick    = "examples,fuzzing"
	thorough = "examples,coverage,fuzzing" // coverage goes to the limits of every field, and over them
	machines = "^/(scim|v1/access|v1/key|v1/provisioning)"
)

var (
	forPeople   = []string{"--exclude-path-regex", machines}
	forMachines = []string{"--include-path-regex", machines}
)

var callers = []caller{
	{"admin", thorough, 1, forPeople}, {"key", thorough, 1, forMachines}, {"key", quick, 2, forPeople},
	{"operator", quick, 3, nil}, {"guest", quick, 3, nil}, {"nobody", quick, 5, nil},
}

type options struct {
	callers, operation string
	seed, examples     int
	thorough           bool
	limit              time.Duration
}

func main() {
	var o options
	flag.StringVar(&o.callers, "callers", "", "who calls, of admin, key, operator, guest and nobody; all when empty")
	flag.StringVar(&o.operation, "operation", "", "the operationId of the only operation to call")
	flag.IntVar(&o.seed, "seed", 6, "of what is generated: the same seed sends the same requests")
	flag.IntVar(&o.examples, "examples", 8, "random requests for each operation by the first caller, besides those at the limits of what is allowed")
	flag.BoolVar(&o.thorough, "thorough", false, "every caller does all that the first one does")
	flag.DurationVar(&o.limit, "limit", 10*time.Minute, "when to give up")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, o.limit)
	defer cancel()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	root, err := stack.FindRoot()
	if err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(root, ".roster", "fuzz.log"))
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	slog.SetDefault(slog.New(slog.NewTextHandler(log, nil)))
	t := &bench{ctx: ctx}
	defer t.end()
	h := newHouse(t)
	fmt.Printf("seed %d\n", o.seed)
	var printing sync.Mutex
	var group errgroup.Group
	group.SetLimit(2)
	for _, c := range callers {
		if o.callers != "" && !slices.Contains(strings.Split(o.callers, ","), c.name) {
			continue
		}
		group.Go(func() error {
			said, err := h.visit(ctx, root, c, o)
			printing.Lock()
			defer printing.Unlock()
			fmt.Printf("\n── as %s ──\n%s", c.name, said)
			if err != nil {
				err = fmt.Errorf("as %s: %w", c.name, err)
			}
			return err
		})
	}
	return errors.Join(group.Wait(), h.report(o))
}

// visit lets schemathesis run once, as that caller.
func (h *house) visit(ctx context.Context, root string, c caller, o options) (said []byte, _ error) {
	server := h.serve(c.name)
	defer server.Close()
	if o.thorough {
		c.phases, c.share = thorough, 1
	}
	here := filepath.Join(root, "infra", "fuzz")
	arguments := []string{
		"--config-file", filepath.Join(here, "schemathesis.toml"), "run", server.URL + "/openapi.json",
		"--seed", strconv.Itoa(o.seed), "--max-examples", strconv.Itoa(max(1, o.examples/c.share)),
		"--phases", c.phases,
	}
	if o.operation != "" {
		arguments = append(arguments, "--include-operation-id", o.operation)
	} else {
		arguments = append(arguments, c.paths...)
	}
	command := exec.CommandContext(ctx, filepath.Join(root, ".roster/tools/fuzz/bin/schemathesis"), arguments...)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.Dir = filepath.Join(root, ".roster")
	command.Env = append(os.Environ(), "PYTHONPATH="+here, "SCHEMATHESIS_HOOKS=hooks", "PYTHONDONTWRITEBYTECODE=1")
	return command.CombinedOutput()
}
