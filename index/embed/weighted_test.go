package embed_test

import (
	"strings"
	"testing"

	"footnote/index/embed"
)

func TestEmbedWeighted(t *testing.T) {
	model, err := embed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	const text = "the refrigerator hums"
	plain, err := model.EmbedQuery(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	alike := model.EmbedWeighted(text, func(int, int) float64 { return 0.5 })
	if c := dot(plain, alike); c < 0.99999 {
		t.Errorf("with one weight for all the vector is another: cosine %v", c)
	}
	at := strings.Index(text, "refrigerator")
	alone := model.EmbedWeighted(text, func(start, end int) float64 {
		if start >= at && end <= at+len("refrigerator") {
			return 1
		}
		return 0
	})
	word, err := model.EmbedQuery(t.Context(), "refrigerator")
	if err != nil {
		t.Fatal(err)
	}
	if c := dot(word, alone); c < 0.99999 {
		t.Errorf("with weight on one word the vector is not that word's: cosine %v", c)
	}
	for _, x := range model.EmbedWeighted(text, func(int, int) float64 { return 0 }) {
		if x != 0 {
			t.Fatal("without any weight the vector is not zero")
		}
	}
}
