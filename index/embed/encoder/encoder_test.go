package encoder_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"footnote/index/embed/embedtest"
	"footnote/index/embed/encoder"
	"footnote/index/embed/folder"
	"footnote/index/embed/kernel"
)

// A reference is a case of testdata/reference.json, which reference.py computes.
type reference struct {
	Name string `json:"name"`
	embedtest.Random
	Texts   [][]int     `json:"texts"`
	Vectors [][]float32 `json:"vectors"`
}

func references(t testing.TB) []reference {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "reference.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []reference
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// texts returns the texts of a case.
func (r reference) texts() []encoder.Text {
	var all []encoder.Text
	for _, ids := range r.Texts {
		all = append(all, encoder.Text{IDs: ids, Types: make([]int, len(ids))})
	}
	return all
}

func cosine(a, b []float32) float64 {
	var product, aa, bb float64
	for i := range a {
		product, aa, bb = product+float64(a[i])*float64(b[i]), aa+float64(a[i])*float64(a[i]), bb+float64(b[i])*float64(b[i])
	}
	return product / math.Sqrt(aa*bb)
}

// The vectors are those of an independent implementation.
func TestVectorsAreTheReferences(t *testing.T) {
	for _, r := range references(t) {
		t.Run(r.Name, func(t *testing.T) {
			f, err := folder.Read(embedtest.Write(t, r.Files()))
			if err != nil {
				t.Fatal(err)
			}
			compare := func(name string, model *encoder.Model, err error, least float64) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
				vectors, err := model.Vectors(t.Context(), r.texts())
				if err != nil {
					t.Fatal(err)
				}
				worst := 1.0
				for i, v := range vectors {
					if len(v) != model.Dim() || len(v) != len(r.Vectors[i]) {
						t.Fatalf("%s: a vector of %d numbers, want %d", name, len(v), len(r.Vectors[i]))
					}
					worst = min(worst, cosine(v, r.Vectors[i]))
				}
				t.Logf("%s: least cosine %.6f", name, worst)
				if !(worst >= least) {
					t.Errorf("%s: cosine %.6f with the reference, want %.4f", name, worst, least)
				}
			}
			model, err := encoder.Exact(f)
			compare("exact", model, err, 0.9999)
			for _, k := range kernel.All() {
				model, err := encoder.Open(f, k)
				compare(k.Name(), model, err, 0.99)
			}
		})
	}
}

// A text's vector does not depend on the texts beside it.
func TestTextsDoNotTouchEachOther(t *testing.T) {
	r := references(t)[1]
	f, err := folder.Read(embedtest.Write(t, r.Files()))
	if err != nil {
		t.Fatal(err)
	}
	model, err := encoder.Open(f, kernel.Best())
	if err != nil {
		t.Fatal(err)
	}
	var many []encoder.Text
	for i := range 40 {
		many = append(many, r.texts()[(i*i+i/3)%len(r.Texts)])
	}
	together, err := model.Vectors(t.Context(), many)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range many {
		alone, err := model.Vectors(t.Context(), []encoder.Text{text})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(alone[0], together[i]) {
			t.Errorf("text %d has another vector among others", i)
		}
	}
}

func TestVectorsStopWithTheirContext(t *testing.T) {
	r := references(t)[0]
	f, err := folder.Read(embedtest.Write(t, r.Files()))
	if err != nil {
		t.Fatal(err)
	}
	model, err := encoder.Open(f, kernel.Best())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if vectors, err := model.Vectors(ctx, r.texts()); !errors.Is(err, context.Canceled) || vectors != nil {
		t.Errorf("%v, %v", vectors, err)
	}
}
