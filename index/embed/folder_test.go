package embed_test

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/index/embed"
	"footnote/index/embed/embedtest"
	"footnote/index/embed/folder"
)

// edited returns the files of the tiny encoder with one changed.
func edited(name string, change func(map[string]any)) map[string][]byte {
	files := embedtest.Files()
	value := map[string]any{}
	_ = json.Unmarshal(files[name], &value) // a file that is not there is empty
	change(value)
	files[name], _ = json.Marshal(value) // the values are plain
	return files
}

func set(key string, value any) func(map[string]any) {
	return func(file map[string]any) { file[key] = value }
}

func TestAnEncoderReadsWords(t *testing.T) {
	model, err := embed.OpenFolder(embedtest.Encoder(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, isEncoder := model.(*embed.Encoder); !isEncoder || model.Dim() != 16 || !strings.HasPrefix(model.Name(), "tiny-encoder-16-") {
		t.Errorf("%T %q of %d dimensions", model, model.Name(), model.Dim())
	}
	v := embedAll(t, model, "Bake the bread.", "the OVEN", "a penguin among birds", "", "\xff")
	if near, far := dot(v[0], v[1]), dot(v[0], v[2]); near < 0.9 || far > 0.3 {
		t.Errorf("near %f, far %f", near, far)
	}
	if dot(v[3], v[3]) != 0 {
		t.Errorf("nothing has the vector %v", v[3])
	}
	if _, _, err := embed.Measure(t.Context(), model); err != nil {
		t.Error(err)
	}
}

// All parts of a text count, however long it is.
func TestALongTextIsReadToItsEnd(t *testing.T) {
	model, err := embed.OpenFolder(embedtest.Encoder(t))
	if err != nil {
		t.Fatal(err)
	}
	v := embedAll(t, model, strings.Repeat("bread ", 100)+strings.Repeat("fish ", 100), "bread", "fish")
	if a, b := dot(v[0], v[1]), dot(v[0], v[2]); math.Abs(a-b) > 0.2 || a < 0.5 {
		t.Errorf("the beginning counts %f, the end %f", a, b)
	}
}

func TestPrefixesOfTheFolder(t *testing.T) {
	plain, err1 := embed.OpenFolder(embedtest.Encoder(t))
	prompted, err2 := embed.OpenFolder(embedtest.Write(t, edited("config_sentence_transformers.json", set("prompts", map[string]string{"query": "bread oven: ", "document": "fish "}))))
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if plain.Name() == prompted.Name() {
		t.Error("models with different prefixes have the same name")
	}
	query := func(m embed.Model, text string) []float32 {
		v, err := m.EmbedQuery(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if c := embed.Cosine(query(prompted, "tax"), query(plain, "bread oven: tax")); c < 0.9999 {
		t.Errorf("a question with its prefix: %f", c)
	}
	if c := embed.Cosine(embedAll(t, prompted, "tax")[0], embedAll(t, plain, "fish tax")[0]); c < 0.9999 {
		t.Errorf("a passage with its prefix: %f", c)
	}
	long := strings.Repeat("tax ", 200) // each of its parts has the prefix
	if c := embed.Cosine(embedAll(t, prompted, long)[0], embedAll(t, plain, "fish "+strings.Repeat("tax ", 61))[0]); c < 0.999 {
		t.Errorf("a long passage with its prefix: %f", c)
	}
}

func TestAStaticEmbedding(t *testing.T) {
	rows := []float32{0, 3, 1, 0, 0, 1, 1, 1, 5, 5}
	files := map[string][]byte{
		"modules.json": []byte(`[{"path": "0_StaticEmbedding", "type": "sentence_transformers.models.StaticEmbedding"},
			{"path": "1_Normalize", "type": "sentence_transformers.models.Normalize"}]`),
		"0_StaticEmbedding/tokenizer.json":    []byte(wordPieceJSON),
		"0_StaticEmbedding/model.safetensors": safetensors(t, part{"embedding.weight", "F32", []int{5, 2}, rows}),
	}
	model, err := embed.OpenFolder(embedtest.Write(t, files))
	if err != nil {
		t.Fatal(err)
	}
	got := embedAll(t, model, "rent unknown")[0] // (1,0) + (0,3) of the unknown token
	if want := []float32{1 / float32(math.Sqrt(10)), 3 / float32(math.Sqrt(10))}; math.Abs(dot(got, want)-1) > 1e-6 {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestFoldersAreRefusedByName(t *testing.T) {
	without := func(name string) map[string][]byte {
		files := embedtest.Files()
		delete(files, name)
		return files
	}
	with := func(name, content string) map[string][]byte {
		files := embedtest.Files()
		files[name] = []byte(content)
		return files
	}
	weights := embedtest.Files()["model.safetensors"]
	huge := binary.LittleEndian.AppendUint64(nil, 1<<40)
	for name, c := range map[string]struct {
		files   map[string][]byte
		file    string
		problem folder.Problem
	}{
		"nothing":              {map[string][]byte{"a": nil}, "tokenizer.json", folder.NoFile},
		"no weights":           {without("model.safetensors"), "model.safetensors", folder.NoFile},
		"no tokenizer":         {without("tokenizer.json"), "tokenizer.json", folder.NoFile},
		"no pooling":           {without("1_Pooling/config.json"), "1_Pooling/config.json", folder.NoFile},
		"another model":        {edited("config.json", set("model_type", "gpt2")), "config.json", folder.Unsupported},
		"another position":     {edited("config.json", set("position_embedding_type", "relative_key")), "config.json", folder.Unsupported},
		"another activation":   {edited("config.json", set("hidden_act", "snake")), "config.json", folder.Unsupported},
		"too many layers":      {edited("config.json", set("num_hidden_layers", 1e6)), "config.json", folder.TooLarge},
		"too wide":             {edited("config.json", set("hidden_size", 1<<40)), "config.json", folder.TooLarge},
		"no heads":             {edited("config.json", set("num_attention_heads", 0)), "config.json", folder.Damaged},
		"a negative size":      {edited("config.json", set("intermediate_size", -16)), "config.json", folder.Damaged},
		"heads that do not go": {edited("config.json", set("num_attention_heads", 3)), "config.json", folder.Damaged},
		"few tokens":           {edited("sentence_bert_config.json", set("max_seq_length", 2)), "config.json", folder.Damaged},
		"not JSON":             {with("config.json", "no JSON"), "config.json", folder.Damaged},
		"a long file":          {with("config.json", strings.Repeat(" ", 2<<20)), "config.json", folder.TooLarge},
		"max pooling":          {with("1_Pooling/config.json", `{"pooling_mode_max_tokens": true}`), "1_Pooling/config.json", folder.Unsupported},
		"two poolings":         {with("1_Pooling/config.json", `{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": true}`), "1_Pooling/config.json", folder.Unsupported},
		"a way out":            {with("modules.json", `[{"path": "../../etc", "type": "models.Transformer"}]`), "modules.json", folder.Outside},
		"an absolute path":     {with("modules.json", `[{"path": "/etc", "type": "models.Transformer"}]`), "modules.json", folder.Outside},
		"an unknown module":    {with("modules.json", `[{"path": "", "type": "models.Transformer"}, {"path": "x", "type": "models.LSTM"}]`), "modules.json", folder.Unsupported},
		"only pooling":         {with("modules.json", `[{"path": "", "type": "models.Pooling"}]`), "modules.json", folder.Unsupported},
		"a long prefix": {
			edited("config_sentence_transformers.json", set("prompts", map[string]string{"query": strings.Repeat("bread ", 40)})),
			"config_sentence_transformers.json", folder.TooLarge,
		},
		"another tokenizer":  {with("tokenizer.json", `{"model": {"type": "Sparrow", "vocab": {}}}`), "tokenizer.json", folder.Unsupported},
		"a broken tokenizer": {with("tokenizer.json", `{"model`), "tokenizer.json", folder.Damaged},
		"a large tokenizer":  {with("tokenizer.json", `{"model": {"type": "WordPiece", "vocab": {"a": 100000}}}`), "model.safetensors", folder.Damaged},
		"cut weights":        {with("model.safetensors", string(weights[:len(weights)/2])), "model.safetensors", folder.Damaged},
		"no list of tensors": {with("model.safetensors", string(huge)), "model.safetensors", folder.Damaged},
		"other weights":      {with("model.safetensors", string(safetensors(t, part{"other", "F32", []int{1}, []float32{1}}))), "model.safetensors", folder.Damaged},
		"another shape":      {edited("config.json", set("intermediate_size", 32)), "model.safetensors", folder.Damaged},
	} {
		_, err := embed.OpenFolder(embedtest.Write(t, c.files))
		var wrong *folder.Error
		if !errors.As(err, &wrong) || wrong.File != c.file || wrong.Problem != c.problem {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// FuzzFolder holds that no folder makes OpenFolder, or the model that it returns, panic.
func FuzzFolder(f *testing.F) {
	files := embedtest.Files()
	files["config_sentence_transformers.json"] = []byte(`{"prompts": {"query": "q: "}}`)
	names := slices.Sorted(maps.Keys(files))
	for i, name := range names {
		f.Add(uint8(i), files[name])
	}
	dir := embedtest.Write(f, files)
	f.Fuzz(func(t *testing.T, which uint8, content []byte) {
		path := filepath.Join(dir, filepath.FromSlash(names[int(which)%len(names)]))
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		defer os.WriteFile(path, files[names[int(which)%len(names)]], 0o600)
		model, err := embed.OpenFolder(dir)
		if err != nil {
			return
		}
		for _, v := range embedAll(t, model, "bread in the oven", strings.Repeat("fish tax ", 40)) {
			if length := dot(v, v); length != 0 && math.Abs(length-1) > 1e-3 {
				t.Errorf("length %f", length)
			}
		}
	})
}
