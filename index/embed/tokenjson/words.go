package tokenjson

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readSplitter returns a function that splits each of its words further.
func readSplitter(part json.RawMessage) (func([]string) []string, error) {
	name, err := kind(part)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return func(words []string) []string { return words }, nil
	}
	o := struct {
		PreTokenizers []json.RawMessage `json:"pretokenizers"`
		Replacement   string
		AddPrefix     *bool  `json:"add_prefix_space"`
		PrependScheme string `json:"prepend_scheme"`
		Split         *bool
		UseRegex      *bool `json:"use_regex"`
		Individual    bool  `json:"individual_digits"`
		Pattern       pattern
		Behavior      string
		Invert        bool
	}{}
	if err := json.Unmarshal(part, &o); err != nil {
		return nil, err
	}
	yes := func(b *bool) bool { return b == nil || *b }
	switch name {
	case "Sequence":
		return readSplitters(o.PreTokenizers)
	case "BertPreTokenizer":
		return eachWord(func(text string) []string { return cut(text, isPunctuation, true) }), nil
	case "WhitespaceSplit":
		return eachWord(strings.Fields), nil
	case "Whitespace":
		words := regexp.MustCompile(`[\p{L}\p{M}\p{N}\p{Pc}]+|[^\p{L}\p{M}\p{N}\p{Pc}\s]+`)
		return eachWord(func(text string) []string { return words.FindAllString(text, -1) }), nil
	case "Punctuation":
		if o.Behavior != "" && o.Behavior != "Isolated" {
			return nil, fmt.Errorf("%w: punctuation %q", ErrUnsupported, o.Behavior)
		}
		return eachWord(func(text string) []string { return cut(text, isPunctuation, false) }), nil
	case "Digits":
		return eachWord(splitDigits(o.Individual)), nil
	case "Metaspace":
		scheme := o.PrependScheme
		if scheme == "" && yes(o.AddPrefix) {
			scheme = "always"
		}
		return metaspace(o.Replacement, scheme, yes(o.Split)), nil
	case "ByteLevel":
		return byteLevel(yes(o.AddPrefix), yes(o.UseRegex)), nil
	case "Split":
		return splitBy(o.Pattern, o.Behavior, o.Invert)
	}
	return nil, fmt.Errorf("%w: %q", ErrUnsupported, name)
}

func readSplitters(parts []json.RawMessage) (func([]string) []string, error) {
	var steps []func([]string) []string
	for _, part := range parts {
		step, err := readSplitter(part)
		if err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	return func(words []string) []string {
		for _, step := range steps {
			words = step(words)
		}
		return words
	}, nil
}

func eachWord(split func(string) []string) func([]string) []string {
	return func(words []string) []string {
		var all []string
		for _, word := range words {
			all = append(all, split(word)...)
		}
		return all
	}
}

// isPunctuation follows BERT: every visible ASCII character that is neither letter nor digit counts.
func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < 0x7f && !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}
	return unicode.IsPunct(r)
}

// cut makes a word of every character that alone reports, and of the runs between them. If spaces is set, white space separates words.
func cut(text string, alone func(rune) bool, spaces bool) []string {
	var words []string
	start := 0
	for i, r := range text {
		space := spaces && unicode.IsSpace(r)
		if !space && !alone(r) {
			continue
		}
		if start < i {
			words = append(words, text[start:i])
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		start = i + size
		if !space {
			words = append(words, text[i:start])
		}
	}
	if start < len(text) {
		words = append(words, text[start:])
	}
	return words
}

func splitDigits(individual bool) func(string) []string {
	if individual {
		return func(text string) []string { return cut(text, unicode.IsNumber, false) }
	}
	runs := regexp.MustCompile(`\p{N}+|\P{N}+`)
	return func(text string) []string { return runs.FindAllString(text, -1) }
}

// metaspace replaces spaces, starts the text with a replacement if scheme says so, and splits before each replacement if split is set.
func metaspace(replacement, scheme string, split bool) func([]string) []string {
	if replacement == "" {
		replacement = "▁"
	}
	return func(words []string) []string {
		var all []string
		for i, word := range words {
			word = strings.ReplaceAll(word, " ", replacement)
			if (scheme == "always" || scheme == "first" && i == 0) && !strings.HasPrefix(word, replacement) {
				word = replacement + word
			}
			if !split {
				all = append(all, word)
				continue
			}
			start := 0
			for j := range word {
				if j > start && strings.HasPrefix(word[j:], replacement) {
					all = append(all, word[start:j])
					start = j
				}
			}
			all = append(all, word[start:])
		}
		return all
	}
}

// splitBy splits at the matches of a pattern.
func splitBy(p pattern, behavior string, invert bool) (func([]string) []string, error) {
	if behavior != "Isolated" && behavior != "Removed" || invert && behavior != "Removed" {
		return nil, fmt.Errorf("%w: split %q, inverted: %v", ErrUnsupported, behavior, invert)
	}
	r, err := p.compile()
	if err != nil {
		return nil, err
	}
	return eachWord(func(text string) []string {
		if invert {
			return r.FindAllString(text, -1)
		}
		var words []string
		start := 0
		for _, match := range r.FindAllStringIndex(text, -1) {
			words = append(words, text[start:match[0]])
			if behavior == "Isolated" {
				words = append(words, text[match[0]:match[1]])
			}
			start = match[1]
		}
		return append(words, text[start:])
	}), nil
}
