package tokenjson

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A pattern is the pattern of a Replace or a Split: a string or a regular expression.
type pattern struct {
	String *string
	Regex  *string
}

// compile returns the pattern as a regular expression.
func (p pattern) compile() (*regexp.Regexp, error) {
	switch {
	case p.String != nil:
		return regexp.MustCompile(regexp.QuoteMeta(*p.String)), nil
	case p.Regex != nil:
		r, err := regexp.Compile(*p.Regex)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
		}
		return r, nil
	}
	return nil, fmt.Errorf("%w: a pattern is neither a string nor a regular expression", ErrUnsupported)
}

func readNormalizer(part json.RawMessage) (func(string) string, error) {
	name, err := kind(part)
	if err != nil {
		return nil, err
	}
	var o struct {
		Normalizers  []json.RawMessage
		CleanText    bool  `json:"clean_text"`
		ChineseChars bool  `json:"handle_chinese_chars"`
		StripAccents *bool `json:"strip_accents"`
		Lowercase    bool  `json:"lowercase"`
		StripLeft    bool  `json:"strip_left"`
		StripRight   bool  `json:"strip_right"`
		Pattern      pattern
		Content      string
		Prepend      string
		Charsmap     []byte `json:"precompiled_charsmap"`
	}
	if name == "" {
		return func(text string) string { return text }, nil
	}
	if err := json.Unmarshal(part, &o); err != nil {
		return nil, err
	}
	switch name {
	case "Sequence":
		return readNormalizers(o.Normalizers)
	case "BertNormalizer":
		accents := o.Lowercase
		if o.StripAccents != nil {
			accents = *o.StripAccents
		}
		return bertNormalizer(o.CleanText, o.ChineseChars, accents, o.Lowercase), nil
	case "Lowercase":
		return strings.ToLower, nil
	case "NFC":
		return norm.NFC.String, nil
	case "NFD":
		return norm.NFD.String, nil
	case "NFKC":
		return norm.NFKC.String, nil
	case "NFKD":
		return norm.NFKD.String, nil
	case "StripAccents":
		return stripMarks, nil
	case "Nmt":
		return nmt, nil
	case "Precompiled":
		return precompiled(o.Charsmap)
	case "Strip":
		return stripSpace(o.StripLeft, o.StripRight), nil
	case "Prepend":
		return func(text string) string {
			if text == "" {
				return ""
			}
			return o.Prepend + text
		}, nil
	case "Replace":
		r, err := o.Pattern.compile()
		return func(text string) string { return r.ReplaceAllLiteralString(text, o.Content) }, err
	}
	return nil, fmt.Errorf("%w: %q", ErrUnsupported, name)
}

func readNormalizers(parts []json.RawMessage) (func(string) string, error) {
	var steps []func(string) string
	for _, part := range parts {
		step, err := readNormalizer(part)
		if err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	return func(text string) string {
		for _, step := range steps {
			text = step(text)
		}
		return text
	}, nil
}

func bertNormalizer(clean, chinese, accents, lower bool) func(string) string {
	return func(text string) string {
		if clean {
			text = cleanControls(text)
		}
		if chinese {
			text = spaceIdeographs(text)
		}
		if accents {
			text = stripMarks(norm.NFD.String(text))
		}
		if lower {
			text = strings.ToLower(text)
		}
		return text
	}
}

// cleanControls drops control characters and replaces white space with spaces, as BERT does.
func cleanControls(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r':
			return ' '
		case r == 0, r == unicode.ReplacementChar, other(r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, text)
}

// other reports whether Unicode puts a character in no category of those that are seen: controls, formats, private and unassigned ones.
func other(r rune) bool {
	return r > unicode.MaxASCII && !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z) || r < ' ' || r == 0x7f
}

// nmt drops some control characters and replaces white space with spaces, as the tokenizers library does:
// https://github.com/huggingface/tokenizers/blob/main/tokenizers/src/normalizers/unicode.rs
func nmt(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 1 && r <= 8, r == 0xb, r >= 0xe && r <= 0x1f, r == 0x7f, r == 0x8f, r == 0x9f:
			return -1
		case r == '\t', r == '\n', r == '\f', r == '\r', r == 0x1680, r >= 0x200b && r <= 0x200f, r == 0x2028, r == 0x2029, r == 0x2581, r == 0xfeff,
			r == unicode.ReplacementChar:
			return ' '
		}
		return r
	}, text)
}

// ideographs are the characters that BERT takes for Chinese: not kana, hangul or signs.
var ideographs = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x3400, Hi: 0x4dbf, Stride: 1}, {Lo: 0x4e00, Hi: 0x9fff, Stride: 1}, {Lo: 0xf900, Hi: 0xfaff, Stride: 1}},
	R32: []unicode.Range32{
		{Lo: 0x20000, Hi: 0x2a6df, Stride: 1},
		{Lo: 0x2a700, Hi: 0x2b73f, Stride: 1},
		{Lo: 0x2b740, Hi: 0x2b81f, Stride: 1},
		{Lo: 0x2b920, Hi: 0x2ceaf, Stride: 1},
		{Lo: 0x2f800, Hi: 0x2fa1f, Stride: 1},
	},
}

// spaceIdeographs puts spaces around each Chinese character.
func spaceIdeographs(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(ideographs, r) }) {
		return text
	}
	var spaced strings.Builder
	for _, r := range text {
		if unicode.Is(ideographs, r) {
			spaced.WriteString(" " + string(r) + " ")
		} else {
			spaced.WriteRune(r)
		}
	}
	return spaced.String()
}

// stripMarks drops the marks of decomposed letters.
func stripMarks(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, text)
}

func stripSpace(left, right bool) func(string) string {
	return func(text string) string {
		if left {
			text = strings.TrimLeftFunc(text, unicode.IsSpace)
		}
		if right {
			text = strings.TrimRightFunc(text, unicode.IsSpace)
		}
		return text
	}
}
