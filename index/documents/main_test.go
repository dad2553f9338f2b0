package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/extract"
)

func format(v any) string { return fmt.Sprint(v) }

// TestMain lets the test binary be the worker that measure starts.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == workerArgument {
		if err := extract.Serve(os.Stdin, os.Stdout, os.Args[2], func() { os.Exit(0) }); err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// TestTable checks that every format has its row, and every file without text the code of what happened.
func TestTable(t *testing.T) {
	t.Setenv("PATH", "") // no reference reader
	dir := t.TempDir()
	for name, text := range map[string]string{"a.md": "words", "b.md": "", "c.md": "more words", "d.bin": "\x00\x01\x02\x03"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	paths, err := files(dir)
	if err != nil || len(paths) != 4 {
		t.Fatalf("files: %v (%v)", paths, err)
	}
	outcomes, err := measure(context.Background(), paths)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := printTable(&out, outcomes); err != nil {
		t.Fatal(err)
	}
	if err := printFiles(&out, dir, outcomes, true); err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{"md 3 2 1 0 0 0", "bin 1 0 0 1 0 0", "all 4 2 1 1 0 0", "1 md empty b.md"} {
		if !strings.Contains(said, want) {
			t.Errorf("not said: %q\n%s", want, out.String())
		}
	}
}
