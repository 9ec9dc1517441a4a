// Command testdb starts DynamoDB Local, the mail service and the queues in memory on free ports, runs a
// command that finds them in its environment, and ends them with it.
//
//	go run ./infra/local/testdb -- go test -race ./...
//
// The command gets ROSTER_TEST_DYNAMODB, ROSTER_TEST_SES and ROSTER_TEST_SQS, each an address such as
// "http://localhost:40123", and ROSTER_TEST_DYNAMODB_MORE: those of further DynamoDBs, with spaces between them, so
// that there is one for each processor, up to four. The exit code is the command's.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"roster/infra/local/stack"
)

// mostDatabases are as many as the tests keep busy. Each is a virtual machine of Java's.
const mostDatabases = 4

func main() {
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "testdb:", err)
		code = 1
	}
	os.Exit(code)
}

func run(args []string) (exitCode int, _ error) {
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		return 0, errors.New("usage: testdb -- command…")
	}
	// Ctrl-C reaches the command as well: its end is waited for, so that nothing is left behind.
	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	root, err := stack.FindRoot()
	if err != nil {
		return 0, err
	}
	services, err := stack.Start(interrupted, stack.Config{Root: root, More: min(runtime.NumCPU(), mostDatabases) - 1})
	if err != nil {
		return 0, err
	}
	defer services.Stop()

	command := exec.CommandContext(interrupted, args[0], args[1:]...)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.Env = append(os.Environ(),
		"ROSTER_TEST_DYNAMODB="+services.DynamoDB,
		"ROSTER_TEST_DYNAMODB_MORE="+strings.Join(services.More, " "),
		"ROSTER_TEST_SES="+services.Mail,
		"ROSTER_TEST_SQS="+services.Queues,
	)
	err = command.Run()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return max(failed.ExitCode(), 1), nil
	}
	return 0, err
}
