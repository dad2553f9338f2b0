package main

import (
	"context"
	"strings"

	"footnote/index/provider/providertest"
)

// A namedDeed is a deed that does not have a stage yet.
type namedDeed struct {
	name string
	make func(s *stage) deed
}

// deeds returns everything that changes a library.
func deeds() []namedDeed {
	begin := func(s *stage) [][]string {
		return [][]string{{"index", s.path("docs"), s.path("more"), s.starter()}}
	}
	return []namedDeed{
		{"index", func(s *stage) deed {
			return deed{args: []string{"index", s.path("docs"), s.path("more")}, with: setBefore}
		}},
		{"sync", func(s *stage) deed {
			return deed{args: []string{"index"}, from: "indexed", begin: begin(s), with: setAfter}
		}},
		{"remove", func(s *stage) deed {
			return deed{args: []string{"remove", s.path("docs")}, from: "indexed", begin: begin(s), with: setBefore, repeat: says("is not a source")}
		}},
		{"move", func(s *stage) deed {
			return deed{args: []string{"move", s.path("moved")}, from: "indexed", begin: begin(s), with: setBefore, repeat: says("already")}
		}},
		{"model", func(s *stage) deed {
			server := providertest.Start() // until this process ends
			return deed{
				args: []string{"models", "use", "embedding", "ollama/nomic-embed-text", "--address", server.URL},
				from: "indexed", begin: begin(s), with: setBefore,
			}
		}},
		{"export", func(s *stage) deed {
			return deed{
				args: []string{"export", s.exported()}, from: "indexed", begin: begin(s), with: setBefore, repeat: says("already"),
				check: func(ctx context.Context, k *killing) error { return k.importable(ctx) },
			}
		}},
		{"import", func(s *stage) deed {
			file := s.path("sets", "library.footnote")
			return deed{
				args: []string{"import", file}, with: setBefore, whole: true, repeat: says("is not empty"),
				ready: func(ctx context.Context) error {
					return s.prepared(ctx, []string{"index", s.path("docs"), s.path("more")}, []string{"export", file})
				},
			}
		}},
	}
}

// says returns a function that reports whether the program refused with certain words.
func says(words string) func(outcome) bool {
	return func(o outcome) bool { return o.code == failed && strings.Contains(o.stderr, words) }
}

// eachDeed makes a trial of each deed, named for what happens to it.
func eachDeed(what string, make func(namedDeed) trial) (all []trial) {
	for _, d := range deeds() {
		t := make(d)
		t.what = what + ": " + d.name
		t.name = strings.ReplaceAll(what+" "+d.name, " ", "-")
		all = append(all, t)
	}
	return all
}
