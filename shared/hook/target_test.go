package hook

import (
	"net/netip"
	"strings"
	"testing"
)

func TestWhichAddressesMayBeRegistered(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct{ public, local bool }{
		"https://hooks.example.com/in?x=1":        {true, true},
		"https://hooks.example.com:8443/in":       {true, true},
		"https://93.184.216.34/in":                {true, true},
		"https://[2606:4700::1111]/in":            {true, true},
		"https://xn--bcher-kva.example/":          {true, true},
		"http://hooks.example.com/":               {false, true},
		"http://localhost:9000/in":                {false, true},
		"http://127.0.0.1:9000/in":                {false, true},
		"https://localhost/":                      {false, true},
		"https://intranet/":                       {false, true},
		"https://metadata.google.internal/":       {false, true},
		"":                                        {false, false},
		"hooks.example.com":                       {false, false},
		"ftp://hooks.example.com/":                {false, false},
		"https:hooks.example.com":                 {false, false},
		"https://":                                {false, false},
		"https://user:pass@hooks.example.com/":    {false, false},
		"https://hooks.example.com/#x":            {false, false},
		"https://hooks.example.com:25/":           {false, false},
		"https://hooks.example.com:/":             {false, false},
		"https://hooks.example.com:99999/":        {false, false},
		"https://hooks.example.com/\r\nX-Evil: 1": {false, false},
		"https://hooks.exämple.com/":              {false, false},
		"https://127.1/":                          {false, false},
		"https://2130706433/":                     {false, false},
		"https://017700000001/":                   {false, false},
		"https://0x7f.0.0.1/":                     {false, false},
		"https://0x7f000001/":                     {false, false},
		"https://0.0.0.0/":                        {false, false},
		"https://10.0.0.1/":                       {false, false},
		"https://169.254.169.254/latest":          {false, false},
		"https://[::]/":                           {false, false},
		"https://[::ffff:169.254.169.254]/":       {false, false},
		"https://[fe80::1%25eth0]/":               {false, false},
		"https://hooks.example.com/" + strings.Repeat("x", mostURL): {false, false},
	} {
		if wrong := CheckURL(text, false); (wrong == "") != c.public {
			t.Errorf("%.60q: in a deployment %q", text, wrong)
		}
		if wrong := CheckURL(text, true); (wrong == "") != c.local {
			t.Errorf("%.60q: in the local run %q", text, wrong)
		}
	}
}

func TestWhichAddressesAreDialled(t *testing.T) {
	t.Parallel()
	for text, public := range map[string]bool{
		"93.184.216.34": true, "8.8.8.8": true, "2606:4700::1111": true, "2a00:1450:4001::1": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "127.255.255.254": false, "::1": false, "::ffff:127.0.0.1": false, "::127.0.0.1": false,
		"10.1.2.3": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false, "fc00::1": false, "fd12::1": false,
		"169.254.169.254": false, "::ffff:169.254.169.254": false, "fe80::1": false, "fe80::1%eth0": false, "fd00:ec2::254": false,
		"100.64.0.1": false, "100.127.255.255": false, "0.0.0.0": false, "0.1.2.3": false, "::": false,
		"224.0.0.1": false, "239.1.1.1": false, "ff02::1": false, "255.255.255.255": false, "240.0.0.1": false,
		"64:ff9b::a00:1": false, "64:ff9b::808:808": false, "64:ff9b:1::1": false, "2002:7f00:1::": false, "2001::1": false,
		"2001:db8::1": false, "192.0.2.1": false, "198.18.0.1": false, "198.51.100.1": false, "203.0.113.1": false, "192.88.99.1": false,
		"172.32.0.1": true, "100.128.0.1": true, "2001:4860:4860::8888": true,
	} {
		if got := allowed(netip.MustParseAddr(text), false); got != public {
			t.Errorf("%s: dialled %v, want %v", text, got, public)
		}
	}
	for text, let := range map[string]bool{"127.0.0.1": true, "::1": true, "10.0.0.1": false, "169.254.169.254": false, "0.0.0.0": false} {
		if got := allowed(netip.MustParseAddr(text), true); got != let {
			t.Errorf("%s, in the local run: dialled %v, want %v", text, got, let)
		}
	}
}

// Whatever is registered is a web address that a request can be made of, and never one that names a private address.
func FuzzCheckURL(f *testing.F) {
	for _, seed := range []string{"https://a.example/", "https://127.1", "https://[::ffff:10.0.0.1]:443/", "https://a.example:0x50/", "https://%31/", "https://a.example\\@b/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if CheckURL(text, false) == "" && (!strings.HasPrefix(strings.ToLower(text), "https://") || strings.ContainsAny(text, " \r\n\t\x00#@") && strings.Contains(text, "#")) {
			t.Errorf("%q may be registered", text)
		}
	})
}
