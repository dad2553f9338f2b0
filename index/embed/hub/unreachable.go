package hub

import (
	"errors"
	"net"
)

// unreachable reports whether an error is of reaching a host, not of talking with it.
func unreachable(err error) bool {
	var name *net.DNSError
	var op *net.OpError
	return errors.As(err, &name) || errors.As(err, &op) && op.Op == "dial"
}
