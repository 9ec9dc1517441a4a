package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"roster/infra/local/deployment"
	"roster/infra/local/stack"
)

// run starts everything, says where it is, and stops all of it when the context ends or a part fails.
func run(ctx context.Context, o options) error {
	started := time.Now()
	root, err := stack.FindRoot()
	if err != nil {
		return err
	}
	template, err := deployment.Read(root)
	if err != nil {
		return err
	}
	if err := stack.CheckPort(ctx, o.port, "Roster", "--port"); err != nil {
		return err
	}
	state, err := stateFolder(root, o)
	if err != nil {
		return err
	}
	log, err := openLog(root, o)
	if err != nil {
		return err
	}
	home := fmt.Sprintf("http://localhost:%d", o.port)
	services, err := stack.Start(ctx, stack.Config{
		Root: root, State: state, Home: home, People: people(), Page: o.dev, Log: log,
		Ports: stack.Ports{Issuer: o.issuerPort, Mail: o.mailPort, Queues: o.queuesPort, DynamoDB: o.dynamoDBPort, Page: o.pagePort},
	})
	if err != nil {
		return err
	}
	defer services.Stop()

	slog.SetDefault(slog.New(slog.NewJSONHandler(log, nil)))
	slog.Info("the services are ready", "seconds", time.Since(started).Seconds())
	p, err := prepare(ctx, parts{root: root, state: state, log: o.log, home: home, template: template, services: services})
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	p.start(ctx, group, o.port)
	group.Go(func() error {
		select {
		case err := <-services.Ended():
			return err
		case <-ctx.Done():
			return nil
		}
	})
	p.announce(os.Stdout, time.Since(started))
	return group.Wait()
}

// kept is all that a run leaves in the state folder. --fresh deletes these and nothing else, whatever folder
// it was given.
var kept = []string{"dynamodb", "issuer", "mail.json", "queues.json", "stream.json", masterKeyFile}

// stateFolder is where the data is, absolute, and empty after --fresh.
func stateFolder(root string, o options) (string, error) {
	state := o.state
	if !filepath.IsAbs(state) {
		state = filepath.Join(root, state)
	}
	if o.fresh {
		for _, name := range kept {
			if err := os.RemoveAll(filepath.Join(state, name)); err != nil {
				return "", err
			}
		}
	}
	return state, os.MkdirAll(state, 0o700)
}

// openLog is the one log of everything, that of the last run only.
func openLog(root string, o options) (io.Writer, error) {
	path := o.log
	if !filepath.IsAbs(path) {
		path = filepath.Join(root, path)
	}
	file, err := os.Create(filepath.Clean(path))
	if err != nil || !o.verbose {
		return file, err
	}
	return io.MultiWriter(file, os.Stderr), nil
}
