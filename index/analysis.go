package index

import (
	"context"
	"slices"
	"strings"

	"footnote/index/doc"
	"footnote/index/language"
	"footnote/index/rank"
	"footnote/index/store"
)

// analysis is the version of how words are analysed. The next Sync analyses documents of an earlier version again, from the library's own
// texts; until then their old words serve.
const analysis = 2

// languages returns the languages of the library's documents. English is always one of them: its stems are those of Latin words of which
// no language is known.
func (l *Library) languages(ctx context.Context) (language.Set, error) {
	set, err := l.store.Languages(ctx)
	return language.Set(set) | language.SetOf(language.English), err
}

// A termer gives the chunks of a document their terms, each in the language that its words show. Its parts are rather in the language of the
// whole.
type termer struct {
	analyzer *language.Analyzer
	whole    *language.Language
	title    []string
	spoken   language.Set
}

// headBytes is how much of a text its language is told by.
const headBytes = 1 << 16

func newTermer(analyzer *language.Analyzer, title, text string) *termer {
	whole := language.Detect(text[:min(len(text), headBytes)])
	if whole == nil { // the text has most titles, and would count their words twice
		whole = language.Detect(title)
	}
	in := language.SetOf(whole)
	return &termer{analyzer: analyzer, whole: whole, title: analyzer.Terms(title, in), spoken: in}
}

// chunk returns the chunk of a span with its terms. body is what is found of it.
func (t *termer) chunk(span doc.Span, headings, body string) store.Chunk {
	in := language.SetOf(language.DetectPart(body, t.whole))
	t.spoken |= in
	return store.Chunk{
		Start: span.Start, End: span.End,
		Title: t.title, Heading: t.analyzer.Terms(headings, in), Body: t.analyzer.Terms(body, in),
	}
}

// made says what made the terms so far.
func (t *termer) made() store.Analysis { return store.NewAnalysis(analysis, uint32(t.spoken)) }

// termsBy returns what analyses the chunks of a stored document again. Before words had an Analysis, the library did not store what of a
// text is not found: such a document is found by all of its text, and its file has to be read again if its kind may have such parts.
func termsBy(analyzer *language.Analyzer) store.Analyzer {
	return func(d store.Document, spans [][2]int) (chunks []store.Chunk, made store.Analysis, all bool) {
		places, _ := decodeStored(d.Places) // they have been checked
		locator := places.Locator()
		terms := newTermer(analyzer, d.Title, d.Text)
		for _, s := range spans {
			span := doc.Span{Start: s[0], End: s[1]}
			headings := strings.Join(locator.Section(span.Start).Names(), "\n")
			chunks = append(chunks, terms.chunk(span, headings, spared(d.Text, span, places.Skip)).Packed())
		}
		return chunks, terms.made(), d.Analysis != 0 || !spares(d.Kind)
	}
}

// spares reports whether a document of a kind may have parts that are shown and not found: running heads, what a reply repeats.
func spares(kind string) bool {
	family := doc.KindOf(kind).Family
	return family == doc.PDF || family == doc.Web || family == doc.Mail
}

// reanalyze analyses the documents of an earlier version again.
func (l *Library) reanalyze(ctx context.Context) error {
	analyzer := l.analyzers.Get().(*language.Analyzer)
	defer l.analyzers.Put(analyzer)
	return l.store.Reanalyze(ctx, analysis, termsBy(analyzer), unread)
}

// unread is the edition of a document whose file has to be read again.
const unread = 0

// maxCompletions bounds the terms that the beginning of a word is looked for as.
const maxCompletions = 500

// present returns the words of a query as the library has them, and how many chunks have each. Beginnings are completed, and words are looked
// for in compounds. A word that the library lacks is looked for under its other terms, and then as a part of others.
func (l *Library) present(ctx context.Context, query rank.Query, held language.Set) (words []rank.Word, n []int, err error) {
	words = slices.Clone(query.Words)
	for i := range words {
		for _, start := range words[i].Starts {
			terms, err := l.store.Beginning(ctx, start, maxCompletions)
			if err != nil {
				return nil, nil, err
			}
			words[i].Terms = slices.Concat(words[i].Terms, terms)
		}
	}
	if err := l.compounds(ctx, query, words, held); err != nil {
		return nil, nil, err
	}
	if n, err = l.store.Frequencies(ctx, wanted(words)); err != nil {
		return nil, nil, err
	}
	var changed []int
	for i := range words {
		if w := &words[i]; n[i] == 0 && len(w.Else) > 0 {
			w.Terms, w.Else = w.Else, w.Terms
			changed = append(changed, i)
		}
	}
	if err := l.recount(ctx, words, n, changed); err != nil {
		return nil, nil, err
	}
	if changed, err = l.parts(ctx, query, words, n); err != nil {
		return nil, nil, err
	}
	return words, n, l.recount(ctx, words, n, changed)
}

// recount corrects n, which holds how many chunks have each of some words, for those words that have changed.
func (l *Library) recount(ctx context.Context, words []rank.Word, n, changed []int) error {
	var others []rank.Word
	for _, i := range changed {
		others = append(others, words[i])
	}
	again, err := l.store.Frequencies(ctx, wanted(others))
	if err != nil {
		return err
	}
	for j, i := range changed {
		n[i] = again[j]
	}
	return nil
}

// maxCompounds bounds the compounds that a word is looked for in, and the words that it is looked for as a part of.
const maxCompounds = 200

// compounds adds to words the terms of compounds that they begin or end, if what is beside them is a word of the library too. It looks only
// where the library has a language with compounds, and the question is in one or shows no language.
func (l *Library) compounds(ctx context.Context, query rank.Query, words []rank.Word, held language.Set) error {
	if !held.Compounding() || query.Language != nil && !language.SetOf(query.Language).Compounding() {
		return nil
	}
	for i := range words {
		var compounds []string
		var beside []store.Word
		for _, form := range words[i].Terms {
			terms, err := l.containing(ctx, words[i], form)
			if err != nil {
				return err
			}
			for _, term := range terms {
				if rest := language.Beside(term, form, held); len(rest) > 0 {
					compounds, beside = append(compounds, term), append(beside, rest)
				}
			}
		}
		n, err := l.store.Frequencies(ctx, beside)
		if err != nil {
			return err
		}
		words[i].Terms = slices.Clip(words[i].Terms)
		for j, term := range compounds {
			if n[j] > 0 {
				words[i].Terms = append(words[i].Terms, term)
			}
		}
	}
	return nil
}

// parts adds to words that the library lacks the terms that they are a part of, and returns the places of those that it found any for. If a
// question is in English or shows no language, the library has to lack all of its words: one word that is missing rather shows that the
// library does not answer.
func (l *Library) parts(ctx context.Context, query rank.Query, words []rank.Word, n []int) (changed []int, err error) {
	if !query.Foreign() && slices.ContainsFunc(n, func(n int) bool { return n > 0 }) {
		return nil, nil
	}
	for i, w := range words {
		if n[i] > 0 {
			continue
		}
		var all []string
		for _, form := range slices.Concat(w.Terms, w.Else) {
			terms, err := l.containing(ctx, w, form)
			if err != nil {
				return nil, err
			}
			all = append(all, terms...)
		}
		if len(all) > 0 {
			words[i].Terms = slices.Concat(w.Terms, all)
			changed = append(changed, i)
		}
	}
	return changed, nil
}

// containing returns terms that contain a form of a word; none if the word is not of letters, or too short.
func (l *Library) containing(ctx context.Context, word rank.Word, form string) ([]string, error) {
	if !word.Bare() || !language.InCompounds(form) {
		return nil, nil
	}
	return l.store.Containing(ctx, form, maxCompounds)
}
