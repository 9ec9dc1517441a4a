// Command local runs all of Roster on this machine: the page and the API at http://localhost:8080, with
// DynamoDB, mail, queues and sign-in beside it. Its data is in .roster/data and survives a restart; Ctrl-C
// ends everything. `make run` installs what it needs and starts it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// options are the flags.
type options struct {
	port         int
	issuerPort   int
	mailPort     int
	queuesPort   int
	dynamoDBPort int
	pagePort     int
	state        string
	log          string
	fresh        bool
	dev          bool
	verbose      bool
}

func main() {
	var o options
	flag.IntVar(&o.port, "port", 8080, "port of the page and the API")
	flag.IntVar(&o.issuerPort, "issuer-port", 9400, "port of the sign-in pages")
	flag.IntVar(&o.mailPort, "mail-port", 9401, "port of the mail viewer and the SES API")
	flag.IntVar(&o.queuesPort, "queues-port", 9402, "port of the SQS API")
	flag.IntVar(&o.dynamoDBPort, "dynamodb-port", 9403, "port of DynamoDB Local")
	flag.IntVar(&o.pagePort, "page-port", 9404, "port of the page's development server, with --dev")
	flag.StringVar(&o.state, "state", ".roster/data", "folder of the data")
	flag.StringVar(&o.log, "log", ".roster/run.log", "file of the log, overwritten at each start")
	flag.BoolVar(&o.fresh, "fresh", false, "delete the data first")
	flag.BoolVar(&o.dev, "dev", false, "serve the page from Vite's development server, which follows its sources")
	flag.BoolVar(&o.verbose, "verbose", false, "show the log here as well")
	flag.Parse()

	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	context.AfterFunc(interrupted, stop) // a second Ctrl-C does not wait for what is under way
	if err := run(interrupted, o); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintf(os.Stderr, "\n%v\n", err)
		stop()
		os.Exit(1)
	}
}
