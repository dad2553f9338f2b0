package provider

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
)

// loopback reports whether a host is this computer: a loopback address, or a name that no name server resolves (RFC 6761, 6.3).
func loopback(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Zone() == "" && ip.Unmap().IsLoopback()
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// numeric reports whether a host is an IPv4 address in a form that only some programs accept, such as 2130706433, 0x7f.1 or 127.1. Two
// programs may not agree on which computer it names.
func numeric(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return false
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	last := host[strings.LastIndexByte(host, '.')+1:]
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return last != "" && strings.Trim(last, "0123456789") == ""
}

// dialHere connects to a server on this computer. It asks no name server, so no answer can redirect it.
func dialHere(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if !loopback(host) {
		return nil, fmt.Errorf("%s is not on this computer", host)
	}
	hosts := []string{"127.0.0.1", "::1"}
	if _, err := netip.ParseAddr(host); err == nil {
		hosts = []string{host}
	}
	dialer := net.Dialer{Timeout: dialTimeout}
	var failed []error
	for _, host := range hosts {
		conn, err := dialer.DialContext(ctx, network, net.JoinHostPort(host, port))
		if err == nil {
			return conn, nil
		}
		failed = append(failed, err)
	}
	return nil, errors.Join(failed...)
}
