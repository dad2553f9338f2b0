package index

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"footnote/index/language"
	"footnote/index/query"
	"footnote/index/rank"
	"footnote/index/store"
)

// A Filter narrows a search to some documents, beside what the question itself says in the language of query.Parse: a document has
// to pass both. The zero value lets all pass.
type Filter struct {
	Folders []string // paths or names of folders: a document lies below one of these
	Types   []string // as in type: a format, a family of formats, or an ending of file names: a document is of one of these

	// After is the first day a document may be dated, Before the day before which it has to be; zero is no bound. Only
	// their years, months and days count, each in its own location.
	After, Before time.Time
}

// empty says whether the filter lets all pass.
func (f Filter) empty() bool {
	return len(f.Folders) == 0 && len(f.Types) == 0 && f.After.IsZero() && f.Before.IsZero()
}

// A scope is what of the library a search looks at.
type scope struct {
	filter   *store.Filter  // nil lets all pass
	phrases  []rank.Phrases // have to stand in a passage: the filter knows their words, and not their order
	unwanted []rank.Phrase  // must not
}

// parse parses a question. Beside words, a type that is none, and that no document has, is a word too.
func (l *Library) parse(ctx context.Context, question string) (query.Query, error) {
	asked, err := query.Parse(question)
	if err != nil || asked.Words == "" || slices.IndexFunc(asked.Values(query.Type, false), func(name string) bool { return !query.IsType(name) }) < 0 {
		return asked, err
	}
	facts, err := l.store.Facts(ctx)
	if err != nil {
		return asked, err
	}
	return query.ParseTypes(question, func(name string) bool {
		types := query.NewTypes([]string{name})
		return query.IsType(name) || slices.ContainsFunc(facts, func(f store.Fact) bool { return types.Has(f.Kind, f.Path) })
	})
}

// narrow makes of what was asked the scope of a search.
func (l *Library) narrow(ctx context.Context, analyzer *language.Analyzer, asked query.Query, opt SearchOptions) (scope, error) {
	var s scope
	var with []store.Word
	var without []string
	held, err := l.languages(ctx)
	if err != nil {
		return s, err
	}
	for _, texts := range asked.Phrases {
		s.phrases = append(s.phrases, rank.NewPhrases(texts))
		if len(texts) > 1 {
			continue
		}
		for _, terms := range rank.Telling(analyzer, texts[0], held) {
			with = append(with, terms)
		}
	}
	for _, text := range asked.Not {
		switch words := rank.Words(analyzer, text, held); {
		case len(words) == 1 && len(words[0].Starts) == 0 && !strings.ContainsAny(text, " \t\n"):
			without = append(without, words[0].Terms...)
		default:
			s.unwanted = append(s.unwanted, rank.NewPhrase(text))
		}
	}
	documents, err := l.documents(ctx, analyzer, held, asked, opt.Filter)
	if err != nil {
		return s, err
	}
	skip, err := l.chunksOf(ctx, opt.Wrong)
	if err != nil {
		return s, err
	}
	if documents != nil || len(with) > 0 || len(without) > 0 || len(skip) > 0 {
		s.filter = &store.Filter{Documents: documents, With: with, Without: without, Skip: skip}
	}
	return s, nil
}

// documents returns the ids of the documents that pass, nil where all do.
func (l *Library) documents(ctx context.Context, analyzer *language.Analyzer, held language.Set, asked query.Query, f Filter) ([]int64, error) {
	if f.empty() && !asked.Has(query.In, query.Type, query.Title, query.Before, query.After) {
		return nil, nil
	}
	facts, err := l.store.Facts(ctx)
	if err != nil {
		return nil, err
	}
	test := newDocumentTest(analyzer, held, asked, f)
	passing := []int64{} // not nil: nil is all
	for _, fact := range facts {
		if test.passes(fact) {
			passing = append(passing, fact.ID)
		}
	}
	return passing, nil
}

// A documentTest says which documents pass.
type documentTest struct {
	analyzer         *language.Analyzer
	held             language.Set
	after, before    Day           // 0 is no bound
	titled, untitled [][]rank.Word // what titles have to have, and must not
	folders          [2]*folders
	types            [2]query.Types  // a document is of one of each; nil is any
	notIn            *folders        // it lies in none of them
	notOf            query.Types     // and is of none of these
	dirs             map[string]bool // whether documents in a folder pass, as far as that is known
}

func newDocumentTest(analyzer *language.Analyzer, held language.Set, asked query.Query, f Filter) *documentTest {
	t := &documentTest{
		analyzer: analyzer, held: held, after: DayOf(f.After), before: DayOf(f.Before), dirs: map[string]bool{},
		folders: [2]*folders{anyFolder(f.Folders), anyFolder(asked.Values(query.In, false))}, notIn: newFolders(asked.Values(query.In, true)),
		notOf:  query.NewTypes(asked.Values(query.Type, true)),
		titled: wordsOf(analyzer, held, asked.Values(query.Title, false)), untitled: wordsOf(analyzer, held, asked.Values(query.Title, true)),
	}
	for i, names := range [][]string{f.Types, asked.Values(query.Type, false)} {
		if len(names) > 0 {
			t.types[i] = query.NewTypes(names)
		}
	}
	after, before := asked.Dates()
	t.after = max(t.after, DayOf(after))
	if b := DayOf(before); b > 0 && (t.before == 0 || b < t.before) {
		t.before = b
	}
	return t
}

func (t *documentTest) passes(f store.Fact) bool {
	if f.Date < t.after || t.before > 0 && (f.Date == 0 || f.Date >= t.before) {
		return false
	}
	return t.typePasses(f) && t.folderPasses(filepath.Dir(f.Path)) && t.titlePasses(f.Title)
}

func (t *documentTest) typePasses(f store.Fact) bool {
	for _, types := range t.types {
		if types != nil && !types.Has(f.Kind, f.Path) {
			return false
		}
	}
	return !t.notOf.Has(f.Kind, f.Path)
}

func (t *documentTest) folderPasses(dir string) bool {
	passes, known := t.dirs[dir]
	if !known {
		have := names(dir)
		passes = (t.folders[0] == nil || t.folders[0].hold(have)) && (t.folders[1] == nil || t.folders[1].hold(have)) && !t.notIn.hold(have)
		t.dirs[dir] = passes
	}
	return passes
}

func (t *documentTest) titlePasses(title string) bool {
	if len(t.titled) == 0 && len(t.untitled) == 0 {
		return true
	}
	terms := t.analyzer.Terms(title, t.held)
	has := func(wanted []rank.Word) bool {
		return !slices.ContainsFunc(wanted, func(word rank.Word) bool { return !word.In(terms) })
	}
	return !slices.ContainsFunc(t.titled, func(wanted []rank.Word) bool { return !has(wanted) }) && !slices.ContainsFunc(t.untitled, has)
}

// wordsOf returns the words of each of some texts; one without a word is left out.
func wordsOf(analyzer *language.Analyzer, held language.Set, texts []string) [][]rank.Word {
	var all [][]rank.Word
	for _, text := range texts {
		if words := rank.Words(analyzer, text, held); len(words) > 0 {
			all = append(all, words)
		}
	}
	return all
}
