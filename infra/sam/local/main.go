// Command local runs the functions of template.yaml as they are deployed, in Lambda's runtime interface
// emulator under `sam local start-api`, on the table of a local DynamoDB. infra/sam/local.sh prepares what it
// needs and starts it; with --smoke it walks through the API once and ends.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"roster/infra/local/stack"
	"roster/infra/sam/deployed"
)

type options struct {
	sam       string // the sam command
	functions string // names, "invite,list"; empty for all with a route
	gateway   string // address under which containers reach this machine
	image     string // emulator image; empty takes Amazon's
	dynamodb  string // address of DynamoDB Local
	table     string
	masterKey string // base64
	port      int
	smoke     bool
}

func main() {
	var o options
	flag.StringVar(&o.sam, "sam", ".roster/tools/sam/bin/sam", "the sam command")
	flag.StringVar(&o.functions, "functions", "", "functions to run, by folder, with commas between; all that have a route unless given")
	flag.StringVar(&o.gateway, "gateway", "", "address under which containers reach this machine")
	flag.StringVar(&o.image, "image", "", "image with the runtime interface emulator; Amazon's unless given")
	flag.StringVar(&o.dynamodb, "dynamodb", "http://localhost:9403", "DynamoDB Local")
	flag.StringVar(&o.table, "table", "roster", "table")
	flag.StringVar(&o.masterKey, "master-key", developmentKey, "master key for development, 32 bytes in base64")
	flag.IntVar(&o.port, "port", 3000, "port of the API; 0 takes a free one")
	flag.BoolVar(&o.smoke, "smoke", false, "invite, list and revoke on a new table, then end")
	flag.Parse()

	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(interrupted, o); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "sam local:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	root, err := stack.FindRoot()
	if err != nil {
		return err
	}
	functions, err := chosen(root, o.functions)
	if err != nil {
		return err
	}
	if o.port, err = freePort(o.port); err != nil {
		return err
	}
	if o.smoke {
		o.table = fmt.Sprintf("smoke-%d", time.Now().UnixNano())
	}
	relay, err := startRelay(o.gateway, o.dynamodb, functions)
	if err != nil {
		return err
	}
	defer relay.Close()

	work := filepath.Join(root, ".roster/sam")
	base := fmt.Sprintf("http://localhost:%d", o.port)
	template, err := localTemplate(root, functions, map[string]string{"base_url": base}, func(f deployed.Function) map[string]string {
		return map[string]string{
			"ROSTER_TABLE":             o.table,
			"ROSTER_DYNAMODB_ENDPOINT": relay.AddressOf(f),
			"ROSTER_MASTER_KEY":        o.masterKey,
			"ROSTER_MAIL_FROM":         "no-reply@roster.example",
		}
	})
	if err != nil {
		return err
	}
	if err := compile(ctx, root, functions); err != nil {
		return err
	}
	api := sam{command: o.sam, work: work, image: o.image, port: o.port}
	if err := api.build(ctx, template); err != nil {
		return err
	}
	if err := api.start(ctx); err != nil {
		return err
	}
	defer api.stop()
	if o.smoke {
		return smoke(ctx, base, o)
	}
	fmt.Printf("The API answers at %s. Log: %s. Ctrl-C ends it.\n", base, api.logPath())
	select {
	case <-ctx.Done():
		return nil
	case <-api.ended:
		return fmt.Errorf("sam ended by itself:\n%s", api.logTail())
	}
}

// compile fills Go's build cache. sam compiles several functions at once, each with everything that it
// imports, and hides the compiler's words: after this it only links.
func compile(ctx context.Context, root string, functions []deployed.Function) error {
	args := []string{"build"}
	for _, f := range functions {
		args = append(args, "./"+path.Dir(f.Code))
	}
	build := exec.CommandContext(ctx, "go", args...) // #nosec G204
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	return nil
}

// chosen are the functions with those names, or all that have a route.
func chosen(root, names string) ([]deployed.Function, error) {
	all, err := deployed.Functions(root)
	if err != nil {
		return nil, err
	}
	var functions []deployed.Function
	known := map[string]deployed.Function{}
	for _, f := range all {
		known[f.Name()] = f
		if len(f.Routes) > 0 {
			functions = append(functions, f)
		}
	}
	if names == "" {
		return functions, nil
	}
	functions = nil
	for _, name := range strings.Split(names, ",") {
		f, ok := known[name]
		if !ok || len(f.Routes) == 0 {
			return nil, fmt.Errorf("template.yaml has no function %q with a route", name)
		}
		functions = append(functions, f)
	}
	return functions, nil
}
