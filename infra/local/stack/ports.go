package stack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

var listen net.ListenConfig

const anyPort = "127.0.0.1:0"

// CheckPort returns an error in words when the port is taken, on either loopback address. Flag is the
// one that moves whatever wants the port.
func CheckPort(ctx context.Context, port int, purpose, flag string) error {
	for _, host := range []string{"127.0.0.1", "::1"} {
		listener, err := listen.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if errors.Is(err, syscall.EADDRINUSE) {
			return fmt.Errorf("port %d is taken, and %s needs it.\n"+
				"Is another local run still going? `ss -ltnp sport = :%d` names the program.\n"+
				"Stop that program, or take another port with %s", port, purpose, port, flag)
		}
		if err == nil {
			_ = listener.Close()
		}
	}
	return nil
}

// pickPorts checks the given ports and replaces each 0 by a free one.
func pickPorts(ctx context.Context, ports *Ports) error {
	wanted := []struct {
		port    *int
		purpose string
		flag    string
	}{
		{&ports.Issuer, "sign-in", "--issuer-port"},
		{&ports.Mail, "mail", "--mail-port"},
		{&ports.Queues, "the queues", "--queues-port"},
		{&ports.DynamoDB, "DynamoDB Local", "--dynamodb-port"},
		{&ports.Page, "the page", "--page-port"},
	}
	for _, w := range wanted {
		if *w.port != 0 {
			if err := CheckPort(ctx, *w.port, w.purpose, w.flag); err != nil {
				return err
			}
			continue
		}
		// All listeners stay open until the last port is known, so that no two get the same one.
		listener, err := listen.Listen(ctx, "tcp", anyPort)
		if err != nil {
			return err
		}
		defer func() { _ = listener.Close() }()
		*w.port = listener.Addr().(*net.TCPAddr).Port
	}
	return nil
}

func freePort(ctx context.Context) (int, error) {
	listener, err := listen.Listen(ctx, "tcp", anyPort)
	if err != nil {
		return 0, err
	}
	return listener.Addr().(*net.TCPAddr).Port, listener.Close()
}
