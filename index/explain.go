package index

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/index/embed"
	"footnote/index/language"
)

// An Explanation says which words of a passage carried its nearness to a question: with a static model the cosine of the two is a
// sum over the passage's words.
type Explanation struct {
	Cosine float64        // of the question and the passage, with the title and the headings above it: Above and Words add up to it
	Above  float64        // what the title and the headings add
	Words  []Contribution // in the order of the passage
}

// A Contribution is what one word of a passage adds to its cosine with a question; it is negative where the word leads elsewhere.
type Contribution struct {
	Span   // within the passage
	Weight float64
}

// An explainer is a model that can say which tokens of a passage made its cosine with a query.
type explainer interface {
	Explain(query []float32, passage string) []embed.Contribution
}

// Explain says why a passage is near to question. opt is that of the search that found it, whose marked passages moved the
// question. The error is ErrNotStatic where the model cannot say it; ErrNotFound where the passage is gone; a *QueryError; ctx.Err(); or
// the library's.
func (l *Library) Explain(ctx context.Context, question string, passage Citation, opt SearchOptions) (Explanation, error) {
	e, err := l.explain(ctx, question, passage, opt)
	if err != nil {
		return Explanation{}, fmt.Errorf("explain a passage of %s: %w", passage.Path, err)
	}
	return e, nil
}

func (l *Library) explain(ctx context.Context, question string, passage Citation, opt SearchOptions) (Explanation, error) {
	asked, err := l.parse(ctx, question)
	if err != nil {
		return Explanation{}, err
	}
	analyzer := l.analyzers.Get().(*language.Analyzer)
	defer l.analyzers.Put(analyzer)
	words, err := l.analyse(ctx, analyzer, asked.Words)
	if err != nil {
		return Explanation{}, err
	}
	sense, err := l.understand(ctx, words, opt)
	if err != nil {
		return Explanation{}, err
	}
	model, ok := sense.model.(explainer)
	if !ok {
		return Explanation{}, ErrNotStatic
	}
	id, err := l.store.Chunk(ctx, passage.Path, passage.Span.Start, passage.Span.End)
	if err != nil {
		return Explanation{}, err
	}
	stored, err := l.store.Passages(ctx, []int64{id})
	if err != nil {
		return Explanation{}, err
	}
	if len(stored) == 0 { // gone in between
		return Explanation{}, ErrNotFound
	}
	places, err := decodePlaces(stored[0].Places)
	if err != nil {
		return Explanation{}, err
	}
	text := language.Joined(stored[0].Text)
	above := embedded(stored[0].Title, strings.Join(places.Section(stored[0].Start).Names(), "\n"), "")
	e := sumUp(model.Explain(sense.question, above+text), len(above), text)
	at := origins(text, stored[0].Text)
	for i := range e.Words {
		e.Words[i].Span = Span{Start: at[e.Words[i].Start], End: at[e.Words[i].End-1] + 1}
	}
	return e, nil
}

// embedded is what the model is given of a passage: it begins with what stands above it, and words broken at a line's end are whole.
func embedded(title, headings, body string) string {
	return title + "\n" + headings + "\n" + language.Joined(body)
}

// sumUp makes an explanation of the tokens of a text that begins with what stands above the passage. Tokens that are parts of one word
// are added up.
func sumUp(tokens []embed.Contribution, above int, text string) Explanation {
	var e Explanation
	for _, t := range tokens {
		e.Cosine += t.Weight
		if t.Start < above {
			e.Above += t.Weight
			continue
		}
		s := Span{Start: t.Start - above, End: t.End - above}
		if n := len(e.Words); n > 0 && continues(text, e.Words[n-1].Span, s) {
			e.Words[n-1].End = max(e.Words[n-1].End, s.End)
			e.Words[n-1].Weight += t.Weight
			continue
		}
		e.Words = append(e.Words, Contribution{s, t.Weight})
	}
	return e
}

// origins are the bytes of text that the bytes of joined were. What language.Joined leaves out begins with a hyphen at a line's end, and goes
// on with a small letter, so that the two are told apart by their bytes.
func origins(joined, text string) []int {
	at := make([]int, len(joined))
	from := 0
	for i := range at {
		for text[from] != joined[i] {
			from++
		}
		at[i] = from
		from++
	}
	return at
}

// continues says whether a token belongs to the word that the one before it is of.
func continues(text string, before, token Span) bool {
	if token.Start < before.End {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(text[:before.End])
	next, _ := utf8.DecodeRuneInString(text[token.Start:])
	return token.Start == before.End && unicode.IsLetter(last) == unicode.IsLetter(next) && !unicode.In(next, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
