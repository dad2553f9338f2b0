package embed_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/embed"
)

// shared returns a folder of the shared data beside the repository, or skips the test.
func shared(t testing.TB, parts ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the working directory")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(append([]string{dir, "..", "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("needs %s", path)
	}
	return path
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// npy returns the data of a NumPy version 1 file.
func npy(t testing.TB, path string) []byte {
	t.Helper()
	file := readFile(t, path)
	return file[10+int(binary.LittleEndian.Uint16(file[8:])):]
}

// trialTable returns the model of ../shared/model as a table.
func trialTable(t testing.TB) embed.Table {
	t.Helper()
	dir := shared(t, "model")
	table := embed.Table{
		Name:       "trial",
		Vocabulary: strings.Split(strings.TrimSuffix(string(readFile(t, filepath.Join(dir, "vocab.txt"))), "\n"), "\n"),
	}
	numbers := npy(t, filepath.Join(dir, "embeddings.int8.npy"))
	scales := npy(t, filepath.Join(dir, "scales.npy"))
	table.Dim = len(numbers) / len(table.Vocabulary)
	table.Vectors = make([]float32, len(numbers))
	for i, b := range numbers {
		scale := math.Float32frombits(binary.LittleEndian.Uint32(scales[i/table.Dim*4:]))
		table.Vectors[i] = float32(int8(b)) * scale
	}
	return table
}

// The vectors of the trial model for five texts come from other code. A model file made from it must give the same vectors.
func TestTrialVectors(t *testing.T) {
	var file bytes.Buffer
	if err := embed.WriteStatic(&file, trialTable(t)); err != nil {
		t.Fatal(err)
	}
	model, err := embed.ReadStatic(&file)
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Cases []struct {
			Text   string
			IDs    []uint32
			First8 []float32
		}
		CosineMatrix [][]float64 `json:"cosine_matrix"`
	}
	if err := json.Unmarshal(readFile(t, shared(t, "model", "test_vectors.json")), &want); err != nil {
		t.Fatal(err)
	}
	if len(want.Cases) == 0 {
		t.Fatal("no cases")
	}
	var texts []string
	for _, c := range want.Cases {
		texts = append(texts, c.Text)
	}
	vectors, err := model.EmbedDocuments(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	const tolerance = 1e-4
	for i, c := range want.Cases {
		tokens := model.Tokens(c.Text)
		if len(tokens) != len(c.IDs) {
			t.Fatalf("%q: %d tokens, want %d", c.Text, len(tokens), len(c.IDs))
		}
		for j, token := range tokens {
			if token.ID != c.IDs[j] {
				t.Errorf("%q: token %d is %d, want %d", c.Text, j, token.ID, c.IDs[j])
			}
		}
		for j, x := range c.First8 {
			if math.Abs(float64(vectors[i][j]-x)) > tolerance {
				t.Errorf("%q: number %d is %f, want %f", c.Text, j, vectors[i][j], x)
			}
		}
		for j, cosine := range want.CosineMatrix[i] {
			if got := dot(vectors[i], vectors[j]); math.Abs(got-cosine) > tolerance {
				t.Errorf("cosine of %d and %d is %f, want %f", i, j, got, cosine)
			}
		}
	}
}

func dot(a, b []float32) float64 {
	var sum float64
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
