package cli_test

import (
	"strings"
	"testing"
)

// TestDoctorAsks checks that a person at a terminal is asked before any repair, and again before a database is rebuilt.
func TestDoctorAsks(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus})
	l := newLibrary(t)
	l.index(dir)
	l.execute(`UPDATE block SET data = x'00'`)
	out := typing(l, 80, nil, "y\n", "doctor")
	for _, words := range []string{"1 document is damaged in the library.", "walrus.txt", "Repair the library now? [y/N]", "No problems remain."} {
		if !strings.Contains(out, words) {
			t.Errorf("doctor prints %q, want it to say %q", out, words)
		}
	}
	l.spoil()
	out = typing(l, 80, nil, "y\ny\n", "doctor")
	for _, words := range []string{"The database can't be read.", "beyond repair", "kept as", "No problems remain."} {
		if !strings.Contains(out, words) {
			t.Errorf("doctor prints %q, want it to say %q", out, words)
		}
	}
}
