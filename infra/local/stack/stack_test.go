package stack

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestEveryServiceAnswersAndStops: what Start returns is ready, and Stop leaves no port behind.
func TestEveryServiceAnswersAndStops(t *testing.T) {
	s := startStack(t, Config{Home: "http://localhost:1"})
	addresses := []string{s.DynamoDB, s.Mail, s.Queues, s.Issuer}
	for _, address := range addresses {
		response, err := http.Get(address)
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		_ = response.Body.Close()
	}
	s.Stop()
	for _, address := range addresses {
		if conn, err := net.Dial("tcp", strings.TrimPrefix(address, "http://")); err == nil {
			_ = conn.Close()
			t.Errorf("%s still answers after Stop", address)
		}
	}
}

// TestOnlyLoopbackIsListenedOn: nobody else on the network reaches the local data.
func TestOnlyLoopbackIsListenedOn(t *testing.T) {
	s := startStack(t, Config{Home: "http://localhost:1"})
	outside := outsideAddress(t)
	for _, address := range []string{s.DynamoDB, s.Mail, s.Queues, s.Issuer} {
		_, port, _ := net.SplitHostPort(strings.TrimPrefix(address, "http://"))
		if conn, err := net.DialTimeout("tcp", net.JoinHostPort(outside, port), time.Second); err == nil {
			_ = conn.Close()
			t.Errorf("%s answers on %s too", address, outside)
		}
	}
}

// outsideAddress is one of this machine's addresses that is not loopback. 127.0.0.2 stands in where there
// is none: a service that listens on every interface answers there as well.
func outsideAddress(t *testing.T) string {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range addresses {
		if ip, ok := address.(*net.IPNet); ok && !ip.IP.IsLoopback() && ip.IP.To4() != nil {
			return ip.IP.String()
		}
	}
	return "127.0.0.2"
}

// TestTakenPortIsExplained: the message names the port, its purpose and the flag that moves it.
func TestTakenPortIsExplained(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	port := listener.Addr().(*net.TCPAddr).Port
	_, err = Start(t.Context(), Config{Root: root(t), Ports: Ports{Mail: port}})
	if err == nil {
		t.Fatal("started on a taken port")
	}
	for _, want := range []string{strconv.Itoa(port), "mail", "--mail-port"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q: %v", want, err)
		}
	}
}

// TestFailedServiceShowsItsLastLines: a service that ends at once is reported with what it wrote.
func TestFailedServiceShowsItsLastLines(t *testing.T) {
	s := &Stack{}
	defer s.Stop()
	err := s.startAll(t.Context(), []command{{
		name: "mail", path: "sh", args: []string{"-c", "echo the disk is full; exit 3"}, ready: "http://127.0.0.1:9",
	}}, nil)
	if err == nil || !strings.Contains(err.Error(), "the disk is full") || !strings.Contains(err.Error(), "exit status 3") {
		t.Fatalf("got %v", err)
	}
}

// TestStopEndsGrandchildren: what a service started itself ends with it.
func TestStopEndsGrandchildren(t *testing.T) {
	var log bytes.Buffer
	s := &Stack{}
	p, err := start(command{name: "page", path: "sh", args: []string{"-c", "sleep 300 & echo $!; wait"}}, newLineWriter(&log))
	if err != nil {
		t.Fatal(err)
	}
	s.processes = []*process{p}
	var pid int
	for deadline := time.Now().Add(5 * time.Second); pid == 0 && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		pid, _ = strconv.Atoi(strings.TrimSpace(strings.TrimLeft(p.tail.String(), " ")))
	}
	s.Stop()
	if !goneSoon(pid) {
		t.Errorf("the grandchild %d is still there", pid)
	}
}

// goneSoon waits for the end of what was killed: the system takes its moment.
func goneSoon(pid int) bool {
	for deadline := time.Now().Add(5 * time.Second); !gone(pid) && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	return gone(pid)
}

// TestServicesDieWithTheirParent: nothing is left behind by a program that was killed.
func TestServicesDieWithTheirParent(t *testing.T) {
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), holdServices+"=1")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	var pids []int
	if line, err := bufio.NewReader(out).ReadBytes('\n'); err != nil || json.Unmarshal(line, &pids) != nil {
		t.Fatalf("no process ids: %s %v", line, err)
	}
	_ = parent.Process.Kill()
	_ = parent.Wait()
	for _, pid := range pids {
		if !goneSoon(pid) {
			t.Errorf("process %d outlived its parent", pid)
		}
	}
}

const holdServices = "ROSTER_TEST_HOLD_SERVICES"

// TestMain is the parent that TestServicesDieWithTheirParent kills, when asked to be.
func TestMain(m *testing.M) {
	if os.Getenv(holdServices) != "" {
		if err := holdAndTell(); err != nil {
			log.Fatal(err)
		}
	}
	os.Exit(m.Run())
}

// holdAndTell starts the services, writes their process ids as a line of JSON and waits to be killed.
func holdAndTell() error {
	root, err := FindRoot()
	if err != nil {
		return err
	}
	s, err := Start(context.Background(), Config{Root: root})
	if err != nil {
		return err
	}
	var pids []int
	for _, p := range s.processes {
		pids = append(pids, p.cmd.Process.Pid)
	}
	if err := json.NewEncoder(os.Stdout).Encode(pids); err != nil {
		return err
	}
	time.Sleep(time.Hour)
	return nil
}

// gone tells whether the process has ended; one that waits to be reaped has.
func gone(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return true
	}
	status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err != nil || strings.Contains(string(status), ") Z ")
}

func startStack(t *testing.T, config Config) *Stack {
	t.Helper()
	config.Root = root(t)
	s, err := Start(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

func root(t *testing.T) string {
	t.Helper()
	root, err := FindRoot()
	if err != nil {
		t.Fatal(err)
	}
	return root
}
