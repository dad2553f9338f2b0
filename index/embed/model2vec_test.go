package embed_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/embed"
	"footnote/index/embed/tokenjson"
)

// A part is one tensor of a safetensors file.
type part struct {
	name, dtype string
	shape       []int
	data        any // written by encoding/binary
}

func safetensors(t testing.TB, parts ...part) []byte {
	t.Helper()
	header := map[string]any{"__metadata__": map[string]string{"format": "np"}}
	var data bytes.Buffer
	for _, p := range parts {
		start := data.Len()
		if err := binary.Write(&data, binary.LittleEndian, p.data); err != nil {
			t.Fatal(err)
		}
		header[p.name] = map[string]any{"dtype": p.dtype, "shape": p.shape, "data_offsets": []int{start, data.Len()}}
	}
	text, err := json.Marshal(header)
	if err != nil {
		t.Fatal(err)
	}
	file := binary.LittleEndian.AppendUint64(nil, uint64(len(text)))
	return append(append(file, text...), data.Bytes()...)
}

const wordPieceJSON = `{"normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "lowercase": true},
	"pre_tokenizer": {"type": "BertPreTokenizer"},
	"model": {"type": "WordPiece", "unk_token": "[UNK]", "vocab": {"[UNK]": 0, "rent": 1, "is": 2, "due": 3, "##al": 4}}}`

// model2vecFolder writes a model folder and returns its path.
func model2vecFolder(t testing.TB, tokenizer string, parts ...part) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tiny")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"tokenizer.json":    []byte(tokenizer),
		"model.safetensors": safetensors(t, parts...),
		"config.json":       []byte(`{"model_type": "model2vec", "normalize": true}`),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// rowTypes are five rows of two numbers in every type that rows can have.
var rowTypes = []part{
	{"embeddings", "F32", []int{5, 2}, []float32{9, 9, 1, 0, 0, 2, 3, 4, -1, 0.5}},
	{"embeddings", "F64", []int{5, 2}, []float64{9, 9, 1, 0, 0, 2, 3, 4, -1, 0.5}},
	{"embeddings", "F16", []int{5, 2}, []uint16{0x4880, 0x4880, 0x3c00, 0, 0, 0x4000, 0x4200, 0x4400, 0xbc00, 0x3800}},
	{"embeddings", "BF16", []int{5, 2}, []uint16{0x4110, 0x4110, 0x3f80, 0, 0, 0x4000, 0x4040, 0x4080, 0xbf80, 0x3f00}},
	{"embedding.weight", "I8", []int{5, 2}, []int8{18, 18, 2, 0, 0, 4, 6, 8, -2, 1}},
}

func TestModel2VecAddsUpRows(t *testing.T) {
	for _, rows := range rowTypes {
		model, err := embed.OpenFolder(model2vecFolder(t, wordPieceJSON, rows))
		if err != nil {
			t.Fatalf("%s: %v", rows.dtype, err)
		}
		if model.Dim() != 2 || !strings.HasPrefix(model.Name(), "tiny-2-") {
			t.Errorf("%s: %q has %d dimensions", rows.dtype, model.Name(), model.Dim())
		}
		for _, c := range []struct {
			text string
			want [2]float64 // before normalisation
		}{
			{"Rent is due", [2]float64{4, 6}},
			{"RENTAL, rént!", [2]float64{1, 0.5}},
			{"rentable", [2]float64{0, 0}}, // unknown as a whole
			{"", [2]float64{0, 0}},
		} {
			got := embedAll(t, model, c.text)[0]
			length := math.Max(math.Hypot(c.want[0], c.want[1]), 1e-9)
			for i := range got {
				if math.Abs(float64(got[i])-c.want[i]/length) > 1e-6 {
					t.Errorf("%s: %q is %v, want the direction of %v", rows.dtype, c.text, got, c.want)
				}
			}
		}
	}
}

func TestModel2VecWithSharedRowsAndWeights(t *testing.T) {
	model, err := embed.OpenFolder(model2vecFolder(t, wordPieceJSON,
		part{"embeddings", "F32", []int{2, 2}, []float32{1, 0, 0, 1}},
		part{"mapping", "I64", []int{5}, []int64{0, 0, 1, 1, 0}},
		part{"weights", "F32", []int{5}, []float32{1, 3, 2, 2, 1}},
	))
	if err != nil {
		t.Fatal(err)
	}
	got := embedAll(t, model, "rent is due")[0] // 3·(1,0) + 2·(0,1) + 2·(0,1)
	if math.Abs(float64(got[0])-0.6) > 1e-6 || math.Abs(float64(got[1])-0.8) > 1e-6 {
		t.Errorf("got %v, want 0.6 and 0.8", got)
	}
}

func TestModel2VecNamesDifferWithTheModel(t *testing.T) {
	names := map[string]bool{}
	for _, rows := range rowTypes {
		model, err := embed.OpenFolder(model2vecFolder(t, wordPieceJSON, rows))
		if err != nil {
			t.Fatal(err)
		}
		names[model.Name()] = true
	}
	model, err := embed.OpenFolder(model2vecFolder(t, strings.Replace(wordPieceJSON, "due", "owed", 1), rowTypes[0]))
	if err != nil {
		t.Fatal(err)
	}
	names[model.Name()] = true
	if len(names) != len(rowTypes)+1 {
		t.Errorf("%d models have the names %v", len(rowTypes)+1, names)
	}
}

func TestModel2VecRefusesByName(t *testing.T) {
	good := rowTypes[0]
	for _, c := range []struct {
		name string
		dir  string
		want error
	}{
		{"no folder", filepath.Join(t.TempDir(), "none"), os.ErrNotExist},
		{"other tokenizer", model2vecFolder(t, `{"model": {"type": "Sparrow", "vocab": {}}}`, good), tokenjson.ErrUnsupported},
		{"no embeddings", model2vecFolder(t, wordPieceJSON, part{"other", "F32", []int{1, 1}, []float32{1}}), embed.ErrNotModel},
		{"other numbers", model2vecFolder(t, wordPieceJSON, part{"embeddings", "C64", []int{5, 2}, []float32{1}}), embed.ErrVersion},
		{"too few rows", model2vecFolder(t, wordPieceJSON, part{"embeddings", "F32", []int{2, 2}, []float32{1, 2, 3, 4}}), embed.ErrDamaged},
		{"wrong shape", model2vecFolder(t, wordPieceJSON, part{"embeddings", "F32", []int{5, 3}, []float32{1, 2, 3, 4}}), embed.ErrDamaged},
		{"row out of range", model2vecFolder(t, wordPieceJSON, good, part{"mapping", "I32", []int{5}, []int32{0, 1, 2, 3, 5}}), embed.ErrDamaged},
		{"too few weights", model2vecFolder(t, wordPieceJSON, good, part{"weights", "F32", []int{2}, []float32{1, 1}}), embed.ErrDamaged},
	} {
		if _, err := embed.OpenFolder(c.dir); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func FuzzModel2Vec(f *testing.F) {
	for _, rows := range rowTypes {
		f.Add(safetensors(f, rows))
	}
	f.Add(safetensors(f, rowTypes[0], part{"mapping", "I64", []int{5}, []int64{0, 0, 1, 1, 0}}))
	dir := model2vecFolder(f, wordPieceJSON, rowTypes[0])
	f.Fuzz(func(t *testing.T, file []byte) {
		if err := os.WriteFile(filepath.Join(dir, "model.safetensors"), file, 0o600); err != nil {
			t.Fatal(err)
		}
		model, err := embed.OpenFolder(dir)
		if err != nil {
			return
		}
		for _, vector := range embedAll(t, model, "rental is due", "") {
			if length := dot(vector, vector); length != 0 && math.Abs(length-1) > 1e-3 && !math.IsNaN(length) {
				t.Errorf("length %f", length)
			}
		}
	})
}
