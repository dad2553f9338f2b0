package app

import (
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
