package tokenjson

import (
	"encoding/json"
	"fmt"
)

// A Template says which special tokens go around the tokens of a text, or of a pair of texts. The zero Template adds none, and has only the
// first text.
type Template struct{ parts []templatePart }

// A templatePart is special tokens, or the place of a text.
type templatePart struct {
	ids  []int
	text int // 0 if it is none, 1 or 2
	kind int // its token type
}

// first is the template that adds nothing.
var first = Template{[]templatePart{{text: 1}}}

// Build returns the tokens of a and b with their special tokens, and the type of each. b is nil where the template is of one text.
func (t Template) Build(a, b []int) (ids, types []int) {
	parts := t.parts
	if parts == nil {
		parts = first.parts
	}
	for _, part := range parts {
		part.ids = append(part.ids[:len(part.ids):len(part.ids)], [][]int{nil, a, b}[part.text]...)
		ids = append(ids, part.ids...)
		for range part.ids {
			types = append(types, part.kind)
		}
	}
	return ids, types
}

// Added returns how many special tokens Build adds.
func (t Template) Added() int {
	n := 0
	for _, part := range t.parts {
		n += len(part.ids)
	}
	return n
}

// size returns one more than the largest ID of a special token.
func (t Template) size() int {
	size := 0
	for _, part := range t.parts {
		for _, id := range part.ids {
			size = max(size, id+1)
		}
	}
	return size
}

// readTemplates reads a post-processor.
func readTemplates(part json.RawMessage) (single, pair Template, err error) {
	name, err := kind(part)
	if err != nil || name == "" {
		return first, Template{[]templatePart{{text: 1}, {text: 2, kind: 1}}}, err
	}
	var o struct {
		Processors []json.RawMessage
		Single     []templateJSON
		Pair       []templateJSON
		Special    map[string]struct{ IDs []int } `json:"special_tokens"`
		Sep, Cls   pairJSON
	}
	if err := json.Unmarshal(part, &o); err != nil {
		return Template{}, Template{}, err
	}
	begin, end := templatePart{ids: []int{o.Cls.id}}, templatePart{ids: []int{o.Sep.id}}
	one, two := templatePart{text: 1}, templatePart{text: 2}
	switch name {
	case "Sequence":
		return readSequence(o.Processors)
	case "ByteLevel": // changes only offsets
		return readTemplates(nil)
	case "BertProcessing":
		two.kind = 1
		endOfTwo := end
		endOfTwo.kind = 1
		single, pair = Template{[]templatePart{begin, one, end}}, Template{[]templatePart{begin, one, end, two, endOfTwo}}
	case "RobertaProcessing":
		single, pair = Template{[]templatePart{begin, one, end}}, Template{[]templatePart{begin, one, end, end, two, end}}
	case "TemplateProcessing":
		ids := func(name string) ([]int, bool) {
			token, ok := o.Special[name]
			return token.IDs, ok
		}
		if single, err = newTemplate(o.Single, ids); err == nil {
			pair, err = newTemplate(o.Pair, ids)
		}
	default:
		err = fmt.Errorf("%w: %q", ErrUnsupported, name)
	}
	if err == nil && (single.negative() || pair.negative()) {
		err = fmt.Errorf("%w: a special token has a negative ID", ErrUnsupported)
	}
	return single, pair, err
}

// readSequence returns the templates of the one processor of a sequence that adds tokens.
func readSequence(processors []json.RawMessage) (single, pair Template, err error) {
	single, pair, _ = readTemplates(nil) // without a processor there is no error
	for _, processor := range processors {
		s, p, err := readTemplates(processor)
		if err != nil {
			return Template{}, Template{}, err
		}
		if s.Added() == 0 && p.Added() == 0 {
			continue
		}
		if single.Added() > 0 {
			return Template{}, Template{}, fmt.Errorf("%w: two post-processors add tokens", ErrUnsupported)
		}
		single, pair = s, p
	}
	return single, pair, nil
}

func (t Template) negative() bool {
	for _, part := range t.parts {
		for _, id := range part.ids {
			if id < 0 {
				return true
			}
		}
	}
	return false
}

// A templateJSON is {"SpecialToken": {"id": "[CLS]", "type_id": 0}} or {"Sequence": {"id": "A", "type_id": 0}}.
type templateJSON struct{ SpecialToken, Sequence *templateID }

type templateID struct {
	ID   string
	Type int `json:"type_id"`
}

func newTemplate(parts []templateJSON, ids func(name string) ([]int, bool)) (Template, error) {
	t := Template{parts: []templatePart{}}
	for _, part := range parts {
		switch {
		case part.Sequence != nil && part.Sequence.ID == "A":
			t.parts = append(t.parts, templatePart{text: 1, kind: part.Sequence.Type})
		case part.Sequence != nil && part.Sequence.ID == "B":
			t.parts = append(t.parts, templatePart{text: 2, kind: part.Sequence.Type})
		case part.SpecialToken != nil:
			tokens, ok := ids(part.SpecialToken.ID)
			if !ok {
				return Template{}, fmt.Errorf("%w: special token %.20q is not described", ErrUnsupported, part.SpecialToken.ID)
			}
			t.parts = append(t.parts, templatePart{ids: tokens, kind: part.SpecialToken.Type})
		default:
			return Template{}, fmt.Errorf("%w: a template has an unknown part", ErrUnsupported)
		}
	}
	return t, nil
}

// A pairJSON is ["[SEP]", 102].
type pairJSON struct{ id int }

// UnmarshalJSON reads the ID of a pair.
func (p *pairJSON) UnmarshalJSON(data []byte) error {
	var pair [2]json.RawMessage
	if err := json.Unmarshal(data, &pair); err != nil {
		return err
	}
	return json.Unmarshal(pair[1], &p.id)
}
