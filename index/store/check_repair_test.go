package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/store"
)

// remedies are what a repair in these tests is given.
func remedies() store.RepairOptions {
	return store.RepairOptions{
		Emptied: store.Document{Outcome: doc.NewOutcome(doc.CodeDamaged), Size: -1},
		Model:   store.Model{Name: model, Dim: dim},
		Terms: func(d store.Document, spans [][2]int) (chunks []store.Chunk, made store.Analysis, all bool) {
			for _, s := range spans {
				chunks = append(chunks, store.Chunk{Title: []string{"title"}, Body: strings.Fields(d.Text[s[0]:s[1]])})
			}
			return chunks, store.NewAnalysis(1, 2), false
		},
	}
}

// TestRepair holds that what can be repaired in place is, at the cost of what was damaged alone.
func TestRepair(t *testing.T) {
	sound := must(os.ReadFile(filepath.Join(checkedLibrary(t), store.FileName)))(t)
	for name := range damages {
		dir := t.TempDir()
		damage(t, dir, sound, name)
		found := check(t, dir)
		if slices.ContainsFunc(found, func(f store.Finding) bool { return f.Repair == store.RepairRebuild || f.Repair == store.RepairNone }) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			for range 2 {
				ok(t, store.Repair(t.Context(), dir, check(t, dir), remedies()))
			}
			if left := check(t, dir); len(left) > 0 {
				t.Fatalf("left of %v: %v", found, left)
			}
			s := open(t, dir)
			total, emptied := 0, 0
			for _, source := range must(s.Sources(t.Context()))(t) {
				total, emptied = total+source.Documents, emptied+source.Failed
			}
			switch {
			case name == "a lost source":
				if total != 30 || emptied != 0 {
					t.Errorf("%d documents are left, %d of them emptied", total+emptied, emptied)
				}
			case total+emptied != 40 || emptied > 1:
				t.Errorf("%d documents are left, %d of them emptied", total+emptied, emptied)
			}
			if _, err := s.Keyword(t.Context(), store.Words("w1"), 10, nil); err != nil {
				t.Error(err)
			}
			ok(t, s.Close())
		})
	}
}

// TestRepairedDocumentsAreReadAgain holds that an emptied document, and one whose words were made again, are not taken for unchanged.
func TestRepairedDocumentsAreReadAgain(t *testing.T) {
	for name, want := range map[string]store.Stamp{
		"a title": {ID: 2, Size: -1, Failed: true, Trouble: doc.Notes{doc.NewOutcome(doc.CodeDamaged)}},
		"words":   {ID: 1, Size: 59, Trouble: doc.Notes{aNote}},
	} {
		dir := t.TempDir()
		s := open(t, dir)
		d, chunks := newMaker(1).document(source(t, s, "/docs"), "/docs/a.txt", 1)
		d.Edition, d.Size = 6, 59
		ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
		if _, err := database(t, dir).Exec(damages[name].statement); err != nil {
			t.Fatal(err)
		}
		ok(t, store.Repair(t.Context(), dir, check(t, dir), remedies()))
		got := must(s.Stamps(t.Context(), 1))(t)[d.Path]
		if got.ID != want.ID || got.Edition != 0 || got.Failed != want.Failed || got.Size != want.Size || !reflect.DeepEqual(got.Trouble, want.Trouble) {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
		consistent(t, dir, s)
	}
}

// TestRepairOfWhatIsTooBroken holds that a database that SQLite cannot write is said to be damaged.
func TestRepairOfWhatIsTooBroken(t *testing.T) {
	dir := checkedLibrary(t)
	path := filepath.Join(dir, store.FileName)
	data := must(os.ReadFile(path))(t)
	for i := 4096; i < len(data); i++ {
		data[i] = 0xAA
	}
	ok(t, os.WriteFile(path, data, 0o600))
	if err := store.Repair(t.Context(), dir, []store.Finding{{Code: store.CodeSettings}}, remedies()); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}
