//go:build linux && !amd64

package trace

// oldPathCalls are calls that newer systems do not have.
var oldPathCalls = map[uint64]pathCall{}

func (*tracee) noteOld(call) Kind { return Any }
