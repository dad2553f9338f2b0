package licences_test

import (
	"os/exec"
	"strings"
	"testing"

	"footnote/app/licences"
)

// TestEveryModuleHasItsLicence checks that licences.txt is up to date: go generate ./app/licences writes it.
func TestEveryModuleHasItsLicence(t *testing.T) {
	known := map[string]licences.Module{}
	for _, m := range licences.All() {
		if m.Kind == "Other" || len(m.Text) < 200 {
			t.Errorf("%s: the licence is %s, of %d bytes", m.Path, m.Kind, len(m.Text))
		}
		known[m.Path+" "+m.Version] = m
	}
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "footnote").Output()
	if err != nil {
		t.Skip("the go command lists no modules:", err)
	}
	listed := 0
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		listed++
		if _, ok := known[line]; !ok {
			t.Errorf("%s is built in, but its licence is not listed", line)
		}
	}
	if listed < 100 {
		t.Errorf("%d packages of modules are built in, want more: the test does not see them", listed)
	}
}
