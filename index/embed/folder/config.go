package folder

// A Config describes a transformer, as its config.json does:
// https://huggingface.co/docs/transformers/model_doc/bert#transformers.BertConfig
type Config struct {
	ModelType    string  `json:"model_type"`
	Vocab        int     `json:"vocab_size"`
	Hidden       int     `json:"hidden_size"`
	Layers       int     `json:"num_hidden_layers"`
	Heads        int     `json:"num_attention_heads"`
	Intermediate int     `json:"intermediate_size"`
	Activation   string  `json:"hidden_act"`
	MaxPositions int     `json:"max_position_embeddings"`
	Types        int     `json:"type_vocab_size"`
	Epsilon      float64 `json:"layer_norm_eps"`
	Pad          int     `json:"pad_token_id"`
	Position     string  `json:"position_embedding_type"`
	Decoder      bool    `json:"is_decoder"`
}

// Roberta reports whether positions are counted as in RoBERTa: from after the padding token's ID on.
func (c Config) Roberta() bool { return c.ModelType != "bert" }

// FirstPosition returns the position of a text's first token.
func (c Config) FirstPosition() int {
	if c.Roberta() {
		return c.Pad + 1
	}
	return 0
}

// Positions returns how many tokens have a position.
func (c Config) Positions() int { return c.MaxPositions - c.FirstPosition() }

// check returns what makes the model unusable.
func (c Config) check() (Problem, string) {
	switch c.ModelType {
	case "bert", "roberta", "xlm-roberta":
	default:
		return Unsupported, "model_type: " + c.ModelType
	}
	switch c.Activation {
	case "gelu", "gelu_new", "gelu_pytorch_tanh", "relu":
	default:
		return Unsupported, "hidden_act: " + c.Activation
	}
	if c.Position != "" && c.Position != "absolute" {
		return Unsupported, "position_embedding_type: " + c.Position
	}
	if c.Decoder {
		return Unsupported, "is_decoder"
	}
	for _, field := range []struct {
		name        string
		value, most int
	}{
		{"hidden_size", c.Hidden, maxHidden},
		{"num_hidden_layers", c.Layers, maxLayers},
		{"num_attention_heads", c.Heads, c.Hidden},
		{"intermediate_size", c.Intermediate, 4 * maxHidden},
		{"max_position_embeddings", c.MaxPositions, maxPositions},
		{"vocab_size", c.Vocab, maxVocab},
		{"type_vocab_size", c.Types, maxTypes},
	} {
		if field.value > field.most {
			return TooLarge, field.name
		}
		if field.value < 1 {
			return Damaged, field.name
		}
	}
	if c.Hidden%c.Heads != 0 || c.Pad < 0 || c.Positions() < 1 || !(c.Epsilon > 0 && c.Epsilon < 1) {
		return Damaged, "num_attention_heads, pad_token_id, layer_norm_eps"
	}
	return 0, ""
}

const maxTypes = 16
