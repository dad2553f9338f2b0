package embedtest

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"strings"
)

// A Random describes a transformer with random weights, and what goes after it. Its JSON is a config.json.
type Random struct {
	ModelType    string  `json:"model_type"`
	Vocab        int     `json:"vocab_size"`
	Hidden       int     `json:"hidden_size"`
	Layers       int     `json:"num_hidden_layers"`
	Heads        int     `json:"num_attention_heads"`
	Intermediate int     `json:"intermediate_size"`
	Activation   string  `json:"hidden_act"`
	Positions    int     `json:"max_position_embeddings"`
	Types        int     `json:"type_vocab_size"`
	Epsilon      float64 `json:"layer_norm_eps"`
	Pad          int     `json:"pad_token_id"`

	Dtype   string  `json:"dtype"`   // of the tensors: F32, F16 or BF16
	Prefix  string  `json:"prefix"`  // of the tensors' names
	Pooling string  `json:"pooling"` // mean or cls
	Dense   []Dense `json:"dense"`
}

// A Dense describes a linear layer after pooling.
type Dense struct {
	Out  int  `json:"out"`
	Tanh bool `json:"tanh"`
	Bias bool `json:"bias"`
}

// A shape is the name and the shape of a tensor.
type shape struct {
	name       string
	rows, cols int // one column for a tensor of one dimension
}

// tensors returns the tensors of the transformer.
func (r Random) tensors() []shape {
	h := r.Hidden
	all := []shape{
		{"embeddings.word_embeddings.weight", r.Vocab, h},
		{"embeddings.position_embeddings.weight", r.Positions, h},
		{"embeddings.token_type_embeddings.weight", r.Types, h},
		{"embeddings.LayerNorm.weight", h, 1},
		{"embeddings.LayerNorm.bias", h, 1},
	}
	for i := range r.Layers {
		at := fmt.Sprintf("encoder.layer.%d.", i)
		for _, l := range []shape{
			{"attention.self.query", h, h},
			{"attention.self.key", h, h},
			{"attention.self.value", h, h},
			{"attention.output.dense", h, h},
			{"attention.output.LayerNorm", h, 1},
			{"intermediate.dense", r.Intermediate, h},
			{"output.dense", h, r.Intermediate},
			{"output.LayerNorm", h, 1},
		} {
			all = append(all, shape{at + l.name + ".weight", l.rows, l.cols}, shape{at + l.name + ".bias", l.rows, 1})
		}
	}
	return all
}

// Files returns the files of a model without a tokenizer.
func (r Random) Files() map[string][]byte {
	modules := []map[string]string{
		{"path": "", "type": "sentence_transformers.models.Transformer"}, {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
	}
	files := map[string]any{
		"config.json":           r,
		"1_Pooling/config.json": map[string]any{"pooling_mode_cls_token": r.Pooling == "cls", "pooling_mode_mean_tokens": r.Pooling == "mean"},
	}
	all := map[string][]byte{"model.safetensors": file(r.Prefix, r.Dtype, r.tensors(), 0)}
	in := r.Hidden
	for i, d := range r.Dense {
		at := fmt.Sprintf("%d_Dense", 2+i)
		modules = append(modules, map[string]string{"path": at, "type": "sentence_transformers.models.Dense"})
		activation := "torch.nn.modules.linear.Identity"
		if d.Tanh {
			activation = "torch.nn.modules.activation.Tanh"
		}
		files[at+"/config.json"] = map[string]any{"in_features": in, "out_features": d.Out, "bias": d.Bias, "activation_function": activation}
		parts := []shape{{fmt.Sprintf("%d.linear.weight", i), d.Out, in}}
		if d.Bias {
			parts = append(parts, shape{fmt.Sprintf("%d.linear.bias", i), d.Out, 1})
		}
		all[at+"/model.safetensors"] = file("", r.Dtype, parts, 2)
		in = d.Out
	}
	files["modules.json"] = append(modules, map[string]string{"path": "9_Normalize", "type": "sentence_transformers.models.Normalize"})
	for name, value := range files {
		all[name] = plain(value)
	}
	return all
}

// plain returns the JSON of a value that has one.
func plain(value any) []byte {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return data
}

// file returns a safetensors file of random tensors. The first cut bytes of each name are left out, and prefix goes before it.
func file(prefix, dtype string, shapes []shape, cut int) []byte {
	header := map[string]any{"__metadata__": map[string]string{"format": "pt"}}
	var data []byte
	for _, s := range shapes {
		start := len(data)
		for _, x := range numbers(s) {
			data = appendNumber(data, dtype, x)
		}
		sides := []int{s.rows, s.cols}
		if s.cols == 1 {
			sides = sides[:1]
		}
		header[prefix+s.name[cut:]] = map[string]any{"dtype": dtype, "shape": sides, "data_offsets": []int{start, len(data)}}
	}
	text := plain(header)
	return append(append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...), data...)
}

// numbers returns the numbers of a tensor, by its name. encoder/testdata/reference.py makes the same.
func numbers(s shape) []float32 {
	x := make([]float32, s.rows*s.cols)
	seed := uint64(crc32.ChecksumIEEE([]byte(s.name)))
	for i := range x {
		z := seed + uint64(i+1)*0x9e3779b97f4a7c15
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		z ^= z >> 31
		v := float64(z>>40)/(1<<23) - 1
		switch {
		case strings.Contains(s.name, "LayerNorm.weight"):
			v = v/4 + 1
		case strings.Contains(s.name, "LayerNorm"), strings.Contains(s.name, "embeddings"), s.cols == 1:
			v /= 4
		default:
			v *= math.Sqrt(3 / float64(s.cols))
		}
		x[i] = float32(v)
	}
	return x
}

// appendNumber appends a number, rounded to the nearest of its type. It is of the size of numbers' results.
func appendNumber(data []byte, dtype string, x float32) []byte {
	bits := math.Float32bits(x)
	nearest := func(drop int) uint32 { return bits + 1<<(drop-1) - 1 + bits>>drop&1 } // ties to even
	switch dtype {
	case "BF16":
		return binary.LittleEndian.AppendUint16(data, uint16(nearest(16)>>16))
	case "F16":
		sign, exponent := bits>>31<<15, int(bits>>23&255)-127+15
		if exponent <= 0 { // subnormal: a multiple of 2^-24
			return binary.LittleEndian.AppendUint16(data, uint16(sign)|uint16(math.RoundToEven(math.Abs(float64(x))*(1<<24))))
		}
		return binary.LittleEndian.AppendUint16(data, uint16(sign)|uint16((nearest(13)&0x7fffffff-(127-15)<<23)>>13))
	}
	return binary.LittleEndian.AppendUint32(data, bits)
}
