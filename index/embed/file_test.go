package embed_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/embed"
)

func TestFileKeepsTheDirectionsAndLengths(t *testing.T) {
	table := small()
	model := smallModel(t)
	if model.Dim() != table.Dim || model.Notice() != table.Notice || !strings.HasPrefix(model.Name(), "small-8-") {
		t.Errorf("got %q of %d with notice %q", model.Name(), model.Dim(), model.Notice())
	}
	want := make([]float64, table.Dim)
	for _, word := range []string{"camel", "case", "case", "server"} {
		for i, token := range table.Vocabulary {
			if token == word {
				for j := range want {
					want[j] += float64(table.Vectors[i*table.Dim+j])
				}
			}
		}
	}
	var squares float64
	for _, x := range want {
		squares += x * x
	}
	for i, x := range embedAll(t, model, "camel case case server")[0] {
		if w := want[i] / math.Sqrt(squares); math.Abs(float64(x)-w) > 0.005 {
			t.Errorf("number %d is %f, want %f", i, x, w)
		}
	}
}

// resealed returns file with one change and a checksum that matches.
func resealed(file []byte, change func(body []byte)) []byte {
	body := bytes.Clone(file[:len(file)-sha256.Size])
	change(body)
	sum := sha256.Sum256(body)
	return append(body, sum[:]...)
}

func put(offset int, value uint32) func([]byte) {
	return func(body []byte) { binary.LittleEndian.PutUint32(body[offset:], value) }
}

func TestReaderRefusesByName(t *testing.T) {
	file := smallFile(t)
	flipped := bytes.Clone(file)
	flipped[len(flipped)/2] ^= 1
	vocabularyAt := 36 + len("small") + len("made by a test")
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"empty", nil, embed.ErrNotModel},
		{"text", bytes.Repeat([]byte("words "), 50), embed.ErrNotModel},
		{"later version", resealed(file, put(8, 2)), embed.ErrVersion},
		{"other tokenizer", resealed(file, put(20, 9)), embed.ErrVersion},
		{"flipped bit", flipped, embed.ErrChecksum},
		{"cut short", file[:len(file)-1], embed.ErrChecksum},
		{"something after it", append(bytes.Clone(file), 0), embed.ErrChecksum},
		{"no dimensions", resealed(file, put(12, 0)), embed.ErrDamaged},
		{"odd dimensions", resealed(file, put(12, 12)), embed.ErrDamaged},
		{"too many rows", resealed(file, put(16, math.MaxUint32)), embed.ErrDamaged},
		{"a row more", resealed(file, put(16, 83)), embed.ErrDamaged},
		{"long name", resealed(file, put(24, math.MaxUint32)), embed.ErrDamaged},
		{"empty token", resealed(file, func(b []byte) { b[vocabularyAt] = '\n' }), embed.ErrDamaged},
		{"token twice", resealed(file, func(b []byte) { b[vocabularyAt] = 'b' }), embed.ErrDamaged},
	} {
		if _, err := embed.ReadStatic(bytes.NewReader(c.file)); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestOpenStatic(t *testing.T) {
	path := filepath.Join(t.TempDir(), "model.bin")
	if _, err := embed.OpenStatic(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
	if err := os.WriteFile(path, smallFile(t), 0o600); err != nil {
		t.Fatal(err)
	}
	model, err := embed.OpenStatic(path)
	if err != nil {
		t.Fatal(err)
	}
	if model.Name() != smallModel(t).Name() {
		t.Errorf("the same file has the names %q and %q", model.Name(), smallModel(t).Name())
	}
}

func TestWriterRefusesATableThatIsNone(t *testing.T) {
	for name, change := range map[string]func(*embed.Table){
		"no tokens":     func(t *embed.Table) { t.Vocabulary, t.Vectors = nil, nil },
		"odd dimension": func(t *embed.Table) { t.Dim = 7 },
		"short vectors": func(t *embed.Table) { t.Vectors = t.Vectors[1:] },
		"token twice":   func(t *embed.Table) { t.Vocabulary[3] = t.Vocabulary[4] },
		"broken token":  func(t *embed.Table) { t.Vocabulary[3] = "two\nlines" },
	} {
		table := small()
		change(&table)
		if err := embed.WriteStatic(io.Discard, table); err == nil {
			t.Errorf("%s: written", name)
		}
	}
}

func FuzzReadStatic(f *testing.F) {
	file := smallFile(f)
	f.Add(file)
	f.Add(file[:40])
	f.Add([]byte("FNSTATIC"))
	f.Fuzz(func(t *testing.T, data []byte) {
		// The checksum would stop the fuzzer early, so half of the inputs get one that matches.
		if len(data) > sha256.Size && data[len(data)-1]&1 == 1 {
			data = resealed(data, func([]byte) {})
		}
		model, err := embed.ReadStatic(bytes.NewReader(data))
		if err != nil {
			return
		}
		vectors, err := model.EmbedDocuments(t.Context(), texts)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range vectors {
			if length := dot(v, v); length != 0 && math.Abs(length-1) > 1e-5 {
				t.Errorf("text %d has length %f", i, length)
			}
		}
	})
}
