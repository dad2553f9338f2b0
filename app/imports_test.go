package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestImportsRunOneWay(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	root := moduleRoot(t)
	if deps := list(t, root, "-deps", "./app/view"); slices.ContainsFunc(deps, func(p string) bool { return strings.HasPrefix(p, "footnote/index") }) {
		t.Errorf("app/view knows the engine")
	}
	for _, p := range list(t, root, "-deps", "./index/...", "./seeds") {
		if strings.HasPrefix(p, "fyne.io/") || strings.HasPrefix(p, "footnote/app") {
			t.Errorf("the engine depends on %s", p)
		}
	}
	for _, p := range list(t, root, "-f", `{{if ne .ImportPath "footnote"}}{{range .Imports}}{{$.ImportPath}} {{.}}{{"\n"}}{{end}}{{end}}`, "./...") {
		from, to, _ := strings.Cut(p, " ")
		if to == "fyne.io/fyne/v2/app" {
			t.Errorf("%s imports %s; only main may", from, to)
		}
		if strings.HasPrefix(to, "fyne.io/") && from != "footnote/app" && from != "footnote/app/view" {
			t.Errorf("%s imports %s; only the window may", from, to)
		}
	}
}

// valuePackages are the packages that every package of the engine may import: plain values, and functions of them alone.
var valuePackages = []string{"bm25", "doc", "fileuri", "language", "vector", "volume"}

// TestEnginePackagesDoNotKnowEachOther checks that only index connects the packages below it: each of them imports only packages of plain
// values, and packages of its own folder.
func TestEnginePackagesDoNotKnowEachOther(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	const engine = "footnote/index/"
	family := func(path string) string {
		first, _, _ := strings.Cut(strings.TrimPrefix(path, engine), "/")
		return first
	}
	seen := 0
	for _, p := range list(t, moduleRoot(t), "-deps", "-f", `{{range .Imports}}{{$.ImportPath}} {{.}}{{"\n"}}{{end}}`, "./index") {
		from, to, _ := strings.Cut(p, " ")
		if !strings.HasPrefix(from, engine) || to != "footnote/index" && !strings.HasPrefix(to, engine) {
			continue
		}
		seen++
		if family(from) != family(to) && !slices.Contains(valuePackages, strings.TrimPrefix(to, engine)) {
			t.Errorf("%s imports %s; only index may", from, to)
		}
	}
	if seen == 0 {
		t.Error("no import was looked at")
	}
}

// extraction lists the packages below index/extract, from the lowest up: each imports only those before it.
var extraction = []string{"process", "prose", "reader", "figures", "container", "encryption", "tool", "plain", "markup", "office", "office97", "mail", "archive", "ocr", "pdf", "layout"}

// TestFamiliesOfFormatsDoNotKnowExtract checks that the packages of extraction keep this order; only index/extract connects them.
func TestFamiliesOfFormatsDoNotKnowExtract(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	const root = "footnote/index/extract/"
	level := func(path string) int { return slices.Index(extraction, strings.TrimPrefix(path, root)) }
	seen := 0
	for _, p := range list(t, moduleRoot(t), "-deps", "-f", `{{range .Imports}}{{$.ImportPath}} {{.}}{{"\n"}}{{end}}`, "./index") {
		from, to, _ := strings.Cut(p, " ")
		if !strings.HasPrefix(from, root) || !strings.HasPrefix(to+"/", root) {
			continue
		}
		seen++
		if level(from) < 0 || level(to) < 0 || level(to) >= level(from) {
			t.Errorf("%s imports %s, which is not below it", from, to)
		}
	}
	if seen == 0 {
		t.Error("no import was looked at")
	}
}

// mostMethods bounds the methods of a type in the window. A type that needs more serves more than one concern.
const mostMethods = 40

func TestNoTypeHasTooManyMethods(t *testing.T) {
	count := map[string]int{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
				count[filepath.Join(filepath.Dir(path), receiver(f.Recv.List[0].Type))]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if count["Window"] == 0 || count["asking"] == 0 {
		t.Fatalf("the methods of Window and asking were not counted: %v", count)
	}
	for name, n := range count {
		if n > mostMethods {
			t.Errorf("%s has %d methods, more than %d", name, n, mostMethods)
		}
	}
}

// receiver returns the name of a receiver's type.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

func moduleRoot(t *testing.T) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above")
		}
	}
}

// list runs `go list` and returns its lines.
func list(t *testing.T, root string, args ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-tags", "ci"}, args...)...)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %v: %v", args, err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}
