package stack

import (
	"os"
	"path/filepath"
	"strconv"
)

// command is how one service is started, and the address that answers once it is ready.
type command struct {
	name  string
	path  string
	args  []string
	dir   string // empty: the current one
	ready string
}

func dynamoDB(config Config, port int) command {
	lib := filepath.Join(config.Root, ".roster/dynamodb/lib")
	args := []string{"-XX:+UseSerialGC"}
	if config.More == 0 {
		args = append(args, "-XX:TieredStopAtLevel=1") // starts in half the time
	}
	args = append(args,
		"-Djava.library.path="+lib, "-cp", lib+"/*", "roster.LoopbackDynamoDb",
		"-port", strconv.Itoa(port), "-sharedDb", "-disableTelemetry",
	)
	if config.State == "" {
		args = append(args, "-inMemory")
	} else {
		args = append(args, "-dbPath", filepath.Join(config.State, "dynamodb"))
	}
	return command{name: "dynamodb", path: "java", args: args, ready: localhost(port)}
}

func mail(config Config) command {
	args := append(script(config, "mail.js"), "--port", strconv.Itoa(config.Ports.Mail))
	if config.State != "" {
		args = append(args, "--file", filepath.Join(config.State, "mail.json"))
	}
	return command{name: "mail", path: "node", args: args, ready: localhost(config.Ports.Mail) + "/health-check"}
}

func queues(config Config) command {
	args := append(script(config, "queues.js"), "--port", strconv.Itoa(config.Ports.Queues))
	if config.State != "" {
		args = append(args, "--file", filepath.Join(config.State, "queues.json"))
	}
	return command{name: "queues", path: "node", args: args, ready: localhost(config.Ports.Queues) + "/health"}
}

// issuer always has a folder, since its keys and accounts are files.
func (s *Stack) issuer(config Config) (command, error) {
	state := filepath.Join(config.State, "issuer")
	if config.State == "" {
		scratch, err := os.MkdirTemp("", "roster-issuer-")
		if err != nil {
			return command{}, err
		}
		s.scratch, state = scratch, scratch
	}
	people := filepath.Join(state, "people.json")
	if err := writeJSON(people, append([]Person{}, config.People...)); err != nil {
		return command{}, err
	}
	args := append(script(config, "issuer/main.js"),
		"--port", strconv.Itoa(config.Ports.Issuer), "--state", state, "--people", people,
		"--home", config.Home, "--mail", localhost(config.Ports.Mail))
	return command{
		name: "issuer", path: "node", args: args,
		ready: localhost(config.Ports.Issuer) + "/.well-known/openid-configuration",
	}, nil
}

// page is Vite itself and not npm, which would outlive a signal.
func page(config Config) command {
	folder := filepath.Join(config.Root, "frontend")
	return command{
		name: "page", path: "node", dir: folder,
		args:  []string{filepath.Join(folder, "node_modules/vite/bin/vite.js"), "--host", "127.0.0.1", "--port", strconv.Itoa(config.Ports.Page), "--strictPort"},
		ready: localhost(config.Ports.Page),
	}
}

func script(config Config, name string) []string {
	return []string{filepath.Join(config.Root, "infra/local/services", name)}
}
