package tokenjson_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"footnote/index/embed/tokenjson"
)

// describe returns a tokenizer.json with three parts.
func describe(normalizer, preTokenizer, model string) string {
	for _, part := range []*string{&normalizer, &preTokenizer} {
		if *part == "" {
			*part = "null"
		}
	}
	return fmt.Sprintf(`{"normalizer": %s, "pre_tokenizer": %s, "model": %s}`, normalizer, preTokenizer, model)
}

// vocabulary returns a JSON object that maps tokens to their indices.
func vocabulary(tokens ...string) string {
	ids := map[string]int{}
	for i, token := range tokens {
		ids[token] = i
	}
	text, err := json.Marshal(ids)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func read(t testing.TB, description string) *tokenjson.Tokenizer {
	t.Helper()
	tokenizer, err := tokenjson.Read(strings.NewReader(description))
	if err != nil {
		t.Fatal(err)
	}
	return tokenizer
}

const bert = `{"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true}`

func wordPieceModel(tokens ...string) string {
	return fmt.Sprintf(`{"type": "WordPiece", "unk_token": "[UNK]", "max_input_chars_per_word": 10, "vocab": %s}`, vocabulary(tokens...))
}

func bpeModel(more, merges string, tokens ...string) string {
	return fmt.Sprintf(`{"type": "BPE", "vocab": %s, "merges": %s %s}`, vocabulary(tokens...), merges, more)
}

const unigramModel = `{"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0], ["▁", -3], ["▁to", -2], ["▁token", -3], ["ken", -2.5], ["s", -1], ["é", -2], ["▁a", -2]]}`

func TestIDs(t *testing.T) {
	meta := `{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": false}`
	for _, c := range []struct {
		name, description, text string
		want                    []int
	}{
		{"word pieces", describe(bert, `{"type": "BertPreTokenizer"}`, wordPieceModel("[UNK]", "un", "##know", "##n", "!", "cafe")), "Unknown café!", []int{1, 2, 3, 5, 4}},
		{"unknown words", describe(bert, `{"type": "BertPreTokenizer"}`, wordPieceModel("[UNK]", "un")), "unk un", []int{0, 1}},
		{"long words", describe(bert, `{"type": "BertPreTokenizer"}`, wordPieceModel("a", "##a", "[UNK]")), "aaaaaaaaaaa a", []int{2, 0}},
		{"ideographs stand alone", describe(bert, `{"type": "BertPreTokenizer"}`, wordPieceModel("世", "界", "a")), "a世界\u0000", []int{2, 0, 1}},
		{"whole words", describe("", `{"type": "Whitespace"}`, `{"type": "WordLevel", "vocab": {"it": 0, "'": 1, "s_2": 2}}`), "it's_2 them", []int{0, 1, 2}},
		{"white space alone", describe("", `{"type": "WhitespaceSplit"}`, `{"type": "WordLevel", "vocab": {"it": 0, "it's": 1}}`), " it's\tit", []int{1, 0}},
		{"punctuation", describe("", `{"type": "Punctuation"}`, `{"type": "WordLevel", "vocab": {"a": 0, ".": 1}}`), "a..a", []int{0, 1, 1, 0}},
		{"digits", describe("", `{"type": "Digits", "individual_digits": true}`, `{"type": "WordLevel", "vocab": {"a": 0, "1": 1, "12": 2}}`), "a12", []int{0, 1}},
		{"digits together", describe("", `{"type": "Digits"}`, `{"type": "WordLevel", "vocab": {"a": 0, "1": 1, "12": 2}}`), "a12", []int{0, 2}},
		{
			"merges in the order of their ranks", // "low" before "er": l o w e r → lo w e r → low e r → low er
			describe("", `{"type": "WhitespaceSplit"}`, bpeModel("", `["l o", "lo w", ["e", "r"], "low er"]`, "l", "o", "w", "e", "r", "lo", "low", "er", "lower")), "lower lowe", []int{8, 6, 3},
		},
		{"merges from the left", describe("", "", bpeModel("", `["a a"]`, "a", "aa")), "aaaaa", []int{1, 1, 0}},
		{"bytes for what has no token", describe("", "", bpeModel(`, "byte_fallback": true`, `[]`, "a", "<0xC3>", "<0xA9>")), "aé", []int{0, 1, 2}},
		{"what has no token is left out", describe("", "", bpeModel("", `[]`, "a")), "éa", []int{0}},
		{"words before merges", describe("", "", bpeModel(`, "ignore_merges": true`, `[]`, "a", "b", "ab")), "ab", []int{2}},
		{"ends of words", describe("", `{"type": "WhitespaceSplit"}`, bpeModel(`, "end_of_word_suffix": "</w>"`, `["a b</w>"]`, "a", "b</w>", "ab</w>", "b")), "ab ba", []int{2, 3}},
		{
			"bytes as characters",
			describe("", `{"type": "ByteLevel", "add_prefix_space": false}`, bpeModel("", `["Ġ b", "Ã ©"]`, "a", "Ġ", "b", "Ġb", "Ã", "©", "Ã©", "'", "s")), "a b's  é",
			[]int{0, 3, 7, 8, 1, 1, 6},
		},
		{"the most probable pieces", describe("", meta, unigramModel), "tokens", []int{3, 5}},
		{"adjacent unknown characters", describe("", meta, unigramModel), "to€¥s", []int{2, 0, 5}},
		{"spaces as characters", describe("", meta, unigramModel), "to a", []int{2, 7}},
		{"cut at spaces", describe("", `{"type": "Metaspace", "replacement": "▁", "add_prefix_space": true}`, unigramModel), "to a", []int{2, 7}},
		{
			"normalizers in order",
			describe(`{"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "StripAccents"}, {"type": "Lowercase"},
				{"type": "Replace", "pattern": {"String": "!"}, "content": " ! "}, {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "},
				{"type": "Strip", "strip_left": true, "strip_right": true}]}`, `{"type": "WhitespaceSplit"}`, `{"type": "WordLevel", "vocab": {"e": 0, "!": 1}}`), " É!\n!",
			[]int{0, 1, 1},
		},
		{"compatible characters", describe(`{"type": "Precompiled", "precompiled_charsmap": "AA=="}`, "", `{"type": "WordLevel", "vocab": {"fi 1 ": 0}}`), "ﬁ\u00a0①\u200b", []int{0}},
		{"prepended", describe(`{"type": "Prepend", "prepend": "x"}`, "", `{"type": "WordLevel", "vocab": {"xa": 0}}`), "a", []int{0}},
		{
			"split by an expression", describe("", `{"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": "-+"}, "behavior": "Isolated"},
				{"type": "Split", "pattern": {"String": " "}, "behavior": "Removed"}]}`, `{"type": "WordLevel", "vocab": {"a": 0, "--": 1}}`), "a--a a", []int{0, 1, 0, 0},
		},
		{"kept by an expression", describe("", `{"type": "Split", "pattern": {"Regex": "a+"}, "behavior": "Removed", "invert": true}`, `{"type": "WordLevel", "vocab": {"aa": 0, "b": 1}}`), "aabaa", []int{0, 0}},
		{"nothing", describe("", meta, unigramModel), "", nil},
	} {
		if got := read(t, c.description).AppendIDs(nil, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q gives %v, want %v", c.name, c.text, got, c.want)
		}
	}
}

func TestKnownIDs(t *testing.T) {
	for _, c := range []struct {
		name, description, text string
		want                    []int
	}{
		{"words", describe(bert, `{"type": "BertPreTokenizer"}`, wordPieceModel("[UNK]", "un")), "unk un", []int{9, 1}},
		{"characters", describe("", `{"type": "Metaspace", "prepend_scheme": "always"}`, unigramModel), "to€s", []int{9, 2, 5}},
		{"none is unknown", describe("", `{"type": "WhitespaceSplit"}`, `{"type": "WordLevel", "vocab": {"a": 0}}`), "a b", []int{9, 0}},
	} {
		if got := read(t, c.description).AppendKnown([]int{9}, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q gives %v, want %v", c.name, c.text, got, c.want)
		}
	}
}

func TestTemplates(t *testing.T) {
	const bertTemplate = `{"type": "TemplateProcessing",
		"single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
		"pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
			{"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
		"special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [101], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [102], "tokens": ["[SEP]"]}}}`
	for _, c := range []struct {
		name, processor   string
		single            []int
		pair, types       []int
		largestID, addedN int
	}{
		{"none", "null", []int{1, 2}, []int{1, 2, 3}, []int{0, 0, 1}, 0, 0},
		{"template", bertTemplate, []int{101, 1, 2, 102}, []int{101, 1, 2, 102, 3, 102}, []int{0, 0, 0, 0, 1, 1}, 103, 2},
		{"BERT", `{"type": "BertProcessing", "sep": ["[SEP]", 102], "cls": ["[CLS]", 101]}`, []int{101, 1, 2, 102}, []int{101, 1, 2, 102, 3, 102}, []int{0, 0, 0, 0, 1, 1}, 103, 2},
		{"RoBERTa", `{"type": "RobertaProcessing", "sep": ["</s>", 5], "cls": ["<s>", 0]}`, []int{0, 1, 2, 5}, []int{0, 1, 2, 5, 5, 3, 5}, []int{0, 0, 0, 0, 0, 0, 0}, 6, 2},
		{"sequence", `{"type": "Sequence", "processors": [{"type": "ByteLevel"}, ` + bertTemplate + `]}`, []int{101, 1, 2, 102}, []int{101, 1, 2, 102, 3, 102}, []int{0, 0, 0, 0, 1, 1}, 103, 2},
	} {
		tokenizer := read(t, fmt.Sprintf(`{"post_processor": %s, "model": {"type": "WordLevel", "vocab": {"a": 0}}}`, c.processor))
		single, _ := tokenizer.Single().Build([]int{1, 2}, nil)
		pair, types := tokenizer.Pair().Build([]int{1, 2}, []int{3})
		if !slices.Equal(single, c.single) || !slices.Equal(pair, c.pair) || !slices.Equal(types, c.types) {
			t.Errorf("%s: %v, %v of the types %v", c.name, single, pair, types)
		}
		if tokenizer.Size() != max(c.largestID, 1) || tokenizer.Single().Added() != c.addedN {
			t.Errorf("%s: size %d, %d added", c.name, tokenizer.Size(), tokenizer.Single().Added())
		}
	}
}

func TestReadRefusesWhatItDoesNotKnow(t *testing.T) {
	level := `{"type": "WordLevel", "vocab": {"a": 0}}`
	for name, description := range map[string]string{
		"model":             describe("", "", `{"type": "Sparrow"}`),
		"normalizer":        describe(`{"type": "Sparrow"}`, "", level),
		"normalizer inside": describe(`{"type": "Sequence", "normalizers": [{"type": "Sparrow"}]}`, "", level),
		"pre-tokenizer":     describe("", `{"type": "Sparrow"}`, level),
		"looking ahead":     describe("", `{"type": "Split", "pattern": {"Regex": "a(?!b)"}, "behavior": "Isolated"}`, level),
		"split":             describe("", `{"type": "Split", "pattern": {"String": "a"}, "behavior": "MergedWithNext"}`, level),
		"no vocabulary":     describe("", "", `{"type": "WordLevel"}`),
		"negative":          describe("", "", `{"type": "WordPiece", "vocab": {"a": -1}}`),
		"merge":             describe("", "", bpeModel("", `["ab"]`, "a")),
		"unknown token":     describe("", "", `{"type": "Unigram", "unk_id": 7, "vocab": [["a", 0]]}`),
		"charsmap":          describe(`{"type": "Precompiled", "precompiled_charsmap": "/////wAA"}`, "", level),
		"post-processor":    `{"post_processor": {"type": "Sparrow"}, "model": ` + level + `}`,
		"special token":     `{"post_processor": {"type": "BertProcessing", "sep": ["a", -1], "cls": ["b", 0]}, "model": ` + level + `}`,
		"template":          `{"post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}]}, "model": ` + level + `}`,
		"score":             describe("", "", `{"type": "Unigram", "vocab": [["a", "b"]]}`),
	} {
		if _, err := tokenjson.Read(strings.NewReader(description)); !errors.Is(err, tokenjson.ErrUnsupported) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := tokenjson.Read(strings.NewReader("no JSON")); err == nil {
		t.Error("text that is not JSON is read")
	}
}

func FuzzIDs(f *testing.F) {
	meta := `{"type": "Metaspace", "replacement": "▁", "split": true}`
	tokenizers := []*tokenjson.Tokenizer{
		read(f, describe(bert, `{"type": "BertPreTokenizer"}`, wordPieceModel("a", "##b", "世"))),
		read(f, describe("", `{"type": "ByteLevel"}`, bpeModel("", `["a b"]`, "a", "b", "ab", "Ġ"))),
		read(f, describe(`{"type": "Precompiled"}`, meta, unigramModel)),
	}
	for _, text := range []string{"a b", "世界 é", "\xff a", "it's  ", "▁▁"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for i, tokenizer := range tokenizers {
			for _, id := range tokenizer.AppendIDs(nil, text) {
				if id < 0 || id >= tokenizer.Size() {
					t.Fatalf("tokenizer %d gives %d of %d", i, id, tokenizer.Size())
				}
			}
		}
	})
}
