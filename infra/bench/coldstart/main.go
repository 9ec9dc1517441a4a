// Command coldstart measures how long each deployed function takes from exec to its first request for work
// (GET …/invocation/next of the Lambda runtime API), beside a hello-world built with the same flags. The runs
// are interleaved, so that whatever else the machine does falls on all alike.
package main

import (
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 40, "how often each function is started")
	only := flag.String("only", "", "comma-separated names of functions; empty for all")
	flag.Parse()
	if err := run(*rounds, *only); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const baseline = "hello-world"

func run(rounds int, only string) error {
	dir, err := os.MkdirTemp("", "coldstart")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	programs, err := buildAll(dir, only)
	if err != nil {
		return err
	}
	gateway, err := listen()
	if err != nil {
		return err
	}
	defer gateway.close()
	times := map[string][]time.Duration{}
	for range rounds {
		for _, p := range programs {
			took, err := gateway.start(p)
			if err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
			times[p.name] = append(times[p.name], took)
		}
	}
	return report(programs, times)
}

type program struct {
	name, path string
	bytes      int64
}

// buildAll builds hello-world and the functions as template.yaml's build does.
func buildAll(dir, only string) ([]program, error) {
	mains, err := filepath.Glob("functions/*/lambda")
	if err != nil || len(mains) == 0 {
		return nil, fmt.Errorf("run it from the root of the repository: %w", err)
	}
	sources := map[string]string{baseline: "infra/bench/coldstart/hello"}
	names := []string{baseline}
	for _, m := range mains {
		name := filepath.Base(filepath.Dir(m))
		if only != "" && !slices.Contains(strings.Split(only, ","), name) {
			continue
		}
		sources[name] = m
		names = append(names, name)
	}
	var programs []program
	for _, name := range names {
		out := filepath.Join(dir, name)
		build := exec.Command("go", "build", "-tags", "lambda.norpc", "-trimpath", "-ldflags", "-s -w", "-o", out, "./"+sources[name])
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if text, err := build.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("build %s: %w: %s", name, err, text)
		}
		info, err := os.Stat(out)
		if err != nil {
			return nil, err
		}
		programs = append(programs, program{name, out, info.Size()})
	}
	return programs, nil
}

// gateway is the Lambda runtime API as far as a starting function sees it: it never hands out work.
type gateway struct {
	address string
	asked   chan time.Time
	server  *http.Server
}

func listen() (*gateway, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	g := &gateway{address: listener.Addr().String(), asked: make(chan time.Time, 1)}
	g.server = &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/invocation/next") {
			g.asked <- time.Now()
		}
		<-r.Context().Done()
	})}
	go func() { _ = g.server.Serve(listener) }()
	return g, nil
}

func (g *gateway) close() { _ = g.server.Close() }

// start runs the program until it asks for work, and kills it.
func (g *gateway) start(p program) (time.Duration, error) {
	command := exec.Command(p.path)
	command.Env = []string{
		"AWS_LAMBDA_RUNTIME_API=" + g.address, "AWS_REGION=eu-central-1", "AWS_ACCESS_KEY_ID=x", "AWS_SECRET_ACCESS_KEY=x",
		"ROSTER_TABLE=roster", "ROSTER_ISSUER=https://issuer.example", "ROSTER_CLIENT_ID=roster", "ROSTER_BASE_URL=https://roster.example",
		"ROSTER_MASTER_KEY_PARAMETER=/roster/master-key", "ROSTER_MAIL_QUEUE_URL=https://sqs.example/q", "ROSTER_MAIL_FROM=no-reply@roster.example",
	}
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	began := time.Now()
	if err := command.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	}()
	select {
	case at := <-g.asked:
		return at.Sub(began), nil
	case <-time.After(5 * time.Second):
		return 0, fmt.Errorf("did not ask for work within 5 s")
	}
}

func report(programs []program, times map[string][]time.Duration) error {
	base := median(times[baseline])
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(out, "function\tMB\tmedian ms\tp10 ms\tratio\t")
	for _, p := range programs {
		m := median(times[p.name])
		_, _ = fmt.Fprintf(out, "%s\t%.1f\t%.2f\t%.2f\t%.2f\t\n", p.name, float64(p.bytes)/1e6, ms(m), ms(quantile(times[p.name], 0.1)), float64(m)/float64(base))
	}
	return out.Flush()
}

func median(all []time.Duration) time.Duration { return quantile(all, 0.5) }

func quantile(all []time.Duration, q float64) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[int(q*float64(len(sorted)-1))]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
