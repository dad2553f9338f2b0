package process

import (
	"slices"
	"strings"
)

// secretNames are parts of the names of environment variables that hold secrets, such as API keys and passwords.
var secretNames = []string{"KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL"}

// workerSettings keep what a worker reserves small, whatever machine it runs on. A worker reads one file at a time: one thread reads it, and
// another collects garbage. Each further thread would reserve 8 MiB for its stack, and glibc's malloc 64 MiB for its arena, until a limit of
// LimitMemory is reached although little memory is used. (mallopt(3), M_ARENA_MAX)
var workerSettings = []string{"GOMAXPROCS=2", "MALLOC_ARENA_MAX=1"}

// WorkerEnvironment returns the environment for a worker: that given with workerSettings, and without secrets, since a file that takes over
// its worker can tell all that the worker can read.
func WorkerEnvironment(environment []string) []string {
	kept := slices.DeleteFunc(slices.Clone(environment), func(variable string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(variable), "=")
		return slices.ContainsFunc(secretNames, func(part string) bool { return strings.Contains(name, part) })
	})
	return append(kept, workerSettings...) // of two values for a name, the later counts
}
