package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/adrg/xdg"

	"footnote/app/secrets"
	"footnote/app/secrets/secretstest"
	"footnote/index"
)

// A command that begins just before the usual library is moved, and opens it just after, uses it in its new folder. It makes no new one in
// the old folder, where nobody would find what is read into it.
func TestCommandFollowsALibraryThatIsMoved(t *testing.T) {
	home := t.TempDir()
	t.Cleanup(xdg.Reload) // when the variables are as before
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
	t.Setenv("XDG_DATA_HOME", filepath.Join(home, "data"))
	xdg.Reload()
	before, now := filepath.Join(home, "data", "footnote"), filepath.Join(home, "drive")
	passwords := secrets.NewPasswords(&secretstest.Ring{}, filepath.Join(home, "marker"), func(string) string { return "" })
	s := &session{ctx: t.Context(), library: before, unnamed: true, passwords: passwords}

	lib, err := index.Open(now, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(home, "config", "footnote", "library.path")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(now+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func() (*index.Library, error){"create": s.create, "open": s.open} {
		s.library = before
		lib, err := open()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if s.library != now {
			t.Errorf("%s: %s is used, want %s", name, s.library, now)
		}
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(before); !os.IsNotExist(err) {
			t.Errorf("%s: there is something in the old folder: %v", name, err)
		}
	}
	s.library, s.unnamed = filepath.Join(home, "named"), false
	if lib, err = s.create(); err != nil || s.library != filepath.Join(home, "named") {
		t.Fatalf("one that was named: %s, %v", s.library, err)
	}
	if err := lib.Close(); err != nil {
		t.Error(err)
	}
}
