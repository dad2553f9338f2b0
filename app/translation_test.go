package app

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// TestTranslations holds that every string shown through lang is in every translation, and nothing else is.
func TestTranslations(t *testing.T) {
	used := usedStrings(t)
	if len(used) < 50 {
		t.Fatalf("found %d shown strings, want at least 50: the test does not see them", len(used))
	}
	files, err := filepath.Glob("translation/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("translations: %v, %v", files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := json.Unmarshal(data, &messages); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for s, plural := range used {
			message, ok := messages[s]
			forms, isPlural := message.(map[string]any)
			switch {
			case !ok:
				t.Errorf("%s lacks %q", file, s)
			case plural != isPlural:
				t.Errorf("%s: %q has plural forms: %v, want %v", file, s, isPlural, plural)
			case plural && (forms["one"] == nil || forms["other"] == nil):
				t.Errorf("%s: %q lacks a plural form", file, s)
			}
		}
		for s := range messages {
			if _, ok := used[s]; !ok {
				t.Errorf("%s has %q, which is shown nowhere", file, s)
			}
		}
	}
}

// usedStrings are the strings passed to lang.L (false) and lang.N (true) in this package.
func usedStrings(t *testing.T) map[string]bool {
	t.Helper()
	used := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			if x, ok := f.X.(*ast.Ident); !ok || x.Name != "lang" || f.Sel.Name != "L" && f.Sel.Name != "N" {
				return true
			}
			literal, ok := call.Args[0].(*ast.BasicLit)
			if !ok {
				t.Errorf("%s: lang.%s of something other than a literal", file, f.Sel.Name)
				return true
			}
			s, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			used[s] = f.Sel.Name == "N"
			return true
		})
	}
	return used
}
