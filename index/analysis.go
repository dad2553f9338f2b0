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

// analysis counts the changes to how words are analysed. Words of an earlier one are made anew at the next Sync, from the texts that the
// library has, and serve until then.
const analysis = 1

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
	whole := language.Detect(title + "\n" + text[:min(len(text), headBytes)])
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

// reanalyze makes words anew that an earlier version of the analysis made.
func (l *Library) reanalyze(ctx context.Context) error {
	analyzer := l.analyzers.Get().(*language.Analyzer)
	defer l.analyzers.Put(analyzer)
	return l.store.Reanalyze(ctx, analysis, termsBy(analyzer), unread)
}

// unread is the edition of a document whose file has to be read again.
const unread = 0

// maxCompletions bounds the terms that the beginning of a word is looked for as.
const maxCompletions = 500

// present returns a query for the words as the library has them, and in how many chunks each of them is. Beginnings are completed; a word
// that the library lacks is looked for under its other terms.
func (l *Library) present(ctx context.Context, query rank.Query) (rank.Query, []int, error) {
	words := slices.Clone(query.Words)
	changed := false
	for i := range words {
		for _, start := range words[i].Starts {
			terms, err := l.store.Beginning(ctx, start, maxCompletions)
			if err != nil {
				return query, nil, err
			}
			words[i].Terms = append(slices.Clip(words[i].Terms), terms...)
			changed = true
		}
	}
	compounds, err := l.compounds(ctx, query, words)
	if err != nil {
		return query, nil, err
	}
	n, err := l.store.Frequencies(ctx, wanted(words))
	if err != nil {
		return query, nil, err
	}
	again := false
	for i := range words {
		if n[i] == 0 && len(words[i].Else) > 0 {
			words[i].Terms, words[i].Else, again = words[i].Else, words[i].Terms, true
		}
	}
	if again {
		if n, err = l.store.Frequencies(ctx, wanted(words)); err != nil {
			return query, nil, err
		}
	}
	parts, err := l.parts(ctx, query, words, n)
	if err == nil && parts {
		n, err = l.store.Frequencies(ctx, wanted(words))
	}
	if changed || compounds || again || parts {
		query = query.With(words)
	}
	return query, n, err
}

// maxCompounds bounds the compounds that a word is looked for in, and the words that it is looked for as a part of.
const maxCompounds = 200

// compounds adds to words the terms of compounds that they begin or end, if what is beside them is a word of the library too. It reports
// whether there are any. Only questions in a language that has them are looked for in compounds, and those that show no language.
func (l *Library) compounds(ctx context.Context, query rank.Query, words []rank.Word) (found bool, err error) {
	held, err := l.languages(ctx)
	if err != nil || !held.Compounding() || query.Language != nil && !language.SetOf(query.Language).Compounding() {
		return false, err
	}
	for i := range words {
		var compounds []string
		var beside []store.Word
		for _, form := range slices.Clone(words[i].Terms) {
			terms, err := l.containing(ctx, words[i], form)
			if err != nil {
				return false, err
			}
			for _, term := range terms {
				if rest := language.Beside(term, form, held); len(rest) > 0 {
					compounds, beside = append(compounds, term), append(beside, rest)
				}
			}
		}
		n, err := l.store.Frequencies(ctx, beside)
		if err != nil {
			return false, err
		}
		for j, term := range compounds {
			if n[j] > 0 {
				words[i].Terms, found = append(slices.Clip(words[i].Terms), term), true
			}
		}
	}
	return found, nil
}

// parts has words that the library lacks looked for as parts of others, and reports whether there are such. In a question in English, or in
// none that it shows, the library has to lack all of its words: a word that is missing says that the library does not answer.
func (l *Library) parts(ctx context.Context, query rank.Query, words []rank.Word, n []int) (found bool, err error) {
	none := !slices.ContainsFunc(n, func(n int) bool { return n > 0 })
	if !none && !foreign(query.Language) {
		return false, nil
	}
	for i := range words {
		if n[i] > 0 {
			continue
		}
		for _, form := range slices.Concat(words[i].Terms, words[i].Else) {
			terms, err := l.containing(ctx, words[i], form)
			if err != nil {
				return false, err
			}
			words[i].Terms = append(slices.Clip(words[i].Terms), terms...)
			found = found || len(terms) > 0
		}
	}
	return found, nil
}

// containing returns terms that contain a form of a word; none if the word is not of letters, or too short.
func (l *Library) containing(ctx context.Context, word rank.Word, form string) ([]string, error) {
	if !word.Bare() || !language.InCompounds(form) {
		return nil, nil
	}
	return l.store.Containing(ctx, form, maxCompounds)
}
