package chunk_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"footnote/index/chunk"
)

// filler returns n bytes of prose in sentences of 50 bytes.
func filler(n int) string {
	const sentence = "Many small words make up one sentence of a length. "
	return strings.TrimSpace(strings.Repeat(sentence, n/len(sentence)+1)[:n-1]) + "."
}

func TestSplit(t *testing.T) {
	long := filler(3000)
	table := strings.Repeat("| cell one | cell two | cell three |\n", 60)
	tests := map[string]struct {
		parts []string // joined to form the text; a part that begins with "¶h", "¶s" or "¶b" makes a hard or a soft offset, or both
		want  []string // one per chunk: its start … its end, or all of it
	}{
		"nothing":                    {[]string{""}, nil},
		"white space":                {[]string{" \n\n\t \u3000"}, nil},
		"one paragraph, trimmed":     {[]string{"\n  A few words.  \n"}, []string{"A few words."}},
		"small paragraphs together":  {[]string{"One.\n\nTwo.\n\nThree."}, []string{"One.\n\nTwo.\n\nThree."}},
		"packed up to the target":    {[]string{"A" + filler(500) + "\n\nB" + filler(500)}, []string{"A…", "B…"}},
		"never across a hard offset": {[]string{"One.\n\n", "¶hTwo."}, []string{"One.", "Two."}},
		"not at a soft offset if small": {
			[]string{"One.\n\n", "¶sTwo."},
			[]string{"One.\n\nTwo."},
		},
		"at a soft offset if there is enough": {
			[]string{"A" + filler(300) + "\n\n", "¶sB" + filler(300)},
			[]string{"A…", "B…"},
		},
		"a heading goes with what follows": {
			[]string{"A" + filler(700) + "\n\n", "¶sHeading\n\nB" + filler(700)},
			[]string{"A…", "Heading\n\nB…"},
		},
		"headings in a row too": {
			[]string{"A" + filler(500) + "\n\n", "¶sHeading\n\n", "¶sSubheading\n\nB" + filler(700)},
			[]string{"A…", "Heading\n\nSubheading\n\nB…"},
		},
		"a Markdown heading that is no mark": {
			[]string{"A" + filler(700) + "\n\n## Heading\n\nB" + filler(700)},
			[]string{"A…", "## Heading\n\nB…"},
		},
		"a heading by its look": {
			[]string{"A" + filler(700) + "\n\nWhat to bring\n\nB" + filler(700)},
			[]string{"A…", "What to bring\n\nB…"},
		},
		"a question with its answer": {
			[]string{"A" + filler(300) + "\n\nMay guests use the pool, and who pays for them?\n\nB" + filler(300)},
			[]string{"A…", "May guests use the pool, and who pays for them?\n\nB…"},
		},
		"a lead-in with its list": {
			[]string{"A" + filler(600) + "\n\nTo obtain a badge you must:\n\n- B" + filler(300)},
			[]string{"A…", "To obtain a badge you must:\n\n- B…"},
		},
		"a heading within lines that are cut": {
			[]string{"A" + strings.ReplaceAll(filler(600), ". ", ".\n") + "\nStock Options\nB" + strings.ReplaceAll(filler(900), ". ", ".\n")},
			[]string{"A…", "Stock Options\nB…"},
		},
		"a title alone joins what follows": {
			[]string{"Title\n=====\n\n", "¶bOne.\n\n", "¶bTwo."},
			[]string{"Title\n=====\n\nOne.", "Two."},
		},
		"a heading at the end":       {[]string{"A" + filler(700) + "\n\n", "¶sHeading"}, []string{"A…Heading"}},
		"a paragraph stays whole":    {[]string{"A" + filler(1100)}, []string{"A…"}},
		"a remainder joins":          {[]string{"A" + filler(780) + "\n\nThe end."}, []string{"A…The end."}},
		"a remainder stays inside":   {[]string{"A" + filler(780) + "\n\n", "¶hThe end."}, []string{"A…", "The end."}},
		"a long paragraph is cut":    {[]string{long}, []string{"Many…length.", "Many…length.", "Many…length.", "Many…of."}},
		"a long table is cut":        {[]string{table}, []string{"| cell one…three |", "| cell one…three |", "| cell one…three |"}},
		"a long word is cut":         {[]string{strings.Repeat("x", 1300)}, []string{"xxx…", "xxx…"}},
		"offsets outside, and empty": {[]string{"¶h", "¶hOne.\n\n", "¶h", "¶hTwo.", "¶h"}, []string{"One.", "Two."}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			text, hard, soft := marked(test.parts)
			spans := chunk.Split(text, append(hard, len(text)+7), soft, nil)
			check(t, text, slices.DeleteFunc(hard, func(h int) bool { return slices.Contains(soft, h) }), nil, spans)
			if len(spans) != len(test.want) {
				t.Fatalf("got %d chunks %q, want %d", len(spans), words(text, spans), len(test.want))
			}
			for i, got := range words(text, spans) {
				begin, end, abridged := strings.Cut(test.want[i], "…")
				if (!abridged && got != begin) || !strings.HasPrefix(got, begin) || !strings.HasSuffix(got, end) {
					t.Errorf("chunk %d is %q, want %q", i, got, test.want[i])
				}
			}
		})
	}
}

// marked joins parts and returns the offsets of those that begin with a mark.
func marked(parts []string) (text string, hard, soft []int) {
	for _, part := range parts {
		if rest, ok := strings.CutPrefix(part, "¶b"); ok {
			hard, soft, part = append(hard, len(text)), append(soft, len(text)), rest
		} else if rest, ok := strings.CutPrefix(part, "¶h"); ok {
			hard, part = append(hard, len(text)), rest
		} else if rest, ok := strings.CutPrefix(part, "¶s"); ok {
			soft, part = append(soft, len(text)), rest
		}
		text += part
	}
	return text, hard, soft
}

func words(text string, spans []chunk.Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

// check checks chunks against the promises of Split.
func check(t *testing.T, text string, hard []int, skip, spans []chunk.Span) {
	t.Helper()
	kept := []byte(text) // with spaces in the skipped spans
	for _, s := range skip {
		for i := s.Start; i < s.End; i++ {
			kept[i] = ' '
		}
	}
	valid := utf8.ValidString(text)
	covered := 0
	for i, s := range spans {
		if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
			t.Fatalf("chunk %d: bad span %v of %d bytes", i, s, len(text))
		}
		if i > 0 && s.Start <= spans[i-1].Start {
			t.Fatalf("chunk %d begins at %d, not after the one before at %d", i, s.Start, spans[i-1].Start)
		}
		words := text[s.Start:s.End]
		if len(words) > chunk.Limit {
			t.Fatalf("chunk %d has %d bytes, more than %d", i, len(words), chunk.Limit)
		}
		if own := bytes.TrimSpace(kept[s.Start:s.End]); valid && len(own) < len(words) && (len(skip) == 0 || kept[s.Start] == ' ' || kept[s.End-1] == ' ') {
			t.Fatalf("chunk %d is not trimmed of white space and %v: %q", i, skip, words)
		}
		if valid && !utf8.ValidString(words) {
			t.Fatalf("chunk %d cuts a character: %q", i, words)
		}
		if s.Start > covered && len(bytes.TrimSpace(kept[covered:s.Start])) > 0 {
			t.Fatalf("no chunk holds %q", text[covered:s.Start])
		}
		covered = max(covered, s.End)
		if at := slices.IndexFunc(hard, func(h int) bool { return utf8.RuneStart(text[h%max(len(text), 1)]) && s.Start < h && h < s.End }); at >= 0 {
			t.Fatalf("chunk %d, %v, crosses the hard offset %d", i, s, hard[at])
		}
	}
	if len(bytes.TrimSpace(kept[covered:])) > 0 {
		t.Fatalf("no chunk holds the end, %q", text[covered:])
	}
}

// TestSkip checks that no chunk contains a long skipped span, and that at most one contains a short one.
func TestSkip(t *testing.T) {
	const short = "> Shall we meet?\n\n"
	long := "> " + filler(600) + "\n\n"
	for name, test := range map[string]struct{ parts, want []string }{
		"the end":                 {[]string{"Yes.\n\n", "-" + long}, []string{"Yes."}},
		"the beginning":           {[]string{"-" + short, "Yes.\n\n"}, []string{"Yes."}},
		"short, in between":       {[]string{"Hello.\n\n", "-" + short, "Yes."}, []string{"Hello.\n\n> Shall we meet?\n\nYes."}},
		"long, in between":        {[]string{"Hello.\n\n", "-" + long, "Yes."}, []string{"Hello.", "Yes."}},
		"nothing else":            {[]string{"-" + short, "\n\n", "-" + long}, nil},
		"several, one after them": {[]string{"-" + short, "-" + short, "\n", "Yes.", "\n", "-" + short, "-" + long}, []string{"Yes."}},
	} {
		t.Run(name, func(t *testing.T) {
			text, skip := "", []chunk.Span(nil)
			for _, part := range test.parts {
				part, skipped := strings.CutPrefix(part, "-")
				if skipped {
					skip = append(skip, chunk.Span{Start: len(text), End: len(text) + len(part)})
				}
				text += part
			}
			spans := chunk.Split(text, nil, nil, skip)
			check(t, text, nil, skip, spans)
			if got := words(text, spans); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestSplitOverlap checks that only whole sentences are repeated, and only within a paragraph that is cut.
func TestSplitOverlap(t *testing.T) {
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, "Sentence number %d says something of its own here. ", i)
	}
	text := b.String()
	spans := chunk.Split(text, nil, nil, nil)
	if len(spans) < 3 {
		t.Fatalf("got %d chunks of %d bytes", len(spans), len(text))
	}
	sentences := chunk.Sentences(text)
	for i, s := range spans[1:] {
		repeated := chunk.Span{Start: s.Start, End: spans[i].End}
		if !slices.Contains(sentences, repeated) {
			t.Errorf("chunks %d and %d share %q, want one sentence", i, i+1, text[s.Start:spans[i].End])
		}
	}
	text = strings.Repeat(filler(500)+"\n\n", 10)
	spans = chunk.Split(text, nil, nil, nil)
	for i, s := range spans[1:] {
		if s.Start < spans[i].End {
			t.Errorf("chunks %v and %v of short paragraphs overlap", spans[i], s)
		}
	}
}

// TestSplitKeepsClusters checks that a cut within a word never splits a family emoji.
func TestSplitKeepsClusters(t *testing.T) {
	const family = "👨‍👩‍👧‍👦"
	text := strings.Repeat(family, 200)
	for _, got := range words(text, chunk.Split(text, nil, nil, nil)) {
		if strings.Count(got, family)*len(family) != len(got) {
			t.Errorf("a chunk cuts a cluster: %d bytes", len(got))
		}
	}
}

// TestSplitProperties tries texts assembled at random from difficult parts.
func TestSplitProperties(t *testing.T) {
	pieces := []string{
		"word ", "Sentence one. ", "\n", "\n\n", " ", "\t", "é", "漢字。", "# Title\n", "- item\n", "| a | b |\n", ". ", "!", ")", "e\u0301",
		"\u3000", filler(300), filler(1500), strings.Repeat("z", 900), strings.Repeat(" ", 2000), strings.Repeat("字", 500), "👨‍👩‍👧", "\r\n",
		"12. ", "\xff",
	}
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		var b strings.Builder
		var hard, soft []int
		var skip []chunk.Span
		for range r.IntN(40) {
			switch r.IntN(8) {
			case 0:
				hard = append(hard, b.Len())
			case 1, 2:
				soft = append(soft, b.Len())
			}
			start := b.Len()
			b.WriteString(pieces[r.IntN(len(pieces))])
			if r.IntN(5) == 0 {
				skip = append(skip, chunk.Span{Start: start, End: b.Len()})
			}
		}
		check(t, b.String(), hard, nil, chunk.Split(b.String(), hard, soft, nil))
		check(t, b.String(), hard, skip, chunk.Split(b.String(), hard, soft, skip))
		checkSentences(t, b.String(), chunk.Sentences(b.String()))
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("# A title\n\nA paragraph. Another sentence.\n", uint16(3), uint16(9), uint16(4), uint16(7))
	f.Add(strings.Repeat("漢字。かな", 400), uint16(700), uint16(1200), uint16(600), uint16(900))
	f.Add("x"+strings.Repeat(" ", 1500)+filler(1190), uint16(0), uint16(1), uint16(0), uint16(0))
	f.Fuzz(func(t *testing.T, text string, hard, soft, skipped, length uint16) {
		skip := []chunk.Span{{Start: min(int(skipped), len(text)), End: min(int(skipped)+int(length), len(text))}}
		check(t, text, []int{int(hard)}, skip, chunk.Split(text, []int{int(hard)}, []int{int(soft)}, skip))
		checkSentences(t, text, chunk.Sentences(text))
	})
}

// TestLinearTime splits texts that make a careless loop quadratic. A megabyte would then take a quarter of an hour instead of a tenth of a
// second.
func TestLinearTime(t *testing.T) {
	const size = 1_000_000
	for _, piece := range []string{"x", "字", " ", ".", ")", "a\u0301", "\u0301", "a\n", "a. ", "1.", "\n", "- a\n", "\ta", ". )"} {
		t.Run(fmt.Sprintf("%q", piece), func(t *testing.T) {
			text := "A. " + strings.Repeat(piece, size/len(piece))
			start := time.Now()
			spans := chunk.Split(text, nil, nil, nil)
			chunk.Sentences(text)
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
			check(t, text, nil, nil, spans)
		})
	}
}

func BenchmarkSplit(b *testing.B) {
	var text strings.Builder
	for i := range 200 {
		text.WriteString(filler(200+i*20%1800) + "\n\n")
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		chunk.Split(text.String(), nil, nil, nil)
	}
}
