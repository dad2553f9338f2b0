package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/app/instance"
)

// The JSON output of import and export.
type (
	exportedFile struct {
		Library   string `json:"library"`
		File      string `json:"file"`
		Bytes     int64  `json:"bytes"`
		Documents int    `json:"documents"`
		Passages  int    `json:"passages"`
	}
	importedLibrary struct {
		Library   string `json:"library"`
		Documents int    `json:"documents"`
		Passages  int    `json:"passages"`
		Basket    int    `json:"basket"`
		Sources   []struct {
			From string `json:"from"`
			Path string `json:"path"`
			Here bool   `json:"here"`
		} `json:"sources"`
		LeftOut []string `json:"models_left_out"`
	}
)

const keptPassage = `{"version": 1, "passages": [{"words": "clams", "path": "PATH/walrus.txt", "title": "walrus", "kind": "text", "place": {}, "start": 1, "end": 6}]}`

// TestExportAndImport exports a library and imports it elsewhere: --map finds its folders, and nothing is read again.
func TestExportAndImport(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus, "deep/heron.txt": "The heron stands in the reeds."})
	l := newLibrary(t)
	l.refuses(l.run("export", filepath.Join(t.TempDir(), "x")), "no library")
	l.index(dir)
	put(t, filepath.Join(l.dir, "basket.json"), strings.ReplaceAll(keptPassage, "PATH", dir))
	file := filepath.Join(t.TempDir(), "library.footnote")
	out := decode[exportedFile](t, l.do("export", "--json", file))
	if info, err := os.Stat(file); err != nil || out.File != file || out.Bytes != info.Size() || out.Documents != 2 || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("exported %+v, %v", out, err)
	}
	l.refuses(l.run("export", file), "already")
	l.refuses(l.run("export", filepath.Join(file, "x")), "Nothing was exported")

	here := write(t, map[string]string{"walrus.txt": walrus, "deep/heron.txt": "The heron stands in the reeds."})
	other := newLibrary(t)
	o := decode[importedLibrary](t, other.do("import", "--json", file, "--map", dir+"="+here))
	if o.Documents != 2 || o.Basket != 1 || len(o.Sources) != 1 || o.Sources[0].Path != here || o.Sources[0].From != dir || !o.Sources[0].Here || len(o.LeftOut) > 0 {
		t.Errorf("imported %+v", o)
	}
	if found := other.search("walrus clams"); len(found.Passages) == 0 || found.Passages[0].Path != filepath.Join(here, "walrus.txt") {
		t.Errorf("found %+v", found)
	}
	if r := other.index(); r.Added+r.Changed+r.Removed+r.Passages != 0 || r.Unchanged != 2 {
		t.Errorf("the sync after it: %+v", r)
	}
	if data, err := os.ReadFile(filepath.Join(other.dir, "basket.json")); err != nil || !bytes.Contains(data, []byte(filepath.Join(here, "walrus.txt"))) {
		t.Errorf("the basket holds %s, %v", data, err)
	}
	other.exits(other.run("doctor"), 0)
	other.refuses(other.run("import", file), "not empty")
}

// TestImportFindsFolders checks that a folder in one user's home is looked for in the home of the user who imports, and that other folders
// stay searchable.
func TestImportFindsFolders(t *testing.T) {
	l := newLibrary(t)
	put(t, filepath.Join(l.dir+"-home", "Documents", "walrus.txt"), walrus)
	elsewhere := write(t, map[string]string{"heron.txt": "The heron stands in the reeds."})
	home, err := filepath.EvalSymlinks(l.dir + "-home")
	if err != nil {
		t.Fatal(err)
	}
	l.index(filepath.Join(home, "Documents"), elsewhere)
	file := filepath.Join(t.TempDir(), "library.footnote")
	if out := l.do("export", file); !strings.Contains(out, "Exported 2 documents") {
		t.Errorf("export prints %q", out)
	}
	for _, gone := range []string{filepath.Join(home, "Documents"), elsewhere} {
		if err := os.RemoveAll(gone); err != nil {
			t.Fatal(err)
		}
	}
	other := newLibrary(t)
	put(t, filepath.Join(other.dir+"-home", "Documents", "walrus.txt"), walrus)
	out := other.do("import", file)
	for _, words := range []string{"Imported 2 documents", filepath.Join(other.dir+"-home", "Documents"), "not on this computer"} {
		if !strings.Contains(out, words) {
			t.Errorf("import prints %q, want it to say %q", out, words)
		}
	}
	if found := other.search("heron reeds"); len(found.Passages) == 0 {
		t.Error("a document whose folder is not here is not found")
	}
}

// TestImportRefuses checks what import says about files it does not accept, and that it leaves nothing behind.
func TestImportRefuses(t *testing.T) {
	l := newLibrary(t)
	l.index(write(t, map[string]string{"walrus.txt": walrus}))
	file := filepath.Join(t.TempDir(), "library.footnote")
	l.do("export", file)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(whole)
	changed[len(changed)/2] ^= 1
	other := newLibrary(t)
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"text":  {[]byte(walrus), "not an exported library"},
		"half":  {whole[:len(whole)/2], "Nothing was imported"},
		"a bit": {changed, "Nothing was imported"},
	} {
		path := filepath.Join(t.TempDir(), name)
		put(t, path, string(test.data))
		other.refuses(other.run("import", path), test.want)
	}
	other.refuses(other.run("import", filepath.Join(t.TempDir(), "none")), "does not exist")
	other.refuses(other.run("import", file, "--map", "nonsense"), "OLD=NEW")
	other.refuses(other.run("import", file, "--map", "relative=/x"), "two absolute paths")
	if _, err := os.Stat(filepath.Join(other.dir, "library.db")); !os.IsNotExist(err) {
		t.Errorf("a library is there: %v", err)
	}
	held, err := instance.Hold(other.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = held.Close() }()
	other.refuses(other.run("import", file), "window is open")
}
