package index

import (
	"context"
	"os"
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
	filter   *store.Filter // nil lets all pass
	phrases  []rank.Phrase // have to stand in a passage: the filter knows their words, and not their order
	unwanted []rank.Phrase // must not
}

// narrow makes of what was asked the scope of a search.
func (l *Library) narrow(ctx context.Context, analyzer *language.Analyzer, asked query.Query, opt SearchOptions) (scope, error) {
	var s scope
	var with, without []string
	for _, text := range asked.Phrases {
		s.phrases = append(s.phrases, rank.NewPhrase(text))
		with = append(with, rank.Telling(analyzer, text)...)
	}
	for _, text := range asked.Not {
		switch terms := analyzer.Terms(text); {
		case len(terms) == 1 && !strings.ContainsAny(text, " \t\n"):
			without = append(without, terms[0])
		default:
			s.unwanted = append(s.unwanted, rank.NewPhrase(text))
		}
	}
	documents, err := l.documents(ctx, analyzer, asked, opt.Filter)
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
func (l *Library) documents(ctx context.Context, analyzer *language.Analyzer, asked query.Query, f Filter) ([]int64, error) {
	test := documentTest{analyzer: analyzer, asked: asked, filter: f, dirs: map[string]bool{}, after: dayOf(f.After), before: dayOf(f.Before)}
	after, before := asked.Dates()
	test.after = max(test.after, dayOf(after))
	if b := dayOf(before); b > 0 && (test.before == 0 || b < test.before) {
		test.before = b
	}
	test.titled, test.untitled = analyzed(analyzer, asked.Values(query.Title, false)), analyzed(analyzer, asked.Values(query.Title, true))
	if f.empty() && !asked.Has(query.In, query.Type, query.Title, query.Before, query.After) {
		return nil, nil
	}
	facts, err := l.store.Facts(ctx)
	if err != nil {
		return nil, err
	}
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
	asked            query.Query
	filter           Filter
	after, before    int             // as dayOf; 0 is no bound
	titled, untitled [][]string      // the terms of what titles have to have, and must not
	dirs             map[string]bool // whether documents in a folder pass, as far as that is known
}

func (t *documentTest) passes(f store.Fact) bool {
	day := dayOf(f.Date)
	if day < t.after || t.before > 0 && day >= t.before {
		return false
	}
	return t.typePasses(f) && t.folderPasses(filepath.Dir(f.Path)) && t.titlePasses(f.Title)
}

func (t *documentTest) typePasses(f store.Fact) bool {
	is := func(name string) bool { return query.IsOfType(name, f.Kind, f.Path) }
	return anyOf(t.filter.Types, is) && anyOf(t.asked.Values(query.Type, false), is) &&
		!slices.ContainsFunc(t.asked.Values(query.Type, true), is)
}

func (t *documentTest) folderPasses(dir string) bool {
	passes, known := t.dirs[dir]
	if !known {
		lies := func(folder string) bool { return liesIn(dir, folder) }
		passes = anyOf(t.filter.Folders, lies) && anyOf(t.asked.Values(query.In, false), lies) &&
			!slices.ContainsFunc(t.asked.Values(query.In, true), lies)
		t.dirs[dir] = passes
	}
	return passes
}

func (t *documentTest) titlePasses(title string) bool {
	if len(t.titled) == 0 && len(t.untitled) == 0 {
		return true
	}
	terms := t.analyzer.Terms(title)
	has := func(wanted []string) bool {
		return !slices.ContainsFunc(wanted, func(term string) bool { return !slices.Contains(terms, term) })
	}
	return !slices.ContainsFunc(t.titled, func(wanted []string) bool { return !has(wanted) }) && !slices.ContainsFunc(t.untitled, has)
}

// analyzed are the terms of each of some texts; one without a word is left out.
func analyzed(analyzer *language.Analyzer, texts []string) [][]string {
	var all [][]string
	for _, text := range texts {
		if terms := analyzer.Terms(text); len(terms) > 0 {
			all = append(all, terms)
		}
	}
	return all
}

// anyOf says whether one of names fits, or there are none.
func anyOf(names []string, fits func(string) bool) bool {
	return len(names) == 0 || slices.ContainsFunc(names, fits)
}

// liesIn says whether dir is a folder, or lies below it, that is named by its path from the root or from the user's own folder ("~"), or
// by its name, or by the names of some folders in a row. Case and accents do not matter.
func liesIn(dir, folder string) bool {
	if rest, ok := strings.CutPrefix(folder, "~"); ok && (rest == "" || rest[0] == '/' || rest[0] == filepath.Separator) {
		if home, err := os.UserHomeDir(); err == nil {
			folder = home + rest
		}
	}
	have, want := names(dir), names(folder)
	if len(want) == 0 {
		return true
	}
	if filepath.IsAbs(folder) {
		return len(have) >= len(want) && slices.Equal(have[:len(want)], want)
	}
	for i := 0; i+len(want) <= len(have); i++ {
		if slices.Equal(have[i:i+len(want)], want) {
			return true
		}
	}
	return false
}

// names are the folders of a path, folded.
func names(path string) []string {
	return strings.FieldsFunc(language.Fold(path), func(r rune) bool { return r == '/' || r == filepath.Separator })
}

// dayOf is a day as a number that is the greater the later it is; 0 for the zero time.
func dayOf(t time.Time) int {
	if t.IsZero() {
		return 0
	}
	year, month, day := t.Date()
	return (year*100+int(month))*100 + day
}
