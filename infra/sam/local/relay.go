package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"

	"roster/infra/sam/deployed"
)

// relay lets containers reach DynamoDB Local, which listens on the loopback address only. Each function has
// an address of its own and is held to its own policy of template.yaml.
type relay struct {
	listener net.Listener
	server   *http.Server
	host     string // what containers call this machine
}

// hostOfDesktop is what containers call the machine where Docker itself runs in a virtual one.
const hostOfDesktop = "host.docker.internal"

func startRelay(gateway, dynamodb string, functions []deployed.Function) (*relay, error) {
	target, err := url.Parse(dynamodb)
	if err != nil {
		return nil, err
	}
	r := &relay{host: gateway}
	if r.listener, err = listen(gateway); err != nil {
		r.host = hostOfDesktop
		if r.listener, err = listen("127.0.0.1"); err != nil {
			return nil, err
		}
	}
	mux := http.NewServeMux()
	for _, f := range functions {
		proxy := &httputil.ReverseProxy{
			Rewrite:   func(p *httputil.ProxyRequest) { p.Out.URL.Path = "/"; p.SetURL(target) },
			Transport: deployed.Guard(http.DefaultTransport, func() deployed.Grants { return f.Grants }),
		}
		mux.Handle("/"+f.Name()+"/", proxy)
	}
	r.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = r.server.Serve(r.listener) }()
	return r, nil
}

func listen(host string) (net.Listener, error) {
	if host == "" {
		return nil, errors.New("no address to listen on")
	}
	return net.Listen("tcp", net.JoinHostPort(host, "0"))
}

// AddressOf is where a function in a container finds DynamoDB.
func (r *relay) AddressOf(f deployed.Function) string {
	_, port, _ := net.SplitHostPort(r.listener.Addr().String())
	return fmt.Sprintf("http://%s/%s/", net.JoinHostPort(r.host, port), f.Name())
}

// Close ends it.
func (r *relay) Close() { _ = r.server.Close() }
