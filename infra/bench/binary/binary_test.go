// Package binary holds the budget of what is deployed (docs/cost.md): a cold start reads the whole binary.
package binary

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	root     = "../../.."
	mostMB   = 12
	megabyte = 1_000_000
)

// Every function's binary is at most 12 MB, built as template.yaml's build does.
func TestBinariesStayWithinTheirBudget(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	for _, name := range functions(t) {
		path := filepath.Join(out, name)
		build := exec.CommandContext(t.Context(), "go", "build", "-tags", "lambda.norpc", "-trimpath", "-ldflags", "-s -w", "-o", path, "./functions/"+name+"/lambda")
		build.Dir, build.Env = root, append(os.Environ(), "CGO_ENABLED=0")
		if text, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", name, err, text)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > mostMB*megabyte {
			t.Errorf("%s has %.1f MB, more than %d", name, float64(info.Size())/megabyte, mostMB)
		}
	}
}

// What a function does not need is not linked: the SES client is notify's alone, the SQS client belongs to
// those who send to queues, and nothing drags in the SDK's credential chain.
func TestFunctionsLinkWhatTheyNeed(t *testing.T) {
	t.Parallel()
	const sdk = "github.com/aws/aws-sdk-go-v2/"
	may := map[string][]string{
		sdk + "service/sesv2": {"notify"},
		sdk + "service/sqs":   {"dispatch", "sweep", "notify", "deliver"},
		sdk + "config":        {},
	}
	for _, name := range functions(t) {
		list := exec.CommandContext(t.Context(), "go", "list", "-deps", "./functions/"+name+"/lambda")
		list.Dir = root
		deps, err := list.Output()
		if err != nil {
			t.Fatal(err)
		}
		for dep := range strings.Lines(string(deps)) {
			allowed, limited := may[strings.TrimSpace(dep)]
			if limited && !strings.Contains(strings.Join(allowed, " "), name) {
				t.Errorf("%s links %s", name, strings.TrimSpace(dep))
			}
		}
	}
}

func functions(t *testing.T) []string {
	mains, err := filepath.Glob(root + "/functions/*/lambda/main.go")
	if err != nil || len(mains) == 0 {
		t.Fatalf("there are no functions: %v", err)
	}
	var names []string
	for _, m := range mains {
		names = append(names, filepath.Base(filepath.Dir(filepath.Dir(m))))
	}
	return names
}
