package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"footnote/index/store"
)

// damages are ways in which a library of checkedLibrary is damaged, with what is found then.
var damages = map[string]struct {
	statement string // or
	damage    func(t *testing.T, path string)
	want      []store.Code // of what is more than a note
}{
	"a text":               {statement: `UPDATE block SET data = (SELECT data FROM block WHERE document = 2) WHERE document = 1`, want: []store.Code{store.CodeDocument}},
	"a text cut short":     {statement: `UPDATE block SET data = x'28B52FFD' WHERE document = 1`, want: []store.Code{store.CodeDocument}},
	"no text":              {statement: `DELETE FROM block WHERE document = 1`, want: []store.Code{store.CodeDocument}},
	"a title":              {statement: `UPDATE document SET title = 'Titel' WHERE id = 1`, want: []store.Code{store.CodeDocument}},
	"a type":               {statement: `UPDATE document SET title = x'00' WHERE id = 1`, want: []store.Code{store.CodeDocument}},
	"places":               {statement: `UPDATE document SET places = x'00' WHERE id = 1`, want: []store.Code{store.CodeDocument}},
	"a span":               {statement: `UPDATE chunk SET stop = stop - 1 WHERE id = 1`, want: []store.Code{store.CodeDocument}},
	"a span out of a text": {statement: `UPDATE chunk SET stop = 1000000 WHERE id = 1`, want: []store.Code{store.CodeDocument}},
	"a lost chunk":         {statement: `DELETE FROM chunk WHERE id = 2`, want: []store.Code{store.CodeDocument}},
	"a file's time":        {statement: `UPDATE document SET modified = modified + 1 WHERE id = 1`, want: []store.Code{store.CodeStamp}},
	"when it was tried":    {statement: `UPDATE document SET tried = 1 WHERE id = 1`, want: []store.Code{store.CodeStamp}},
	"vectors":              {statement: `UPDATE vectors SET data = zeroblob(length(data)) WHERE document = 1 AND model = 1`, want: []store.Code{store.CodeVectors}},
	"vectors cut short":    {statement: `UPDATE vectors SET data = x'01' WHERE document = 1`, want: []store.Code{store.CodeVectors, store.CodeVectors}},
	"words": {
		statement: `DELETE FROM word WHERE rowid = 1; INSERT INTO word (rowid, tokens) VALUES (1, 'other')`, want: []store.Code{store.CodeWords},
	},
	"lost words":        {statement: `DELETE FROM word WHERE rowid = 1`, want: []store.Code{store.CodeWords, store.CodeKeywords}},
	"words of no chunk": {statement: `INSERT INTO word (rowid, tokens) VALUES (1000000, 'more')`, want: []store.Code{store.CodeOrphans}},
	"no keyword index":  {statement: `DELETE FROM word_data`, want: []store.Code{store.CodeKeywords, store.CodeKeywords}},
	"a rule":            {statement: `UPDATE source SET ignore = 'draft/' WHERE id = 2`, want: []store.Code{store.CodeSettings}},
	"a lost source":     {statement: `DELETE FROM source WHERE id = 2`, want: []store.Code{store.CodeSettings, store.CodeOrphans}},
	"a volume":          {statement: `UPDATE volume SET id = 'disc'`, want: []store.Code{store.CodeSettings}},
	"no model": {
		statement: `UPDATE library SET serving = 9`, want: []store.Code{store.CodeSettings, store.CodeModels, store.CodeOrphans},
	},
	"vectors of no model": {statement: `INSERT INTO vectors (model, document, data) VALUES (9, 1, x'')`, want: []store.Code{store.CodeOrphans}},
	"a model of nobody":   {statement: `INSERT INTO model (name, dim, config) VALUES ('x', 1, '')`, want: []store.Code{store.CodeSettings, store.CodeOrphans}},
	"chunk ids":           {statement: `UPDATE library SET next_chunk = 3`, want: []store.Code{store.CodeCounters}},
	"document ids":        {statement: `UPDATE sqlite_sequence SET seq = 3 WHERE name = 'document'`, want: []store.Code{store.CodeCounters}},
	"a trigger": {
		statement: `CREATE TRIGGER t AFTER INSERT ON document BEGIN DELETE FROM source; END`, want: []store.Code{store.CodeSchema},
	},
	"a lost index":       {statement: `DROP INDEX document_source`, want: []store.Code{store.CodeSchema}},
	"a later version":    {statement: `PRAGMA user_version = 9; DROP TABLE block`, want: []store.Code{store.CodeLater}},
	"the version number": {statement: `PRAGMA user_version = 9`, want: []store.Code{store.CodeHeader}},
	"the application id": {statement: `PRAGMA application_id = 9`, want: []store.Code{store.CodeHeader}},
	"another program's":  {statement: `PRAGMA application_id = 9; DROP TABLE block; DROP TABLE chunk; DROP TABLE vectors; DROP TABLE library`, want: []store.Code{store.CodeForeign}},
	"not a database": {damage: func(t *testing.T, path string) {
		ok(t, os.WriteFile(path, []byte("not a database at all, but a text that is long enough to be one"), 0o600))
	}, want: []store.Code{store.CodeUnreadable}},
	"what no table has": {damage: func(t *testing.T, path string) {
		const largestRoot = 52 // https://www.sqlite.org/fileformat.html#the_database_header
		f := must(os.OpenFile(path, os.O_RDWR, 0))(t)
		must(f.WriteAt([]byte{0, 70, 0, 0}, largestRoot))(t)
		ok(t, f.Close())
	}, want: []store.Code{store.CodeStructure}},
	"its end": {damage: func(t *testing.T, path string) {
		ok(t, os.Truncate(path, must(os.Stat(path))(t).Size()/2))
	}},
}

func TestCheckFinds(t *testing.T) {
	sound := must(os.ReadFile(filepath.Join(checkedLibrary(t), store.FileName)))(t)
	for name, test := range damages {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			damage(t, dir, sound, name)
			found := check(t, dir)
			var codes []store.Code
			for _, f := range found {
				codes = append(codes, f.Code)
			}
			slices.Sort(codes)
			want := slices.Sorted(slices.Values(test.want))
			if len(codes) == 0 || want != nil && !slices.Equal(codes, want) {
				t.Errorf("found %v, want %v", found, want)
			}
		})
	}
}

// damage makes a library in dir of the file of a sound one, and damages it.
func damage(t *testing.T, dir string, sound []byte, name string) {
	t.Helper()
	path := filepath.Join(dir, store.FileName)
	ok(t, os.WriteFile(path, sound, 0o600))
	if test := damages[name]; test.damage != nil {
		test.damage(t, path)
	} else if _, err := database(t, dir).Exec(`PRAGMA foreign_keys = 0; ` + test.statement); err != nil {
		t.Fatal(err)
	}
}

// TestCheckOfEarlierVersions holds that a library of an earlier version is said to be one, and lacks digests once it has been opened.
func TestCheckOfEarlierVersions(t *testing.T) {
	for version := 1; version < store.Version; version++ {
		dir := unpackLibrary(t, fmt.Sprintf("testdata/version%d.db.zst", version))
		found := must(store.Check(t.Context(), dir, store.CheckOptions{}))(t)
		if len(found) != 1 || found[0].Code != store.CodeEarlier || found[0].Args[0] != fmt.Sprint(version) {
			t.Errorf("version %d: %+v", version, found)
		}
		ok(t, open(t, dir).Close())
		found = must(store.Check(t.Context(), dir, store.CheckOptions{}))(t)
		if version >= 6 { // it keeps its digests
			if len(found) > 0 {
				t.Errorf("version %d, upgraded: %+v", version, found)
			}
		} else if len(found) != 1 || found[0].Code != store.CodeUndigested || found[0].Severity != store.Note {
			t.Errorf("version %d, upgraded: %+v", version, found)
		}
	}
}

// TestCheckOfPlaces holds that the caller judges places.
func TestCheckOfPlaces(t *testing.T) {
	refuse := func(text string, places []byte) error {
		if text == "" || string(places) != `{"n":true}` {
			t.Errorf("given the places %q of a text of %d bytes", places, len(text))
		}
		return errors.New("no")
	}
	found := must(store.Check(t.Context(), checkedLibrary(t), store.CheckOptions{Places: refuse}))(t)
	if len(found) != 40 || found[0].Code != store.CodeDocument || found[0].Args[2] != string(store.AspectPlaces) {
		t.Errorf("found %d: %+v", len(found), found[0])
	}
}
