package process

import (
	"slices"
	"strings"
)

// secretNames are parts of names under which an environment holds what no reader of a stranger's file needs: keys of services, passwords.
var secretNames = []string{"KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL"}

// WithoutSecrets is an environment for a worker. What a worker cannot read, a file that takes it over cannot tell.
func WithoutSecrets(environment []string) []string {
	return slices.DeleteFunc(slices.Clone(environment), func(variable string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(variable), "=")
		return slices.ContainsFunc(secretNames, func(part string) bool { return strings.Contains(name, part) })
	})
}
