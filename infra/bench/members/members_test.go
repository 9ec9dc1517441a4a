// Package members measures what the lists of an organization cost among ten people, a thousand and a hundred
// thousand: requests to DynamoDB, read units and the time that one call takes over HTTP. All sizes are asked in
// turn, so that whatever else the machine does falls on all of them alike.
package members

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

var most = flag.Int("most", 100_000, "how many members the largest organization of the benchmark has")

// BenchmarkLists prints a table; the times are never asserted. One iteration asks for each list once in each
// organization.
func BenchmarkLists(b *testing.B) {
	var worlds []*world
	for _, size := range []int{10, 1000, *most} {
		began := time.Now()
		worlds = append(worlds, newWorld(b, size))
		b.Logf("%d members were written and walked through in %s", size, time.Since(began).Round(time.Second))
	}
	lists := slices.Concat(lists, examined)
	took := make([][][]time.Duration, len(lists)) // by list and world
	costs := make([][]cost, len(lists))
	for i, l := range lists {
		took[i] = make([][]time.Duration, len(worlds))
		for _, w := range worlds {
			costs[i] = append(costs[i], w.cost(l))
		}
	}
	load := loadAverage()
	for b.Loop() {
		for i, l := range lists {
			for k, w := range worlds {
				path := l.path(w)
				began := time.Now()
				w.Admin.Get(path).Is(200)
				took[i][k] = append(took[i][k], time.Since(began))
			}
		}
	}
	fmt.Printf("\n%d processors, load %s before and %s after\n", runtime.NumCPU(), load, loadAverage())
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	sizes := fmt.Sprintf("at 10\t1,000\t%d\t", *most)
	_, _ = fmt.Fprintln(out, "list\trequests "+sizes+"read units "+sizes+"p50 ms "+sizes+"ratio\t")
	for i, l := range lists {
		_, _ = fmt.Fprintf(out, "%s\t", l.name)
		for _, c := range costs[i] {
			_, _ = fmt.Fprintf(out, "%d\t", len(c.requests))
		}
		for _, c := range costs[i] {
			_, _ = fmt.Fprintf(out, "%.1f\t", c.units)
		}
		for _, t := range took[i] {
			_, _ = fmt.Fprintf(out, "%.1f\t", milliseconds(median(t)))
		}
		_, _ = fmt.Fprintf(out, "%.2f\t\n", float64(median(took[i][2]))/float64(median(took[i][1])))
	}
	_ = out.Flush()
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// loadAverage is how many programs have wanted a processor in the last minute; "unknown" where there is no /proc.
func loadAverage() string {
	load, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(load), " ")
	return first
}
