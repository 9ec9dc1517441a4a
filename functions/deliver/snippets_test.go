package deliver_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"roster/shared/account"
	"roster/shared/secret"
)

// The snippets that docs and page show are programs. Each is run as it stands, with the published library of its language,
// and takes a real delivery; with another secret it refuses the same.
func TestTheSnippetsVerifyWhatIsDelivered(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for name, run := range map[string]func(t *testing.T, root string) *exec.Cmd{"Go": goSnippet, "TypeScript": typeScriptSnippet, "Python": pythonSnippet} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			trusting, doubting := runs(t, run(t, root)), runs(t, run(t, root))
			right, wrong := w.registers(trusting.url), w.registers(doubting.url)
			trusting.starts(w.secret(right))
			doubting.starts(w.secret(right)) // which is not its own
			event := w.happens()
			w.dispatches()
			w.delivers()
			if d := w.delivery(right, event); d.State != account.DeliveryDelivered {
				t.Errorf("it did not take the delivery: %+v\n%s", d, trusting.said)
			}
			if d := w.delivery(wrong, event); len(d.Attempts) != 1 || d.Attempts[0].Status != 401 {
				t.Errorf("it took what is signed with another secret: %+v\n%s", d, doubting.said)
			}
			trusting.stops()
			if said := trusting.said.String(); !strings.Contains(said, string(event)) || !strings.Contains(said, "ad_account.created") {
				t.Errorf("it has read %s", said)
			}
		})
	}
}

func goSnippet(t *testing.T, root string) *exec.Cmd {
	binary := filepath.Join(t.TempDir(), "verify")
	build := exec.Command("go", "build", "-o", binary, filepath.Join(root, "docs/snippets/verify.go"))
	build.Dir = root
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return exec.Command(binary)
}

func typeScriptSnippet(t *testing.T, root string) *exec.Cmd {
	folder, packages := t.TempDir(), filepath.Join(root, "infra/snippets/node_modules")
	text, err := os.ReadFile(filepath.Join(root, "docs/snippets/verify.ts"))
	for _, step := range []func() error{
		func() error { return err },
		func() error { return os.WriteFile(filepath.Join(folder, "verify.ts"), text, 0o600) },
		func() error {
			return os.WriteFile(filepath.Join(folder, "package.json"), []byte(`{"type":"module"}`), 0o600)
		},
		func() error { return os.Symlink(packages, filepath.Join(folder, "node_modules")) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("node", "--import", "tsx", "verify.ts")
	cmd.Dir = folder
	return cmd
}

func pythonSnippet(_ *testing.T, root string) *exec.Cmd {
	return exec.Command(filepath.Join(root, ".roster/tools/snippets/bin/python"), filepath.Join(root, "docs/snippets/verify.py"))
}

// snippet is a running one.
type snippet struct {
	t     *testing.T
	cmd   *exec.Cmd
	port  int
	url   string
	said  *strings.Builder
	ended chan struct{} // closed once it has
}

func runs(t *testing.T, cmd *exec.Cmd) *snippet {
	t.Helper()
	var config net.ListenConfig
	free, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	_ = free.Close()
	s := &snippet{t: t, cmd: cmd, port: port, url: fmt.Sprintf("http://127.0.0.1:%d/webhooks", port), said: &strings.Builder{}}
	return s
}

// starts runs it with that secret and returns when it listens.
func (s *snippet) starts(secret string) {
	s.t.Helper()
	s.cmd.Env = append(os.Environ(), "WEBHOOK_SECRET="+secret, fmt.Sprintf("PORT=%d", s.port))
	s.cmd.Stdout, s.cmd.Stderr, s.cmd.WaitDelay = s.said, s.said, time.Second
	if err := s.cmd.Start(); err != nil {
		s.t.Fatalf("%v: the libraries come with bash infra/install/snippets.sh", err)
	}
	s.ended = make(chan struct{})
	go func() {
		_ = s.cmd.Wait()
		close(s.ended)
	}()
	s.t.Cleanup(s.stops)
	var dialer net.Dialer
	for patience := time.After(time.Minute); ; {
		c, err := dialer.DialContext(context.Background(), "tcp", fmt.Sprintf("127.0.0.1:%d", s.port))
		if err == nil {
			_ = c.Close()
			return
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-s.ended:
			s.t.Fatalf("it has ended: %s", s.said)
		case <-patience:
			s.stops()
			s.t.Fatalf("it does not listen: %s", s.said)
		}
	}
}

func (s *snippet) stops() {
	_ = s.cmd.Process.Kill()
	<-s.ended
}

// secret is what the endpoint's owner was shown.
func (w *world) secret(hook *account.Webhook) string {
	w.t.Helper()
	whole, err := secret.Open(w.Config).WebhookSecret(w.t.Context(), hook.Secret.KeyVersion, string(hook.ID), hook.Secret.Version)
	if err != nil {
		w.t.Fatal(err)
	}
	return whole
}
