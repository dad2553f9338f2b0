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
		return cleanControls, nil
	case "Precompiled": // SentencePiece's table: in all known models NFKC, with controls cleaned
		return func(text string) string { return norm.NFKC.String(cleanControls(text)) }, nil
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

// cleanControls drops control characters and replaces all white space with spaces.
func cleanControls(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == 0, r == unicode.ReplacementChar, unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
			return -1
		}
		return r
	}, text)
}

// spaceIdeographs puts spaces around each Chinese character.
func spaceIdeographs(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return text
	}
	var spaced strings.Builder
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
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
