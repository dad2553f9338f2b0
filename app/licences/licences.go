// Package licences holds the licences of what is built into the program. It reads no file and no network.
package licences

import (
	_ "embed"
	"strings"
)

//go:generate go run generate.go

//go:embed licences.txt
var all string

// A Module is a Go module that is built into the program on one system at least.
type Module struct {
	Path, Version string
	Kind          string // of its licence: "MIT", "BSD-3-Clause"; "Other" for another one
	Text          string // of its licences, whole
}

// begins is before the line of each module in licences.txt: its path, version and kind of licence. The licence's text follows.
const begins = "\x1e"

// All returns the modules, in the order of their paths.
func All() []Module {
	var modules []Module
	for _, part := range strings.Split(all, begins)[1:] {
		head, text, _ := strings.Cut(part, "\n")
		fields := strings.Fields(head)
		modules = append(modules, Module{Path: fields[0], Version: fields[1], Kind: fields[2], Text: strings.TrimSpace(text)})
	}
	return modules
}
