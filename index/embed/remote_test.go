package embed_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/tmc/langchaingo/embeddings"

	"footnote/index/embed"
)

// served answers with the result of vector for each text, and records the texts it gets.
func served(sent *[][]string, vector func(text string) []float32) embeddings.EmbedderClient {
	return embeddings.EmbedderClientFunc(func(_ context.Context, texts []string) ([][]float32, error) {
		*sent = append(*sent, texts)
		vectors := make([][]float32, len(texts))
		for i, text := range texts {
			vectors[i] = vector(text)
		}
		return vectors, nil
	})
}

func three(string) []float32 { return []float32{3, 0, 4} }

func TestRemoteWritesAsTheModelWants(t *testing.T) {
	var questions, documents [][]string
	rules := embed.RulesFor("nomic-embed-text:latest")
	rules.Batch, rules.MaxBytes = 2, 8
	m, err := embed.NewRemote("m", 3, rules, served(&questions, three), served(&documents, three))
	if err != nil {
		t.Fatal(err)
	}
	vectors, err := m.EmbedDocuments(t.Context(), []string{"a\nb", "", "1234567é9"})
	if err != nil || len(vectors) != 3 {
		t.Fatalf("%v, %v", vectors, err)
	}
	for _, v := range vectors {
		if math.Abs(embed.Cosine(v, v)-1) > 1e-6 {
			t.Errorf("a vector of length² %v", embed.Cosine(v, v))
		}
	}
	if _, err := m.EmbedQuery(t.Context(), "why?"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, batch := range append(documents, questions...) {
		got = append(got, strings.Join(batch, "|"))
	}
	want := []string{"search_document: a\nb|search_document:  ", "search_document: 1234567", "search_query: why?"}
	if strings.Join(got, "#") != strings.Join(want, "#") {
		t.Errorf("sent %q, want %q", got, want)
	}
}

func TestRemoteRefusesVectors(t *testing.T) {
	for name, vector := range map[string][]float32{
		"none": {}, "another dimension": {1, 2}, "not a number": {1, float32(math.NaN()), 0}, "infinite": {1, float32(math.Inf(1)), 0},
	} {
		var sent [][]string
		client := served(&sent, func(string) []float32 { return vector })
		m, err := embed.NewRemote("m", 3, embed.Rules{}, client, client)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.EmbedQuery(t.Context(), "q"); !errors.Is(err, embed.ErrVectors) {
			t.Errorf("%s, question: %v", name, err)
		}
		if _, err := m.EmbedDocuments(t.Context(), []string{"d"}); !errors.Is(err, embed.ErrVectors) {
			t.Errorf("%s, document: %v", name, err)
		}
	}
}

func TestScale(t *testing.T) {
	m, err := embed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	scale, probe, err := embed.Measure(t.Context(), m)
	if err != nil || scale.Related-scale.Unrelated < 0.2 {
		t.Fatalf("the built-in model's: %+v, %v", scale, err)
	}
	if again, err := embed.Probe(t.Context(), m); err != nil || embed.Cosine(probe, again) < 0.999 {
		t.Errorf("the model is not known again: %v", err)
	}
	other := embed.Scale{Unrelated: 0.7, Related: 0.9}
	if got := other.To(scale, 0.7); math.Abs(got-scale.Unrelated) > 1e-9 {
		t.Errorf("unrelated: %v, want %v", got, scale.Unrelated)
	}
	if got := other.To(scale, 0.9); math.Abs(got-scale.Related) > 1e-9 {
		t.Errorf("related: %v, want %v", got, scale.Related)
	}
	var sent [][]string
	client := served(&sent, three)
	blind, err := embed.NewRemote("blind", 0, embed.Rules{}, client, client)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := embed.Measure(t.Context(), blind); !errors.Is(err, embed.ErrSenseless) {
		t.Errorf("a model to which all is the same: %v", err)
	}
}
