package index_test

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"footnote/index"
	"footnote/index/provider"
	"footnote/index/store"
)

// exported is a tree of documents with its export.
func exported(t *testing.T) (tr *tree, file string) {
	t.Helper()
	tr = newTree(t)
	tr.write("docs/tenancy.md", tenancy)
	tr.write("docs/deep/er/bread.txt", bread)
	tr.write("docs/empty.txt", "")
	tr.write("letters/lease.txt", "The lease ends in June. The landlord keeps one month's rent.")
	tr.add("docs", "letters")
	tr.sync()
	if err := tr.lib.SetIgnore(t.Context(), tr.path("docs"), "drafts/\n"); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "library.footnote")
	m, err := tr.lib.Export(t.Context(), file, index.ExportOptions{
		Program: "footnote test", Home: tr.dir, Files: []index.File{{Name: "basket.json", Data: []byte("{}")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if m.Documents != 3 || len(m.Sources) != 2 || m.Home != tr.dir || len(m.Members) != 2 {
		t.Errorf("the manifest says %+v", m)
	}
	return tr, file
}

// importFile imports a file into a new folder and returns it.
func importFile(t *testing.T, file string, opt index.ImportOptions) (dir string, done index.Imported) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "library")
	opt.Files = []string{"basket.json"}
	done, err := index.Import(t.Context(), file, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return dir, done
}

// copyDocuments copies a folder, with or without the times of its files, and returns the copy.
func copyDocuments(t *testing.T, from string, times bool) string {
	t.Helper()
	to, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	if !times {
		return to
	}
	err = filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, path)
		return os.Chtimes(filepath.Join(to, rel), info.ModTime(), info.ModTime())
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// TestImport moves a library to another folder of documents: all is found there, and nothing is read or embedded again.
func TestImport(t *testing.T) {
	tr, file := exported(t)
	for name, times := range map[string]bool{"with the times of the files": true, "with other times": false} {
		t.Run(name, func(t *testing.T) {
			home := copyDocuments(t, tr.dir, times)
			dir, done := importFile(t, file, index.ImportOptions{Mappings: []index.Mapping{{From: tr.dir, To: home}}})
			if done.Documents != 3 || len(done.Files) != 1 || string(done.Files[0].Data) != "{}" {
				t.Errorf("imported %+v", done)
			}
			for _, s := range done.Sources {
				if !s.Here || !strings.HasPrefix(s.Path, home) || !strings.HasPrefix(s.From, tr.dir) {
					t.Errorf("the source %+v", s)
				}
			}
			if got, want := done.Here(tr.path("docs/a.txt")), filepath.Join(home, "docs", "a.txt"); got != want {
				t.Errorf("%s is here %s", want, got)
			}
			lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := lib.Close(); err != nil {
					t.Error(err)
				}
			}()
			lib.ReadWith(func(path string) (d index.Extracted, err error) { return d, fmt.Errorf("%s is read again", path) })
			report, err := lib.Sync(t.Context(), nil)
			failed := 0 // a file that gave no text is tried again where it may have changed
			if !times {
				failed = 1
			}
			if err != nil || report.Added+report.Changed+report.Removed+report.Passages != 0 || report.Unchanged != 4-failed || len(report.Failed) != failed {
				t.Errorf("the sync after it: %+v, %v", report, err)
			}
			if m, err := lib.Models(t.Context()); err != nil || m.Lacking != 0 {
				t.Errorf("vectors are lacking: %+v, %v", m, err)
			}
			found, err := lib.Search(t.Context(), "How much notice ends the tenancy?", index.SearchOptions{})
			if err != nil || len(found.Passages) == 0 || found.Passages[0].Citation.Path != filepath.Join(home, "docs", "tenancy.md") {
				t.Errorf("found %+v, %v", found.Passages, err)
			}
			status, err := lib.Status(t.Context())
			if err != nil || status.Sources[0].Ignore != "drafts/\n" {
				t.Errorf("the sources are %+v, %v", status.Sources, err)
			}
			if _, wrong := examined(t, dir); len(wrong) > 0 {
				t.Errorf("the imported library is not sound: %v", wrong)
			}
		})
	}
}

// TestImportWithoutMapping holds that documents of folders that are not here stay, and are found.
func TestImportWithoutMapping(t *testing.T) {
	tr, file := exported(t)
	if err := os.Rename(tr.path("docs"), tr.path("gone")); err != nil {
		t.Fatal(err)
	}
	dir, done := importFile(t, file, index.ImportOptions{})
	here := map[string]bool{}
	for _, s := range done.Sources {
		here[filepath.Base(s.Path)] = s.Here
	}
	if here["docs"] || !here["letters"] {
		t.Errorf("here: %v", here)
	}
	lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lib.Close() }()
	if report, err := lib.Sync(t.Context(), nil); err != nil || report.Removed > 0 || len(report.Offline) != 1 {
		t.Errorf("the sync after it: %+v, %v", report, err)
	}
	if found, err := lib.Search(t.Context(), "How much notice ends the tenancy?", index.SearchOptions{}); err != nil || len(found.Passages) == 0 {
		t.Errorf("found %d passages, %v", len(found.Passages), err)
	}
	if was, is := uid(t, tr.library), uid(t, dir); is == was || len(is) != 32 {
		t.Errorf("its id is %s, that of the original %s", is, was)
	}
}

// uid is a library's id.
func uid(t *testing.T, dir string) (uid string) {
	t.Helper()
	db := openDatabase(t, filepath.Join(dir, store.FileName))
	err := db.QueryRow(`SELECT uid FROM library`).Scan(&uid)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return uid
}

// TestImportFromWindows holds that the paths of another system become those of this one.
func TestImportFromWindows(t *testing.T) {
	docs := newTree(t)
	docs.write("Ada/Letters/lease.txt", bread)
	source := filepath.Join(t.TempDir(), "library")
	lib, err := index.Open(source, index.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Add(t.Context(), docs.path("Ada")); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Sync(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	// As Windows would have written it.
	execute(t, source, fmt.Sprintf(`UPDATE document SET path = 'C:\Users\Ada\Documents\Letters\lease.txt';
		UPDATE source SET path = 'C:\Users\Ada\Documents' WHERE path = '%s'`, docs.path("Ada")))
	if err := lib.SetIgnore(t.Context(), `C:\Users\Ada\Documents`, "x"); err == nil || !errors.Is(err, index.ErrNotSource) {
		t.Logf("set rules: %v", err)
	}
	file := filepath.Join(t.TempDir(), "x")
	if err := lib.PauseModel(t.Context(), false); err != nil { // any write seals what was changed
		t.Fatal(err)
	}
	if _, err := lib.Export(t.Context(), file, index.ExportOptions{Home: `C:\Users\Ada`}); err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, "Documents", "Letters"), 0o700); err != nil {
		t.Fatal(err)
	}
	m, err := index.ReadManifest(file)
	if err != nil {
		t.Fatal(err)
	}
	m.Sources[0].Path = `c:\users\ADA\Documents` // Windows does not tell them apart
	suggested := index.Suggest(m, home, nil)
	want := []index.Mapping{{From: `c:\users\ADA\Documents`, To: filepath.Join(home, "Documents")}}
	if !slices.Equal(suggested, want) {
		t.Errorf("suggested %+v, want %+v", suggested, want)
	}
	dir := filepath.Join(t.TempDir(), "library")
	if _, err := index.Import(t.Context(), file, dir, index.ImportOptions{Mappings: suggested}); err != nil {
		t.Fatal(err)
	}
	again, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	if d, err := again.Read(t.Context(), filepath.Join(home, "Documents", "Letters", "lease.txt")); err != nil || d.Text != bread {
		t.Errorf("read %+v, %v", d, err)
	}
}

func TestSuggest(t *testing.T) {
	home := t.TempDir()
	for _, dir := range []string{"Documents", "Papers/2024"} {
		if err := os.MkdirAll(filepath.Join(home, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	m := index.Manifest{Home: "/home/ada", Dir: "/home/ada/.local/share/footnote", Sources: []index.ExportedSource{
		{Path: "/home/ada/Documents"},
		{Path: "/home/ada/Music"},
		{Path: "/home/adam/Documents"},
		{Path: "/mnt/Documents"},
		{Path: home},
		{Path: "/home/ada/Papers/2024"},
		{Path: "/home/ada/../Documents"},
		{Path: "/home/ada/.local/share/footnote/starter"},
	}}
	got := index.Suggest(m, home, []index.Mapping{{From: "/home/ada/Papers", To: "/elsewhere"}})
	if want := []index.Mapping{{From: "/home/ada/Documents", To: filepath.Join(home, "Documents")}}; !slices.Equal(got, want) {
		t.Errorf("suggested %+v, want %+v", got, want)
	}
}

// TestMapping holds what becomes of paths, whatever systems they are of.
func TestMapping(t *testing.T) {
	for _, test := range []struct{ from, to, path, want string }{
		{"/home/ada", "/Users/ada", "/home/ada/a/b.txt", "/Users/ada/a/b.txt"},
		{"/home/ada/", "/Users/ada/", "/home/ada", "/Users/ada/"},
		{"/home/ada", "/Users/ada", "/home/adam/b.txt", "/home/adam/b.txt"},
		{"/", "/mnt/old", "/a/b.txt", "/mnt/old/a/b.txt"},
		{"/home/ada", `D:\Ada`, "/home/ada/a/b.txt", `D:\Ada\a\b.txt`},
		{"/home/ada", `\\server\share`, "/home/ada/a/b.txt", `\\server\share\a\b.txt`},
		{`C:\Users\Ada`, "/home/ada", `C:\Users\Ada\a\b.txt`, "/home/ada/a/b.txt"},
		{`c:\users\ada\`, "/home/ada", `C:\Users\Ada\A\b.txt`, "/home/ada/A/b.txt"},
		{`C:\`, "/mnt/c", `C:\Users\a.txt`, "/mnt/c/Users/a.txt"},
		{`\\server\share`, "/mnt/share", `\\server\share\a.txt`, "/mnt/share/a.txt"},
		{"/home/ada", "/x", `/home/ada/a\b.txt`, `/x/a\b.txt`}, // a name on this system
		{"/home/Ada", "/x", "/home/ada/b.txt", "/home/ada/b.txt"},
	} {
		if got, err := index.MapPath(test.path, test.from, test.to); err != nil || got != test.want {
			t.Errorf("%s=%s: %s becomes %s, want %s; %v", test.from, test.to, test.path, got, test.want, err)
		}
	}
	for _, test := range [][2]string{{"relative", "/x"}, {"/x", "relative"}, {"", "/x"}, {"C:", "/x"}} {
		var wrong *index.MappingError
		if _, err := index.MapPath("/a", test[0], test[1]); !errors.As(err, &wrong) {
			t.Errorf("%s=%s: %v", test[0], test[1], err)
		}
	}
}

// TestExportRefuses holds that an export writes over nothing, and leaves nothing behind where it fails.
func TestExportRefuses(t *testing.T) {
	tr, file := exported(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tr.lib.Export(t.Context(), file, index.ExportOptions{}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tr.lib.Export(ctx, file+"2", index.ExportOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	execute(t, tr.library, `UPDATE document SET title = 'x' WHERE id = 1`)
	if _, err := tr.lib.Export(t.Context(), file+"2", index.ExportOptions{}); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("of a damaged library: %v", err)
	}
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file that was there has changed: %v", err)
	}
}

// TestImportRefusesWhatIsThere holds that a library with documents is not written over, and an empty one is.
func TestImportRefusesWhatIsThere(t *testing.T) {
	tr, file := exported(t)
	if _, err := index.Import(t.Context(), file, tr.library, index.ImportOptions{Files: []string{"basket.json"}}); !errors.Is(err, index.ErrOccupied) {
		t.Errorf("over a library: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "library")
	lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	starter := filepath.Join(dir, "starter")
	if err := os.MkdirAll(starter, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Add(t.Context(), starter); err != nil {
		t.Fatal(err)
	}
	release, err := lib.Hold(t.Context(), index.ActReading, nil)
	if err != nil {
		t.Fatal(err)
	}
	opt := index.ImportOptions{Files: []string{"basket.json"}, Disposable: starter, Wait: time.Nanosecond}
	var held *index.HeldError
	if _, err := index.Import(t.Context(), file, dir, opt); !errors.As(err, &held) {
		t.Errorf("while another works on it: %v", err)
	}
	release()
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	if done, err := index.Import(t.Context(), file, dir, opt); err != nil || done.Documents != 3 {
		t.Errorf("over the starter documents: %+v, %v", done, err)
	}
}

// TestImportOfModels holds that a model that sends texts away comes along only where that is agreed to.
func TestImportOfModels(t *testing.T) {
	tr, _ := exported(t)
	config, err := json.Marshal(map[string]any{
		"server": provider.Config{Kind: provider.Compatible, Model: "m", Address: "http://192.0.2.1/v1"},
		"rules":  map[string]any{}, "scale": map[string]any{}, "probe": []float32{1},
	})
	if err != nil {
		t.Fatal(err)
	}
	execute(t, tr.library, fmt.Sprintf(`UPDATE model SET name = 'away', config = '%s'`, config))
	if err := tr.lib.PauseModel(t.Context(), true); err != nil { // seals it
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "x")
	m, err := tr.lib.Export(t.Context(), file, index.ExportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Models) != 1 || m.Models[0].Host != "192.0.2.1" {
		t.Errorf("the manifest names %+v", m.Models)
	}
	for _, agreed := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "library")
		done, err := index.Import(t.Context(), file, dir, index.ImportOptions{Models: agreed})
		if err != nil {
			t.Fatal(err)
		}
		lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		models, err := lib.Models(t.Context())
		if err != nil || models.Serving.Builtin() == agreed {
			t.Errorf("agreed %v: serves %+v, %v", agreed, models.Serving, err)
		}
		if (len(done.Left) == 0) != agreed || !agreed && models.Lacking != models.Passages {
			t.Errorf("agreed %v: left out %+v; %d of %d passages lack vectors", agreed, done.Left, models.Lacking, models.Passages)
		}
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A forged export is made of any members, under a manifest that fits them unless it is given.
type forged struct {
	manifest func(m map[string]any) // changes the manifest
	members  []tar.Header           // with the data under the same index
	data     [][]byte
	raw      func(packed []byte) []byte // changes the whole file
}

// forge writes an export with a database.
func forge(t testing.TB, database []byte, f forged) string {
	t.Helper()
	headers := append([]tar.Header{{Name: "library.db", Typeflag: tar.TypeReg}}, f.members...)
	data := append([][]byte{database}, f.data...)
	var members []map[string]any
	for i, h := range headers {
		sum := sha256.Sum256(data[i])
		members = append(members, map[string]any{"name": h.Name, "bytes": len(data[i]), "sha256": hex.EncodeToString(sum[:])})
	}
	m := map[string]any{"format": "footnote library", "version": 1, "library": store.Version, "dir": "/nowhere", "members": members}
	if f.manifest != nil {
		f.manifest(m)
	}
	manifest, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z, err := zstd.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(z)
	for i, h := range append([]tar.Header{{Name: "manifest.json", Typeflag: tar.TypeReg}}, headers...) {
		body := manifest
		if i > 0 {
			body = data[i-1]
		}
		h.Mode = 0o600
		if h.Typeflag == tar.TypeReg {
			h.Size = int64(len(body))
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write(body); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "forged")
	whole := packed.Bytes()
	if f.raw != nil {
		whole = f.raw(whole)
	}
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// sealed returns the database of a library after statements that one who knows the format has made look right.
func sealed(t testing.TB, database []byte, statements string) []byte {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, store.FileName)
	if err := os.WriteFile(path, database, 0o600); err != nil {
		t.Fatal(err)
	}
	db := openDatabase(t, path)
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
	if digest := settingsDigest(db); digest != nil {
		_, _ = db.Exec(`UPDATE library SET digest = ?`, digest)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// settingsDigest is the digest of a library's settings as package store makes it; nil where the tables are not there.
func settingsDigest(db *sql.DB) []byte {
	h := sha256.New()
	number := func(n int) { h.Write(binary.BigEndian.AppendUint64(nil, uint64(n))) }
	number(len("library"))
	h.Write([]byte("library"))
	for _, query := range []string{
		`SELECT uid, serving, coming, former, paused FROM library`,
		`SELECT id, path, added, synced, ignore FROM source ORDER BY id`,
		`SELECT source, path, id, offline, documents FROM volume ORDER BY source, path`,
		`SELECT id, name, dim, config FROM model ORDER BY id`,
	} {
		rows, err := db.Query(query)
		if err != nil {
			return nil
		}
		columns, _ := rows.Columns()
		values, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		n := 0
		for ; rows.Next(); n++ {
			if rows.Scan(into...) != nil {
				return nil
			}
			for _, v := range values {
				number(len(v))
				h.Write(v)
			}
		}
		_ = rows.Close()
		number(n)
	}
	return h.Sum(nil)[:16]
}

// databaseOf returns the database in an export.
func databaseOf(t testing.TB, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := zstd.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	r := tar.NewReader(z)
	for {
		h, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		if h.Name == store.FileName {
			var data bytes.Buffer
			if _, err := data.ReadFrom(r); err != nil {
				t.Fatal(err)
			}
			return data.Bytes()
		}
	}
}

// TestImportIsHostile holds that what no export of this program holds is refused, and leaves nothing behind, in the folder or outside of it.
func TestImportIsHostile(t *testing.T) {
	_, file := exported(t)
	good := databaseOf(t, file)
	member := func(name string, flag byte, data []byte) forged {
		return forged{members: []tar.Header{{Name: name, Typeflag: flag, Linkname: map[byte]string{tar.TypeSymlink: "/etc/passwd", tar.TypeLink: "manifest.json"}[flag]}}, data: [][]byte{data}}
	}
	set := func(key string, value any) forged { return forged{manifest: func(m map[string]any) { m[key] = value }} }
	tests := map[string]struct {
		sql  string
		f    forged
		want error // one of these
	}{
		"no zstd":              {f: forged{raw: func([]byte) []byte { return []byte(strings.Repeat("not an export ", 100)) }}, want: index.ErrNotExport},
		"nothing":              {f: forged{raw: func([]byte) []byte { return nil }}, want: index.ErrNotExport},
		"cut short":            {f: forged{raw: func(p []byte) []byte { return p[:len(p)/2] }}, want: index.ErrNotExport},
		"a flipped byte":       {f: forged{raw: func(p []byte) []byte { p[len(p)/2] ^= 1; return p }}, want: index.ErrNotExport},
		"another format":       {f: set("format", "something"), want: index.ErrNotExport},
		"a later format":       {f: set("version", 2), want: index.ErrExportVersion},
		"a later library":      {f: set("library", store.Version+1), want: index.ErrExportVersion},
		"no members":           {f: set("members", []any{}), want: index.ErrNotExport},
		"a wrong length":       {f: forged{manifest: func(m map[string]any) { m["members"].([]map[string]any)[0]["bytes"] = 5 }}, want: index.ErrChecksum},
		"a wrong checksum":     {f: forged{manifest: func(m map[string]any) { m["members"].([]map[string]any)[0]["sha256"] = strings.Repeat("0", 64) }}, want: index.ErrChecksum},
		"a negative length":    {f: forged{manifest: func(m map[string]any) { m["members"].([]map[string]any)[0]["bytes"] = -5 }}, want: index.ErrNotExport},
		"a way up":             {f: member("../evil", tar.TypeReg, []byte("x")), want: index.ErrNotExport},
		"a whole path":         {f: member("/tmp/evil", tar.TypeReg, []byte("x")), want: index.ErrNotExport},
		"a file of its own":    {f: member("evil", tar.TypeReg, []byte("x")), want: index.ErrNotExport},
		"a symbolic link":      {f: member("basket.json", tar.TypeSymlink, nil), want: index.ErrNotExport},
		"a hard link":          {f: member("basket.json", tar.TypeLink, nil), want: index.ErrNotExport},
		"a folder":             {f: member("basket.json", tar.TypeDir, nil), want: index.ErrNotExport},
		"a second database":    {f: member("library.db", tar.TypeReg, good), want: index.ErrNotExport},
		"the same name twice":  {f: forged{members: []tar.Header{{Name: "basket.json", Typeflag: tar.TypeReg}, {Name: "basket.json", Typeflag: tar.TypeReg}}, data: [][]byte{{1}, {2}}}, want: index.ErrNotExport},
		"too large a file":     {f: member("basket.json", tar.TypeReg, make([]byte, 65<<20)), want: index.ErrNotExport},
		"a member not named":   {f: forged{members: []tar.Header{{Name: "basket.json", Typeflag: tar.TypeReg}}, data: [][]byte{{1}}, manifest: func(m map[string]any) { m["members"] = m["members"].([]map[string]any)[:1] }}, want: index.ErrNotExport},
		"a large manifest":     {f: set("program", strings.Repeat("x", 5<<20)), want: index.ErrTooLarge},
		"a trigger":            {sql: `CREATE TRIGGER t AFTER INSERT ON source BEGIN DELETE FROM document; END`, want: index.ErrForeign},
		"a view":               {sql: `CREATE VIEW v AS SELECT 1`, want: index.ErrForeign},
		"a view for a table":   {sql: `ALTER TABLE volume RENAME TO v2; CREATE VIEW volume AS SELECT * FROM v2`, want: index.ErrForeign},
		"a table more":         {sql: `CREATE TABLE more (x)`, want: index.ErrForeign},
		"many tables more":     {sql: manyTables(100), want: index.ErrForeign},
		"a long statement":     {sql: `CREATE TABLE more (x /* ` + strings.Repeat("x", 40<<10) + ` */)`, want: index.ErrForeign},
		"an index more":        {sql: `CREATE INDEX i ON document (title)`, want: index.ErrForeign},
		"a column more":        {sql: `ALTER TABLE source ADD COLUMN more`, want: index.ErrForeign},
		"a generated column":   {sql: `ALTER TABLE source ADD COLUMN more AS (path || path)`, want: index.ErrForeign},
		"a table less":         {sql: `DROP TABLE volume`, want: index.ErrForeign},
		"another program's":    {sql: `PRAGMA application_id = 7`, want: index.ErrNotLibrary},
		"a log":                {sql: `PRAGMA journal_mode = wal`, want: index.ErrForeign},
		"another encoding":     {f: forged{}, sql: `-- see below`, want: index.ErrForeign},
		"a relative path":      {sql: `UPDATE source SET path = 'x' WHERE id = 1; UPDATE document SET path = 'x' || id WHERE source = 1`, want: index.ErrForeign},
		"a path with a way up": {sql: `UPDATE source SET path = '/home/../etc' WHERE id = 1; UPDATE document SET path = '/home/../etc/' || id WHERE source = 1`, want: index.ErrForeign},
		"a document elsewhere": {sql: `UPDATE document SET path = '/etc/passwd' WHERE id = 1`, want: index.ErrForeign},
		"a path with a zero":   {sql: `UPDATE source SET path = path || char(0) WHERE id = 1`, want: index.ErrForeign},
		"a path that is bytes": {sql: `UPDATE source SET path = CAST(path AS BLOB) WHERE id = 1`, want: index.ErrForeign},
		"a huge id":            {sql: `UPDATE library SET next_chunk = 9223372036854775807`, want: index.ErrForeign},
		"a huge model":         {sql: `UPDATE model SET dim = 2000000000`, want: index.ErrForeign},
		"a huge title":         {sql: `UPDATE document SET title = hex(zeroblob(100000)) WHERE id = 1`, want: index.ErrForeign},
		"another text":         {sql: `UPDATE block SET data = (SELECT max(data) FROM block) WHERE data <> (SELECT max(data) FROM block)`, want: index.ErrDamaged},
		"a span out of a text": {sql: `UPDATE chunk SET stop = 100000 WHERE id = 1`, want: index.ErrDamaged},
		"other words":          {sql: `DELETE FROM word WHERE rowid = 1; INSERT INTO word (rowid, tokens) VALUES (1, 'evil')`, want: index.ErrDamaged},
		"an option":            {sql: `INSERT INTO word (word, rank) VALUES ('rank', 'bm25(1.0)')`, want: index.ErrForeign},
		"an orphan":            {sql: `INSERT INTO chunk (id, document, start, stop) VALUES (900, 900, 0, 1)`, want: index.ErrDamaged},
		"a second library row": {sql: `DELETE FROM library`, want: index.ErrDamaged},
		"a text for a number":  {sql: `UPDATE library SET serving = 'x'`, want: index.ErrForeign},
	}
	delete(tests, "another encoding")
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			database := good
			if test.sql != "" {
				database = sealed(t, good, test.sql)
			}
			refused(t, forge(t, database, test.f), test.want)
		})
	}
	t.Run("as it was", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "library")
		if done, err := index.Import(t.Context(), forge(t, good, forged{}), dir, index.ImportOptions{}); err != nil || done.Documents != 3 {
			t.Errorf("%+v, %v", done, err)
		}
	})
	t.Run("unpacks to too much", func(t *testing.T) {
		refused(t, forge(t, make([]byte, 100<<20), forged{}), index.ErrTooLarge)
	})
	t.Run("cut anywhere", func(t *testing.T) {
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n < len(whole); n += 1 + len(whole)/40 {
			cut := filepath.Join(t.TempDir(), "cut")
			if err := os.WriteFile(cut, whole[:n], 0o600); err != nil {
				t.Fatal(err)
			}
			refused(t, cut, nil)
		}
	})
}

func manyTables(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, "CREATE TABLE t%d (x);", i)
	}
	return s.String()
}

// refused holds that a file is refused, with an error that is want unless that is nil, and that nothing is left behind.
func refused(t *testing.T, file string, want error) {
	t.Helper()
	above := t.TempDir()
	dir := filepath.Join(above, "library")
	_, err := index.Import(t.Context(), file, dir, index.ImportOptions{Files: []string{"basket.json"}})
	if err == nil {
		t.Error("it was imported")
	}
	if want != nil && !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
	left := filesBelow(t, above)
	delete(left, filepath.Join("library", store.LockName))
	if len(left) > 0 {
		t.Errorf("left behind: %v", slices.Collect(maps.Keys(left)))
	}
}

// filesBelow are the files below a folder.
func filesBelow(t testing.TB, dir string) map[string]bool {
	t.Helper()
	files := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			files[rel] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// FuzzImport changes the bytes of exports: whatever they are, the import ends with an error or a sound library, writes nothing outside of
// its folder, and does not take much memory.
func FuzzImport(f *testing.F) {
	good := fuzzDatabase(f)
	for _, seed := range []forged{{}, {members: []tar.Header{{Name: "basket.json", Typeflag: tar.TypeReg}}, data: [][]byte{[]byte("{}")}}} {
		data, err := os.ReadFile(forge(f, good, seed))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := filepath.Join(t.TempDir(), "export")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		importFuzzed(t, file)
	})
}

// FuzzImportDatabase is FuzzImport for the database in an export that is right otherwise.
func FuzzImportDatabase(f *testing.F) {
	good := fuzzDatabase(f)
	f.Add(uint32(0), []byte{0})
	for at := uint32(0); at < uint32(len(good)); at += 4096 {
		f.Add(at, []byte{0xff, 0xff, 0xff, 0xff})
		f.Add(at+100, []byte{0x0d, 0, 0, 0x7f, 0xff})
	}
	f.Fuzz(func(t *testing.T, at uint32, bytes []byte) {
		database := slices.Clone(good)
		copy(database[int(at)%len(database):], bytes)
		importFuzzed(t, forge(t, database, forged{}))
	})
}

// fuzzDatabase is the database of a small library.
func fuzzDatabase(f *testing.F) []byte {
	f.Helper()
	dir := filepath.Join(f.TempDir(), "library")
	s, err := store.Open(dir, store.Model{Name: "m", Dim: 4})
	if err != nil {
		f.Fatal(err)
	}
	source, err := s.AddSource(f.Context(), "/docs")
	model, _ := s.Models(f.Context()) // a library that is open has one
	for i := 0; err == nil && i < 5; i++ {
		text := fmt.Sprintf("Document %d says this.\nAnd more.\n", i)
		err = s.Put(f.Context(), store.Document{Source: source, Path: fmt.Sprintf("/docs/%d", i), Title: "t", Kind: "text", Text: text, Places: []byte(`{"n":true}`)},
			[]store.Chunk{{Start: 0, End: 5, Body: []string{"document"}, Vector: []float32{1, 2, 3, 4}}, {Start: 5, End: 10, Body: []string{"says"}}}, model.Serving)
	}
	path := filepath.Join(f.TempDir(), "snapshot.db")
	if err == nil {
		err = s.Snapshot(f.Context(), path, store.CheckOptions{}, nil)
	}
	if err := errors.Join(err, s.Close()); err != nil {
		f.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	return data
}

// importFuzzed imports a file into a folder and looks at what came of it.
func importFuzzed(t *testing.T, file string) {
	t.Helper()
	above := t.TempDir()
	dir := filepath.Join(above, "library")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	_, err := index.Import(ctx, file, dir, index.ImportOptions{Files: []string{"basket.json"}})
	if errors.Is(err, context.DeadlineExceeded) {
		t.Error("it takes longer than a minute")
	}
	for name := range filesBelow(t, above) {
		if filepath.Dir(name) != "library" || err != nil && filepath.Base(name) != store.LockName {
			t.Errorf("after %v there is %s", err, name)
		}
	}
	if err != nil {
		return
	}
	found, err := index.Examine(t.Context(), dir, index.DoctorOptions{})
	if err != nil || !index.Sound(found) {
		t.Errorf("what was imported is not sound: %v, %v", found, err)
	}
}
