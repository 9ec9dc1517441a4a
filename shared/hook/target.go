package hook

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// mostURL is how many characters an address may have.
const mostURL = 2048

// CheckURL says what is wrong with an address that messages shall go to, or nothing. In a deployment it is https to a
// name or a public address; with local, this machine and http are let in, too.
//
// It looks at the words alone: where a name leads is looked at when it is dialled, each time.
func CheckURL(text string, local bool) string {
	u, err := url.Parse(text)
	switch {
	case len(text) > mostURL:
		return "must have at most 2,048 characters"
	case err != nil || u.Opaque != "" || strings.ContainsFunc(text, notVisible):
		return "must be a web address"
	case u.Scheme != "https" && (u.Scheme != "http" || !local):
		return "must begin with https://"
	case u.User != nil:
		return "must not contain a user or a password"
	case strings.Contains(text, "#"):
		return "must not contain a fragment (#…)"
	case !isPort(u.Port()) || strings.HasSuffix(u.Host, ":"):
		return "must use port 443 or one from 1024 on"
	}
	return checkHost(u.Hostname(), local)
}

// isPort lets in the ports of the web and those that anybody may listen on: mail and remote logins are none of ours.
func isPort(text string) bool {
	if text == "" || text == "443" || text == "80" {
		return true
	}
	n, err := strconv.ParseUint(text, 10, 16)
	return err == nil && n >= 1024
}

func checkHost(host string, local bool) string {
	const notPublic = "must not lead into a private network"
	if address, err := netip.ParseAddr(host); err == nil {
		if !allowed(address, local) {
			return notPublic
		}
		return ""
	}
	name := strings.TrimSuffix(strings.ToLower(host), ".")
	labels := strings.Split(name, ".")
	last := labels[len(labels)-1]
	switch {
	case name == "" || len(name) > 253 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-._") != "":
		return "must name a host"
	case isNumber(last): // 127.1, 0x7f000001, 2130706433: another way to write an address
		return "must name a host, or write its address as usual"
	case last == "localhost" || len(labels) == 1 || last == "internal" || last == "local":
		if !local {
			return notPublic
		}
	}
	return ""
}

// isNumber reports whether a label is one as the URL standard reads hosts (url.spec.whatwg.org, "ends in a number").
func isNumber(label string) bool {
	if hex, ok := strings.CutPrefix(label, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return label != "" && strings.Trim(label, "0123456789") == ""
}

// allowed reports whether an address may be dialled.
func allowed(address netip.Addr, local bool) bool {
	if address.Zone() != "" {
		return false
	}
	address = address.Unmap()
	if local && address.IsLoopback() {
		return true
	}
	within := ip4
	if address.Is6() {
		within = ip6
		if !ip6Public.Contains(address) {
			return false
		}
	}
	for _, p := range within {
		if p.Contains(address) {
			return false
		}
	}
	return address.IsGlobalUnicast() && !address.IsPrivate()
}

// ip6Public is all that is given out of IPv6 (IANA, IPv6 Global Unicast Address Assignments): outside of it are loopback, private,
// link-local and multicast addresses and NAT64's 64:ff9b::/96, behind which is IPv4.
var ip6Public = netip.MustParsePrefix("2000::/3")

// What is not public inside of what looks so: IANA's special-purpose registries (RFC 6890 and later). 6to4 and Teredo
// carry IPv4 addresses, private ones too.
var (
	ip4 = prefixes("0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 " +
		"192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4")
	ip6 = prefixes("2001::/23 2001:db8::/32 2002::/16 3fff::/20")
)

func prefixes(list string) (all []netip.Prefix) {
	for text := range strings.FieldsSeq(list) {
		all = append(all, netip.MustParsePrefix(text))
	}
	return all
}
