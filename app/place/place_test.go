package place_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/adrg/xdg"

	"footnote/app/place"
	"footnote/index"
)

// home gives the test folders of its own for data and settings.
func home(t *testing.T, data, settings string) {
	t.Setenv("XDG_DATA_HOME", data)
	t.Setenv("XDG_CONFIG_HOME", settings)
	t.Cleanup(xdg.Reload)
	xdg.Reload()
}

// create creates a library in a folder.
func create(t *testing.T, dir string) {
	t.Helper()
	lib, err := index.Open(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
}

// is checks the default folder.
func is(t *testing.T, when, want string) {
	t.Helper()
	if got, err := place.Default(); err != nil || got != want {
		t.Errorf("%s: %s (%v), want %s", when, got, err, want)
	}
}

func TestLibraryHasAFolderApartFromTheSettings(t *testing.T) {
	data, settings := t.TempDir(), t.TempDir()
	home(t, data, settings)
	is(t, "two folders, as on Linux", filepath.Join(data, "footnote"))

	home(t, data, data)
	shared, own := filepath.Join(data, "footnote"), filepath.Join(data, "footnote", "library")
	is(t, "one folder", own)
	if err := os.MkdirAll(shared, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(shared, "models.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	is(t, "one folder, with settings", own)
	create(t, own)
	is(t, "one folder, with a library", own)
}

// A library of an earlier version lies beside the settings. It is found there, and can move away and back.
func TestLibraryBesideTheSettingsIsFound(t *testing.T) {
	data := t.TempDir()
	home(t, data, data)
	shared, own, away := filepath.Join(data, "footnote"), filepath.Join(data, "footnote", "library"), filepath.Join(data, "away")
	create(t, shared)
	if err := os.WriteFile(filepath.Join(shared, "models.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	is(t, "beside the settings", shared)
	for _, move := range []struct{ from, to string }{{shared, away}, {away, own}} {
		if err := place.Move(t.Context(), move.from, move.to, index.MoveOptions{}); err != nil {
			t.Fatal(err)
		}
		is(t, "moved", move.to)
		if index.Holds(move.from) {
			t.Errorf("a library is left in %s", move.from)
		}
	}
	if _, err := os.Stat(filepath.Join(shared, "models.json")); err != nil {
		t.Errorf("the settings went: %v", err)
	}
}
