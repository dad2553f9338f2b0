package embed_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"strings"
	"sync"
	"testing"

	"footnote/index/embed"
)

var texts = []string{
	chunk,
	wordier,
	"How do I renew my passport?",
	"getUserName in snake_case, HTTPServer2 and 3.5 km",
	"Привет, мир! 你好世界 ひらがな สวัสดี",
	"İstanbul’da ﬁne Straße ½ … soft\u00adhyphen",
	"a",
	strings.Repeat("the rent is due and the landlord waits ", 300),
}

func embedAll(t testing.TB, model embed.Model, texts ...string) [][]float32 {
	t.Helper()
	vectors, err := model.EmbedDocuments(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	return vectors
}

func TestVectorsAreOfUnitLength(t *testing.T) {
	model := builtin(t)
	for i, vector := range embedAll(t, model, texts...) {
		if len(vector) != model.Dim() {
			t.Errorf("%.40q has %d numbers, want %d", texts[i], len(vector), model.Dim())
		}
		if length := math.Sqrt(dot(vector, vector)); math.Abs(length-1) > 1e-6 {
			t.Errorf("%.40q has length %f", texts[i], length)
		}
	}
}

func TestTextWithoutTokensHasZeroVector(t *testing.T) {
	for i, vector := range embedAll(t, builtin(t), "", "  \n", "?! – …", "\xff\xfe", "🙂") {
		for _, x := range vector {
			if x != 0 {
				t.Fatalf("text %d has %f", i, x)
			}
		}
	}
}

func TestQueryIsTreatedAsDocument(t *testing.T) {
	model := builtin(t)
	for i, want := range embedAll(t, model, texts...) {
		got, err := model.EmbedQuery(t.Context(), texts[i])
		if err != nil {
			t.Fatal(err)
		}
		if dot(got, want) < 1-1e-6 {
			t.Errorf("%.40q: query and document differ", texts[i])
		}
	}
}

// TestNearestInMeaning compares a text with one of the same meaning and one of another.
func TestNearestInMeaning(t *testing.T) {
	model := builtin(t)
	for _, c := range []struct{ text, near, far string }{
		{"The cat sleeps.", "a dog naps on the sofa", "the invoice is overdue"},
		{"How do I renew my passport?", "replacing an expiring travel document", "bake the cake in the oven"},
		{"Her physician prescribed tablets.", "the doctor gave out some medicine", "the train leaves at noon"},
		{"Paris est à côté: café", "cafe in paris", "тест"},
		{"getUserName", "get the user name", "weather tomorrow"},
		{"Straße", "strasse", "weather"},
		{"Привет, мир", "мир!", "собака"},
		{"世界人权宣言", "人权", "天气预报"},
	} {
		v := embedAll(t, model, c.text, c.near, c.far)
		if near, far := dot(v[0], v[1]), dot(v[0], v[2]); near <= far {
			t.Errorf("%q is at %.3f from %q and at %.3f from %q", c.text, near, c.near, far, c.far)
		}
	}
}

func TestLongTextIsTheSumOfItsBlocks(t *testing.T) {
	v := embedAll(t, builtin(t), chunk, strings.Repeat(chunk+"\n", 40))
	if cosine := dot(v[0], v[1]); cosine < 1-1e-6 {
		t.Errorf("a text and itself forty times over have cosine %f", cosine)
	}
}

func TestExplainAddsUpToTheCosine(t *testing.T) {
	model := builtin(t)
	vectors := embedAll(t, model, texts...)
	for i, query := range texts {
		for j, passage := range texts {
			var sum float64
			for _, c := range model.Explain(vectors[i], passage) {
				if c.Start < 0 || c.Start >= c.End || c.End > len(passage) {
					t.Fatalf("%.40q: span %d to %d", passage, c.Start, c.End)
				}
				sum += c.Weight
			}
			if cosine := dot(vectors[i], vectors[j]); math.Abs(sum-cosine) > 1e-5 {
				t.Errorf("%.40q in %.40q: contributions add up to %f, the cosine is %f", query, passage, sum, cosine)
			}
		}
	}
	for _, c := range model.Explain(make([]float32, model.Dim()), "some words") {
		if c.Weight != 0 {
			t.Errorf("a query without tokens is explained by %v", c)
		}
	}
}

func TestExplainNamesTheWords(t *testing.T) {
	const passage = "On Tuesday the physician wrote a prescription."
	model := builtin(t)
	best := embed.Contribution{Weight: -1}
	for _, c := range model.Explain(embedAll(t, model, "medicine from a doctor")[0], passage) {
		if c.Weight > best.Weight {
			best = c
		}
	}
	if word := passage[best.Start:best.End]; word != "physician" && word != "prescription" {
		t.Errorf("the word that counts most is %q", word)
	}
}

func TestCancelledEmbeddingGivesTheReason(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if v, err := builtin(t).EmbedDocuments(ctx, texts); !errors.Is(err, context.Canceled) || v != nil {
		t.Errorf("EmbedDocuments gave %d vectors and %v", len(v), err)
	}
	if v, err := builtin(t).EmbedQuery(ctx, "text"); !errors.Is(err, context.Canceled) || v != nil {
		t.Errorf("EmbedQuery gave %d numbers and %v", len(v), err)
	}
}

func TestConcurrentUse(t *testing.T) {
	model := builtin(t)
	want := embedAll(t, model, texts...)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			got, err := model.EmbedDocuments(t.Context(), texts)
			if err != nil {
				t.Error(err)
				return
			}
			for i := range got {
				if dot(got[i], want[i]) < 1-1e-6 {
					t.Errorf("%.40q has another vector at the same time", texts[i])
				}
			}
		})
	}
	wait.Wait()
}

func TestBuiltinIsSmallAndNamed(t *testing.T) {
	model := builtin(t)
	if !strings.HasPrefix(model.Name(), "footnote-en-") {
		t.Errorf("name is %q", model.Name())
	}
	if notice := string(readFile(t, "PROVENANCE.md")); model.Notice() != notice {
		t.Error("the notice in the file is not PROVENANCE.md")
	}
	const limit = 16_000_000
	if size := len(readFile(t, "footnote-en.bin")); size > limit {
		t.Errorf("the file has %d bytes, want at most %d", size, limit)
	}
}

// Embedding allocates only its result.
func TestEmbeddingAllocatesItsResultOnly(t *testing.T) {
	model := builtin(t)
	for _, text := range texts {
		one := []string{text}
		if n := testing.AllocsPerRun(20, func() { _, _ = model.EmbedDocuments(context.Background(), one) }); n > 2 {
			t.Errorf("%.40q: %v allocations, want the block and the slice of vectors", text, n)
		}
	}
}

// small is a table with the letters, a few words and simple numbers.
func small() embed.Table {
	table := embed.Table{Name: "small", Notice: "made by a test", Dim: 8}
	for _, c := range "abcdefghijklmnopqrstuvwxyz0123456789" {
		table.Vocabulary = append(table.Vocabulary, string(c), "##"+string(c))
	}
	table.Vocabulary = append(table.Vocabulary, "camel", "case", "http", "server", "un", "##known", "##able", "javascript", "cafe", "strasse")
	for i := range table.Vocabulary {
		for j := range table.Dim {
			table.Vectors = append(table.Vectors, float32((i*7+j*13)%17-8))
		}
	}
	return table
}

func smallFile(t testing.TB) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := embed.WriteStatic(&file, small()); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// Cosines are those of the vectors that EmbedDocuments returns, also of single words, which it adds up by a shorter way.
func TestCosines(t *testing.T) {
	model := builtin(t)
	texts := []string{"notice", "The tenant may end the tenancy at any time.", "", "Kühlschrank", "дом"}
	vectors, err := model.EmbedDocuments(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	cosines, err := model.Cosines(t.Context(), texts, vectors)
	if err != nil {
		t.Fatal(err)
	}
	for i := range texts {
		for j := range texts {
			if got, want := cosines[i][j], embed.Cosine(vectors[i], vectors[j]); math.Abs(got-want) > 1e-6 {
				t.Errorf("%q and %q: cosine %v, want %v", texts[i], texts[j], got, want)
			}
		}
	}
}
