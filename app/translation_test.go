package app

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// TestTranslations checks that every translation has all strings shown through lang and package words, and no others.
func TestTranslations(t *testing.T) {
	used := usedStrings(t)
	if len(used) < 50 {
		t.Fatalf("found %d shown strings, want at least 50: the test does not see them", len(used))
	}
	of := formatsOfWords(t)
	if len(of) < 100 {
		t.Fatalf("found %d formats of package words, want at least 100: the test does not see them", len(of))
	}
	for s := range of {
		used[s] = false
	}
	files, err := filepath.Glob("translation/*.json")
	if err != nil || len(files) < 2 {
		t.Fatalf("translations: %v, %v; want two at least", files, err)
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
		for s, message := range messages {
			if _, ok := used[s]; !ok {
				t.Errorf("%s has %q, which is shown nowhere", file, s)
			}
			for _, form := range forms(message) {
				if got, want := placeholders(form), placeholders(s); !slices.Equal(got, want) {
					t.Errorf("%s: %q has the placeholders %v, want %v", file, form, got, want)
				}
			}
		}
	}
}

// forms returns the strings of a message: one, or one for each plural form.
func forms(message any) (forms []string) {
	switch m := message.(type) {
	case string:
		return []string{m}
	case map[string]any:
		for _, form := range m {
			s, _ := form.(string)
			forms = append(forms, s)
		}
	}
	return forms
}

var placeholder = regexp.MustCompile(`{{[^}]*}}|%[dsv]`)

// placeholders returns the placeholders of a string: the verbs of a format in order, or names sorted.
func placeholders(s string) []string {
	found := placeholder.FindAllString(s, -1)
	if !strings.Contains(s, "%") {
		slices.Sort(found)
	}
	return found
}

// sources returns the Go files that match patterns, except tests.
func sources(t *testing.T, set *token.FileSet, patterns ...string) (trees []*ast.File) {
	t.Helper()
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v; want files", pattern, files, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			tree, err := parser.ParseFile(set, file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			trees = append(trees, tree)
		}
	}
	return trees
}

// usedStrings returns the strings passed to lang.L (false) and lang.N (true) in this package.
func usedStrings(t *testing.T) map[string]bool {
	t.Helper()
	used := map[string]bool{}
	set := token.NewFileSet()
	for _, tree := range sources(t, set, "*.go") {
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
				t.Errorf("%s: lang.%s of something other than a literal", set.Position(call.Pos()), f.Sel.Name)
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

// formatsOfWords returns the formats that package words translates: those that it passes to its methods, and the values of its tables.
func formatsOfWords(t *testing.T) map[string]bool {
	t.Helper()
	formats := map[string]bool{}
	add := func(e ast.Expr) {
		if literal, ok := e.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if s, err := strconv.Unquote(literal.Value); err == nil {
				formats[s] = true
			}
		}
	}
	for _, tree := range sources(t, token.NewFileSet(), "words/*.go") {
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok {
					switch f.Sel.Name {
					case "say", "next":
						add(n.Args[0])
					case "plural":
						add(n.Args[1])
						add(n.Args[2])
					}
				}
			case *ast.KeyValueExpr:
				add(n.Value)
				if s, ok := n.Value.(*ast.CompositeLit); ok && len(s.Elts) > 0 {
					add(s.Elts[0])
				}
			}
			return true
		})
	}
	return formats
}

// shows are the methods that show a string they are given.
var shows = []string{
	"notice", "Rest", "Warn", "Paused", "Say", "SetHeld", "SetCount", "ShowResults", "SetConfirmText", "SetDismissText", "copy",
}

// TestShownStringsAreTranslated checks that only words from lang are passed to what shows them.
func TestShownStringsAreTranslated(t *testing.T) {
	checked := 0
	set := token.NewFileSet()
	for _, tree := range sources(t, set, "*.go") {
		ast.Inspect(tree, func(n ast.Node) bool {
			if !showsWords(n) {
				return true
			}
			checked++
			for _, literal := range untranslated(n) {
				t.Errorf("%s: %s is shown but not translated", set.Position(literal.Pos()), literal.Value)
			}
			return true
		})
	}
	if checked < 50 {
		t.Errorf("checked %d calls, want at least 50: the test does not see them", checked)
	}
}

// showsWords reports whether a node shows the strings in it: it calls a function of a package of widgets, or is a value for one.
func showsWords(n ast.Node) bool {
	var of ast.Expr
	switch n := n.(type) {
	case *ast.CallExpr:
		of = n.Fun
	case *ast.CompositeLit:
		of = n.Type
	}
	selector, ok := of.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name == "NewStaticResource" {
		return false
	}
	pkg, _ := selector.X.(*ast.Ident)
	return pkg != nil && slices.Contains([]string{"view", "dialog", "widget", "fyne"}, pkg.Name) || slices.Contains(shows, selector.Sel.Name)
}

// untranslated returns the literals with letters below a node that are not passed to lang, except file endings.
func untranslated(n ast.Node) (found []*ast.BasicLit) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok {
				if x, ok := f.X.(*ast.Ident); ok && x.Name == "lang" {
					return false
				}
			}
		case *ast.FuncLit, *ast.IndexExpr:
			return false
		case *ast.BinaryExpr:
			if n.Op != token.ADD { // compared, not shown
				return false
			}
		case *ast.BasicLit:
			words, err := strconv.Unquote(n.Value)
			if err == nil && strings.ContainsFunc(words, unicode.IsLetter) && !strings.HasPrefix(words, ".") {
				found = append(found, n)
			}
		}
		return true
	})
	return found
}
