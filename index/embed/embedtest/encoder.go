// Package embedtest makes models for tests: Encoder one that knows a few words, Random one of any shape.
package embedtest

import (
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Subjects are the words that the models know, by subject: those of the questions and passages that embed.Measure tries a model with, and two
// more; no other model knows the last.
var Subjects = []string{
	"notice tenancy flat tenant landlord", "bake bread oven loaf", "washing machine drum pump", "king treaty peace crown",
	"medicine fever paracetamol temperature", "linked list nodes pointer", "penguins birds krill fish", "tax company profit income",
	"car automobile vehicle engine", "zambrit quorxel",
}

const hidden = 16 // numbers in a vector: a subject each, and some to spare

// Files returns the files of a model as sentence-transformers publishes it: a BERT of one layer which leaves its embeddings as they are. Two
// texts are near if they have words of one subject.
func Files() map[string][]byte {
	vocabulary := map[string]int{"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}
	words := make([]float32, len(vocabulary)*hidden)
	for i, subject := range Subjects {
		for _, word := range strings.Fields(subject) {
			vocabulary[word] = len(vocabulary)
			row := make([]float32, hidden)
			row[i] = 1
			words = append(words, row...)
		}
	}
	special := func(token string, id int) map[string]any {
		return map[string]any{"id": token, "ids": []int{id}, "tokens": []string{token}}
	}
	part := func(kind, id string) map[string]any {
		return map[string]any{kind: map[string]any{"id": id, "type_id": 0}}
	}
	single := []any{part("SpecialToken", "[CLS]"), part("Sequence", "A"), part("SpecialToken", "[SEP]")}
	files := map[string]any{
		"config.json": map[string]any{
			"model_type": "bert", "vocab_size": len(vocabulary), "hidden_size": hidden, "num_hidden_layers": 1, "num_attention_heads": 2,
			"intermediate_size": hidden, "hidden_act": "gelu", "max_position_embeddings": 64, "type_vocab_size": 2, "layer_norm_eps": 1e-12,
			"pad_token_id": 0,
		},
		"modules.json": []map[string]string{
			{"path": "", "type": "sentence_transformers.models.Transformer"},
			{"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
			{"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
		},
		"1_Pooling/config.json": map[string]any{"word_embedding_dimension": hidden, "pooling_mode_mean_tokens": true},
		"tokenizer.json": map[string]any{
			"normalizer":     map[string]any{"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "lowercase": true},
			"pre_tokenizer":  map[string]any{"type": "BertPreTokenizer"},
			"post_processor": map[string]any{"type": "TemplateProcessing", "single": single, "pair": single, "special_tokens": map[string]any{"[CLS]": special("[CLS]", 1), "[SEP]": special("[SEP]", 2)}},
			"model":          map[string]any{"type": "WordPiece", "unk_token": "[UNK]", "vocab": vocabulary},
		},
	}
	all := map[string][]byte{"model.safetensors": weights(words)}
	for name, value := range files {
		all[name] = plain(value)
	}
	return all
}

// weights returns a safetensors file with words as embeddings. Its layers give 0, and its normalisations change nothing else.
func weights(words []float32) []byte {
	header := map[string]any{}
	var data []byte
	add := func(name string, numbers []float32, shape ...int) {
		start := len(data)
		data, _ = binary.Append(data, binary.LittleEndian, numbers) // floats can be written
		header[name] = map[string]any{"dtype": "F32", "shape": shape, "data_offsets": []int{start, len(data)}}
	}
	add("embeddings.word_embeddings.weight", words, len(words)/hidden, hidden)
	add("embeddings.position_embeddings.weight", make([]float32, 64*hidden), 64, hidden)
	add("embeddings.token_type_embeddings.weight", make([]float32, 2*hidden), 2, hidden)
	for _, name := range []string{"embeddings.LayerNorm", "encoder.layer.0.attention.output.LayerNorm", "encoder.layer.0.output.LayerNorm"} {
		add(name+".weight", slices.Repeat([]float32{1}, hidden), hidden)
		add(name+".bias", make([]float32, hidden), hidden)
	}
	for _, name := range []string{"attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "intermediate.dense", "output.dense"} {
		add(fmt.Sprintf("encoder.layer.0.%s.weight", name), make([]float32, hidden*hidden), hidden, hidden)
		add(fmt.Sprintf("encoder.layer.0.%s.bias", name), make([]float32, hidden), hidden)
	}
	text := plain(header)
	return append(append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...), data...)
}

// Encoder writes the files of a model, without those whose names are left out, and returns their folder.
func Encoder(t testing.TB, without ...string) string {
	t.Helper()
	files := Files()
	for _, name := range without {
		delete(files, name)
	}
	return Write(t, files)
}

// Write writes files into a new folder named tiny-encoder, and returns it.
func Write(t testing.TB, files map[string][]byte) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tiny-encoder")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, files[name], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
