package process

import (
	"slices"
	"strings"
)

// secretNames are parts of the names of environment variables that hold secrets, such as API keys and passwords.
var secretNames = []string{"KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL"}

// oneArena has glibc use one arena for malloc. By default each thread reserves one of 64 MiB, and some threads in, the limit on address
// space (LimitMemory) is reached without any memory being used. (mallopt(3), M_ARENA_MAX)
const oneArena = "MALLOC_ARENA_MAX=1"

// WorkerEnvironment returns the environment for a worker: that given, without secrets, since a file that takes over its worker can tell all
// that the worker can read.
func WorkerEnvironment(environment []string) []string {
	kept := slices.DeleteFunc(slices.Clone(environment), func(variable string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(variable), "=")
		return slices.ContainsFunc(secretNames, func(part string) bool { return strings.Contains(name, part) })
	})
	return append(kept, oneArena)
}
