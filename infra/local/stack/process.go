package stack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	readyWithin = 60 * time.Second // a cold, busy machine
	stopWithin  = 5 * time.Second  // then it is killed
)

// process is one running service, in a process group of its own.
type process struct {
	name  string
	ready string
	cmd   *exec.Cmd
	tail  *tail
	done  chan struct{} // closed when it has ended
}

func start(c command, log *lineWriter) (*process, error) {
	p := &process{name: c.name, ready: c.ready, tail: &tail{}, done: make(chan struct{})}
	// No context ends it: stop does, with everything that it started.
	p.cmd = exec.CommandContext(context.Background(), c.path, c.args...)
	p.cmd.Dir = c.dir
	p.cmd.SysProcAttr = ownGroup()
	output := log.prefixed(c.name, p.tail)
	p.cmd.Stdout, p.cmd.Stderr = output, output
	if err := onParentThread(p.cmd.Start); err != nil {
		return nil, fmt.Errorf("%s could not be started: %w", c.name, err)
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// waitReady returns when the service answers over HTTP, whatever it answers.
func (p *process) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	client := http.Client{Timeout: 2 * time.Second}
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.ready, nil)
		if err != nil {
			return err
		}
		if response, err := client.Do(request); err == nil {
			_ = response.Body.Close()
			return nil
		}
		select {
		case <-p.done:
			return p.failure("did not start")
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return p.failure("does not answer at " + p.ready)
			}
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (p *process) failure(what string) error {
	state := ""
	select {
	case <-p.done:
		state = fmt.Sprintf(" (%s)", p.cmd.ProcessState)
	default:
	}
	return fmt.Errorf("%s %s%s. Its last lines:\n%s", p.name, what, state, p.tail)
}

// stop asks the whole group to end, and kills what is left of it after a while.
func (p *process) stop() {
	group := -p.cmd.Process.Pid
	_ = syscall.Kill(group, syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(stopWithin):
	}
	_ = syscall.Kill(group, syscall.SIGKILL)
	<-p.done
}

// onParentThread runs every start on one thread that lives as long as this program: Linux kills the
// children when the thread that started them ends, not when the program does.
func onParentThread(f func() error) error {
	result := make(chan error)
	parentThread <- func() { result <- f() }
	return <-result
}

var parentThread = func() chan<- func() {
	calls := make(chan func())
	go func() {
		runtime.LockOSThread()
		for call := range calls {
			call()
		}
	}()
	return calls
}()

// tail keeps the last lines of a service for the error message.
type tail struct {
	mu    sync.Mutex
	lines []string
}

const tailLength = 20

func (t *tail) add(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, line)
	if len(t.lines) > tailLength {
		t.lines = t.lines[1:]
	}
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.lines) == 0 {
		return "  (it wrote nothing)"
	}
	return "  " + strings.Join(t.lines, "\n  ")
}
