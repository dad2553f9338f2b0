package basket_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"footnote/app/basket"
	"footnote/index"
)

var kept = []index.Passage{
	{Text: "words \"of\"\n日本 \u2028 <b>", Citation: index.Citation{
		Path: "/d/100% ü.pdf", Title: "T", Kind: "pdf",
		Place: index.Place{Page: 3, Label: "iii", Heading: []string{"A", "B"}, Member: "a/b.txt", Row: 7}, Span: index.Span{Start: 10, End: 42},
	}},
	{Text: "b", Citation: index.Citation{Path: "/d/b.txt", Title: "b", Kind: "text", Place: index.Place{Line: 1, EndLine: 4}}},
}

func TestSaveLoad(t *testing.T) {
	dir := t.TempDir()
	if got, err := basket.Load(dir); err != nil || len(got) != 0 {
		t.Fatalf("where there is none: %v, %v", got, err)
	}
	for _, want := range [][]index.Passage{kept, kept[1:], nil} {
		if err := basket.Save(dir, want); err != nil {
			t.Fatal(err)
		}
		if got, err := basket.Load(dir); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v, want %s alone", files, err, basket.Name)
	}
}

func TestLoadRefuses(t *testing.T) {
	for text, want := range map[string]error{
		`{"version": 2, "passages": []}`: basket.ErrVersion,
		`{"passages": []}`:               basket.ErrDamaged,
		`{"version": 1, "passages": [`:   basket.ErrDamaged,
		``:                               basket.ErrDamaged,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, basket.Name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := basket.Load(dir); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", text, err, want)
		}
	}
}

func TestSaveSaysWhenItCannot(t *testing.T) {
	if err := basket.Save(filepath.Join(t.TempDir(), "gone"), kept); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want %v", err, os.ErrNotExist)
	}
}
