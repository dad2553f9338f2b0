package main

import (
	"bytes"
	"path/filepath"
	"testing"

	"footnote/index/embed"
)

func TestExactVectorsAreThoseThatWereRounded(t *testing.T) {
	r := smallRun(t, writeCorpus(t))
	model, err := embed.ReadStatic(bytes.NewReader(modelFile(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	before, err := openExact(filepath.Join(r.dir, "vectors.bin"), model)
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{"queaa queab", "the ansca of anscb", ""}
	exactly, err := before.EmbedDocuments(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	rounded, err := model.EmbedDocuments(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	for i := range texts[:2] {
		if cosine := dot(exactly[i], rounded[i]); cosine < 0.999 || cosine > 1.0001 {
			t.Errorf("%q: rounding moved its vector to a cosine of %v", texts[i], cosine)
		}
	}
	if norm(exactly[2]) != 0 {
		t.Error("a text without tokens has a vector")
	}
	other := smallRun(t, writeCorpus(t))
	other.Dim = 8
	modelFile(t, other)
	if _, err := openExact(filepath.Join(other.dir, "vectors.bin"), model); err == nil {
		t.Error("vectors of another run were taken")
	}
}
