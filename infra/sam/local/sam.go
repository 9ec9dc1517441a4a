package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// sam is `sam build` and `sam local start-api` on a template made for them.
type sam struct {
	command string
	work    string // folder for the template, what is built and the log
	image   string
	port    int

	process *exec.Cmd
	ended   chan struct{}
}

// build compiles every function of the template. Never with --cached: that compares the folder of the
// function's main package only, and would serve old code.
func (s *sam) build(ctx context.Context, template []byte) error {
	if err := os.MkdirAll(s.work, 0o750); err != nil {
		return err
	}
	path := filepath.Join(s.work, "template.yaml")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		return err
	}
	build := exec.CommandContext(ctx, s.command, "build", "--parallel", "--template", path, "--build-dir", s.built()) // #nosec G204
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("sam build: %w\n%s", err, out)
	}
	return nil
}

// start serves the API and returns when it accepts connections.
func (s *sam) start(ctx context.Context) error {
	log, err := os.Create(s.logPath())
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	args := []string{
		"local", "start-api", "--template", filepath.Join(s.built(), "template.yaml"),
		"--port", strconv.Itoa(s.port), "--warm-containers", "LAZY",
	}
	if s.image != "" {
		args = append(args, "--invoke-image", s.image, "--skip-pull-image")
	}
	s.process = exec.Command(s.command, args...) // #nosec G204 -- ended by stop, gently, so that it ends its containers
	s.process.Stdout, s.process.Stderr = log, log
	s.process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C comes through stop
	if err := s.process.Start(); err != nil {
		return err
	}
	s.ended = make(chan struct{})
	go func() { _ = s.process.Wait(); close(s.ended) }()
	return s.ready(ctx)
}

func (s *sam) ready(ctx context.Context) error {
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); {
		connection, err := net.DialTimeout("tcp", s.address(), time.Second)
		if err == nil {
			return connection.Close()
		}
		select {
		case <-ctx.Done():
			s.stop()
			return ctx.Err()
		case <-s.ended:
			return fmt.Errorf("sam local start-api ended:\n%s", s.logTail())
		case <-time.After(100 * time.Millisecond):
		}
	}
	s.stop()
	return fmt.Errorf("sam local start-api does not answer:\n%s", s.logTail())
}

// stop ends sam, which ends its containers.
func (s *sam) stop() {
	_ = s.process.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.ended:
	case <-time.After(30 * time.Second):
		_ = s.process.Process.Kill()
		<-s.ended
	}
}

// freePort is that port, or any free one for 0. An error says that it is taken.
func freePort(port int) (int, error) {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return 0, fmt.Errorf("port %d is taken: stop what listens there or give another --port: %w", port, err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func (s *sam) built() string   { return filepath.Join(s.work, "build") }
func (s *sam) logPath() string { return filepath.Join(s.work, "sam.log") }
func (s *sam) address() string { return fmt.Sprintf("127.0.0.1:%d", s.port) }

// logTail is the end of what sam wrote.
func (s *sam) logTail() string {
	data, _ := os.ReadFile(s.logPath())
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	return strings.Join(lines[max(0, len(lines)-40):], "\n")
}
