// Package folder reads what a model's folder says of itself: which kind of model it is, of which parts it is made, and how texts are written
// for it. It knows the layouts of sentence-transformers (https://sbert.net) and Model2Vec (https://github.com/MinishLab/model2vec).
//
// The folder comes from elsewhere and is not trusted: Read and what it returns use bounded memory, follow no path that leads out of the
// folder, and refuse with an *Error that names the file and what is wrong with it. Start with Read.
package folder

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"footnote/index/embed/safetensors"
)

// A Kind is a kind of model.
type Kind int

const (
	Encoder   Kind = iota // a transformer that reads whole sentences
	Static                // a StaticEmbedding of sentence-transformers: a vector for each token, the unknown one too
	Model2Vec             // a vector for each token, weighted
)

// A Folder is what a model's folder says.
type Folder struct {
	Dir       string
	Kind      Kind
	Weights   string   // file of the transformer's or the tokens' numbers, as a path within Dir
	Tokenizer string   // file of the tokenizer, as a path within Dir
	Query     string   // prefix of a question
	Passage   string   // prefix of a passage
	Prompted  bool     // the folder says what the prefixes are
	read      []string // files that were read

	// Of an Encoder:
	Config    Config
	MaxTokens int // the model reads at a time, with special tokens
	Lowercase bool
	Pooling   Pooling
	Dense     []Dense // after pooling, in order
}

// A Pooling makes one vector of the vectors of a text's tokens.
type Pooling int

const (
	MeanPooling Pooling = iota
	CLSPooling          // the first token's
)

// A Dense is a linear layer after pooling.
type Dense struct {
	Weights string // file, as a path within the folder
	In, Out int
	Bias    bool
	Tanh    bool // is applied to the result
}

// Limits of what a folder may ask for. The largest model in the catalogue has a twentieth of it.
const (
	maxHidden    = 4096
	maxLayers    = 48
	maxPositions = 1 << 16
	maxVocab     = 1 << 21
	maxModules   = 16
)

// Read reads a folder. It returns errors of the disk, and an *Error.
func Read(dir string) (*Folder, error) {
	f := &Folder{Dir: dir}
	var modules []module
	if err := f.json("modules.json", &modules); err != nil && !missing(err) {
		return nil, err
	}
	var kind struct {
		ModelType string `json:"model_type"`
	}
	found := f.json("config.json", &kind)
	if found != nil && !missing(found) {
		return nil, found
	}
	switch {
	case kind.ModelType == "model2vec", missing(found) && len(modules) == 0:
		f.Kind, f.Weights, f.Tokenizer = Model2Vec, "model.safetensors", "tokenizer.json"
		return f, nil
	case len(modules) == 0: // what sentence-transformers makes of a transformer alone
		modules = []module{{Type: "Transformer"}, {Type: "Pooling"}}
	}
	if err := f.readModules(modules); err != nil {
		return nil, err
	}
	return f, f.readPrompts()
}

// A module is a part of the model, in a folder of its own.
type module struct{ Path, Type string }

// name returns the last word of its type: "sentence_transformers.models.Pooling" is Pooling.
func (m module) name() string { return m.Type[strings.LastIndexByte(m.Type, '.')+1:] }

func (f *Folder) readModules(modules []module) error {
	if len(modules) > maxModules {
		return f.wrong("modules.json", TooLarge, "")
	}
	for i, m := range modules {
		at := path.Clean(cmp.Or(m.Path, "."))
		if !filepath.IsLocal(filepath.FromSlash(at)) {
			return f.wrong("modules.json", Outside, at)
		}
		var err error
		switch name := m.name(); {
		case i == 0 && name == "Transformer":
			err = f.readTransformer(at)
		case i == 0 && name == "StaticEmbedding":
			f.Kind, f.Weights, f.Tokenizer = Static, path.Join(at, "model.safetensors"), path.Join(at, "tokenizer.json")
		case i > 0 && name == "Normalize": // every vector is normalised
		case i == 1 && name == "Pooling" && f.Kind == Encoder:
			err = f.readPooling(at)
		case i > 1 && name == "Dense" && f.Kind == Encoder:
			err = f.readDense(at)
		default:
			err = f.wrong("modules.json", Unsupported, m.Type)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *Folder) readTransformer(at string) error {
	f.Weights, f.Tokenizer = path.Join(at, "model.safetensors"), path.Join(at, "tokenizer.json")
	file := path.Join(at, "config.json")
	if err := f.json(file, &f.Config); err != nil {
		return err
	}
	if problem, detail := f.Config.check(); problem != 0 {
		return f.wrong(file, problem, detail)
	}
	var own struct {
		MaxSeqLength int  `json:"max_seq_length"`
		DoLowerCase  bool `json:"do_lower_case"`
	}
	if err := f.json(path.Join(at, "sentence_bert_config.json"), &own); err != nil && !missing(err) {
		return err
	}
	f.MaxTokens, f.Lowercase = f.Config.Positions(), own.DoLowerCase
	if own.MaxSeqLength > 0 {
		f.MaxTokens = min(f.MaxTokens, own.MaxSeqLength)
	}
	if f.MaxTokens < leastTokens {
		return f.wrong(file, Damaged, "max_seq_length")
	}
	return nil
}

// leastTokens is how many tokens a model must read at a time.
const leastTokens = 16

func (f *Folder) readPooling(at string) error {
	var p struct {
		Mode          string `json:"pooling_mode"`
		CLS           bool   `json:"pooling_mode_cls_token"`
		Mean          *bool  `json:"pooling_mode_mean_tokens"`
		Max           bool   `json:"pooling_mode_max_tokens"`
		Root          bool   `json:"pooling_mode_mean_sqrt_len_tokens"`
		Weighted      bool   `json:"pooling_mode_weightedmean_tokens"`
		Last          bool   `json:"pooling_mode_lasttoken"`
		IncludePrompt *bool  `json:"include_prompt"`
	}
	file := path.Join(at, "config.json")
	if err := f.json(file, &p); err != nil {
		if missing(err) && at == "." {
			return nil
		}
		return err
	}
	mean := p.Mean != nil && *p.Mean || p.Mean == nil && !p.CLS && p.Mode == "" || p.Mode == "mean"
	cls := p.CLS || p.Mode == "cls"
	if p.Max || p.Root || p.Weighted || p.Last || mean == cls || p.IncludePrompt != nil && !*p.IncludePrompt {
		return f.wrong(file, Unsupported, "pooling")
	}
	if cls {
		f.Pooling = CLSPooling
	}
	return nil
}

func (f *Folder) readDense(at string) error {
	var d struct {
		In         int    `json:"in_features"`
		Out        int    `json:"out_features"`
		Bias       *bool  `json:"bias"`
		Activation string `json:"activation_function"`
	}
	file := path.Join(at, "config.json")
	if err := f.json(file, &d); err != nil {
		return err
	}
	in := f.Config.Hidden
	if len(f.Dense) > 0 {
		in = f.Dense[len(f.Dense)-1].Out
	}
	if d.In != in || d.Out < 1 || d.Out > maxHidden {
		return f.wrong(file, Damaged, "in_features, out_features")
	}
	dense := Dense{Weights: path.Join(at, "model.safetensors"), In: d.In, Out: d.Out, Bias: d.Bias == nil || *d.Bias}
	switch activation := d.Activation[strings.LastIndexByte(d.Activation, '.')+1:]; activation {
	case "Identity":
	case "Tanh", "": // sentence-transformers' own default
		dense.Tanh = true
	default:
		return f.wrong(file, Unsupported, activation)
	}
	f.Dense = append(f.Dense, dense)
	return nil
}

// readPrompts reads the prefixes under their usual names.
func (f *Folder) readPrompts() error {
	var p struct {
		Prompts map[string]string
		Default *string `json:"default_prompt_name"`
	}
	const file = "config_sentence_transformers.json"
	if err := f.json(file, &p); err != nil {
		if missing(err) {
			return nil
		}
		return err
	}
	if p.Default != nil {
		f.Query, f.Passage = p.Prompts[*p.Default], p.Prompts[*p.Default]
		f.Prompted = f.Query != ""
	}
	for _, names := range []struct {
		prefix *string
		names  []string
	}{{&f.Query, []string{"query", "search_query", "s2p_query"}}, {&f.Passage, []string{"document", "passage", "search_document"}}} {
		for _, name := range names.names {
			if prompt, ok := p.Prompts[name]; ok {
				*names.prefix = prompt
				f.Prompted = f.Prompted || prompt != ""
				break
			}
		}
	}
	const maxPrompt = 1000
	if len(f.Query) > maxPrompt || len(f.Passage) > maxPrompt {
		return f.wrong(file, TooLarge, "prompts")
	}
	return nil
}

// Dim returns how many numbers a vector of an Encoder has.
func (f *Folder) Dim() int {
	if n := len(f.Dense); n > 0 {
		return f.Dense[n-1].Out
	}
	return f.Config.Hidden
}

// Tensors opens a file of tensors. It returns errors of the disk and of safetensors, and an *Error.
func (f *Folder) Tensors(file string) (*safetensors.File, error) {
	if err := f.regular(file, maxWeightBytes); err != nil {
		return nil, err
	}
	return safetensors.Open(f.path(file))
}

func missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// Parts returns the files that a model needs besides its modules.json, and those that it may have, as paths within its folder. modules is the
// content of modules.json, empty if there is none. It returns an *Error.
func Parts(modules []byte) (required, optional []string, err error) {
	f := &Folder{}
	list := []module{{Type: "Transformer"}}
	if len(modules) > 0 {
		list = nil
		if err := json.Unmarshal(modules, &list); err != nil {
			return nil, nil, &Error{File: "modules.json", Problem: Damaged, Err: err}
		}
	}
	if len(list) > maxModules {
		return nil, nil, f.wrong("modules.json", TooLarge, "")
	}
	optional = []string{"config_sentence_transformers.json"}
	for _, m := range list {
		at := path.Clean(cmp.Or(m.Path, "."))
		if !filepath.IsLocal(filepath.FromSlash(at)) {
			return nil, nil, f.wrong("modules.json", Outside, at)
		}
		names := map[string][]string{
			"Transformer": {"config.json", "tokenizer.json", "model.safetensors"}, "StaticEmbedding": {"tokenizer.json", "model.safetensors"},
			"Pooling": {"config.json"}, "Dense": {"config.json", "model.safetensors"}, "Normalize": nil,
		}
		files, known := names[m.name()]
		if !known {
			return nil, nil, f.wrong("modules.json", Unsupported, m.Type)
		}
		for _, name := range files {
			required = append(required, path.Join(at, name))
		}
		if m.name() == "Transformer" {
			optional = append(optional, path.Join(at, "sentence_bert_config.json"))
		}
	}
	return required, optional, nil
}

// MaxBytes returns the most bytes that a file of a model may have.
func MaxBytes(file string) int64 {
	switch {
	case path.Ext(file) == ".safetensors":
		return maxWeightBytes
	case path.Base(file) == "tokenizer.json":
		return maxTokenizerBytes
	}
	return maxJSONBytes
}
