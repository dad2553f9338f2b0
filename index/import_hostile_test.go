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
	"footnote/index/store"
)

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
