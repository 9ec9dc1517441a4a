// Command scim starts the product on free ports, makes an API key of the demonstration organization, and runs the public
// SCIM test client with it: scim <program of the local run> <python> <script>. The exit code is the client's.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"roster/infra/local/seed"
	"roster/infra/local/stack"
	"roster/shared/account"
	"roster/shared/config"
	"roster/shared/secret"
	"roster/shared/signin"
	"roster/shared/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	var ended *exec.ExitError
	switch {
	case errors.As(err, &ended):
		os.Exit(ended.ExitCode())
	case err != nil:
		fmt.Fprintln(os.Stderr, "scim:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 3 {
		return errors.New("usage: scim program python script")
	}
	state, err := os.MkdirTemp("", "roster-scim-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(state) }()
	ports, err := freePorts(5)
	if err != nil {
		return err
	}
	stop, err := start(ctx, args[0], state, ports)
	if err != nil {
		return err
	}
	defer stop()
	key, adAccount, err := keyFor(ctx, "http://localhost:"+ports[4])
	if err != nil {
		return err
	}
	client := exec.CommandContext(ctx, args[1], args[2], "http://localhost:"+ports[0]+"/scim/v2", adAccount) // #nosec G204 -- what the script beside this names
	client.Env = append(os.Environ(), "ROSTER_SCIM_KEY="+key)
	client.Stdout, client.Stderr = os.Stdout, os.Stderr
	return client.Run()
}

// start runs the product until stop is called, and answers when it is ready.
func start(ctx context.Context, program, state string, ports []string) (stop func(), err error) {
	product := exec.CommandContext(ctx, program, "--port", ports[0], "--issuer-port", ports[1], "--mail-port", ports[2],
		"--queues-port", ports[3], "--dynamodb-port", ports[4], "--state", state, "--log", filepath.Join(".roster", "scim.log")) // #nosec G204 -- as above
	product.Cancel = func() error { return product.Process.Signal(syscall.SIGTERM) }
	product.WaitDelay = time.Minute
	says, err := product.StdoutPipe()
	if err != nil {
		return nil, err
	}
	product.Stderr = product.Stdout
	if err := product.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		_ = product.Process.Signal(syscall.SIGTERM)
		_ = product.Wait()
	}
	if said, ready := hears(says); !ready {
		stop()
		return nil, fmt.Errorf("the product ended before it was ready:\n%s", said)
	}
	return stop, nil
}

// hears reads on until the product says that it is ready, and then lets it talk.
func hears(says io.Reader) (said string, ready bool) {
	lines := bufio.NewScanner(says)
	for lines.Scan() {
		said += lines.Text() + "\n"
		if strings.Contains(lines.Text(), "Ready in") {
			go func() { _, _ = io.Copy(io.Discard, says) }()
			return said, true
		}
	}
	return said, false
}

func freePorts(n int) (ports []string, err error) {
	for range n {
		held, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer func() { _ = held.Close() }() // all are held until the last is known
		ports = append(ports, strconv.Itoa(held.Addr().(*net.TCPAddr).Port))
	}
	return ports, nil
}

// keyFor makes a key of the demonstration organization that speaks SCIM, and names one of its ad accounts.
func keyFor(ctx context.Context, dynamoDB string) (key, adAccount string, err error) {
	s := store.Open(config.Config{Table: "roster", AWS: config.AWS{
		Region: stack.Region, AccessKeyID: stack.Key, SecretAccessKey: stack.Key, DynamoDBEndpoint: dynamoDB,
	}})
	now := time.Now()
	k := &account.APIKey{
		ID: store.NewKeyID(now), Organization: seed.Organization, Name: "SCIM test client", Scopes: []account.Scope{account.SCIM},
		CreatedAt: now, KeyVersion: secret.KeyVersion, Version: account.NextVersion(0, now),
	}
	key, k.Hash = signin.NewKey(k.ID)
	in := store.Intent{Organization: seed.Organization, Actor: account.Actor{Kind: account.ByOperator}, At: now}
	if err := s.CreateAPIKey(ctx, in, k); err != nil {
		return "", "", err
	}
	all, err := s.ListAdAccounts(ctx, store.AdAccountList{Organization: seed.Organization, Reader: in.Actor, Limit: 1})
	if err != nil || len(all.Rows) == 0 {
		return "", "", fmt.Errorf("the demonstration has no ad account: %w", err)
	}
	return key, string(all.Rows[0].ID), nil
}
