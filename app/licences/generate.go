//go:build ignore

// Command generate writes licences.txt: of each module that is built into the program on some system, its path, version, kind of licence and
// the licences' texts.
package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	found := map[string]string{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", "footnote")
		list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1")
		out, err := list.Output()
		if err != nil {
			log.Fatalf("list the modules for %s: %v", system, err)
		}
		for line := range strings.Lines(string(out)) {
			if fields := strings.SplitN(strings.TrimSpace(line), " ", 3); len(fields) == 3 {
				found[fields[0]+" "+fields[1]] = fields[2]
			}
		}
	}
	var modules []string
	for m := range found {
		modules = append(modules, m)
	}
	slices.Sort(modules)
	var b strings.Builder
	for _, m := range modules {
		text := texts(found[m])
		if text == "" {
			log.Fatalf("%s has no licence", m)
		}
		fmt.Fprintf(&b, "\x1e%s %s\n%s\n", m, kind(text), text)
	}
	for _, data := range []string{"index/answer/lexicon", "index/embed"} {
		text, err := os.ReadFile(filepath.Join("../..", data, "PROVENANCE.md"))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Fprintf(&b, "\x1efootnote/%s data Several\n%s\n", data, text)
	}
	if err := os.WriteFile("licences.txt", []byte(b.String()), 0o644); err != nil {
		log.Fatal(err)
	}
}

var name = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense)`)

// texts returns the licences in a module's folder.
func texts(dir string) string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		log.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		if e.IsDir() || !name.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			log.Fatal(err)
		}
		all = append(all, strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
	}
	return strings.Join(all, "\n\n")
}

// kind returns the licence's name in the list of SPDX.
func kind(text string) string {
	has := func(words string) bool {
		return strings.Contains(strings.Join(strings.Fields(text), " "), words)
	}
	switch {
	case has("Mozilla Public License"):
		return "MPL-2.0"
	case has("Apache License"):
		return "Apache-2.0"
	case has("Permission is hereby granted, free of charge"):
		return "MIT"
	case has("Neither the name"), has("nor the names of its contributors"):
		return "BSD-3-Clause"
	case has("Redistribution and use in source and binary forms"):
		return "BSD-2-Clause"
	case has("Permission to use, copy, modify, and"):
		return "ISC"
	case has("public domain"):
		return "Unlicense"
	}
	return "Other"
}
