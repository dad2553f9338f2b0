package app

import (
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// group puts passages under their documents, in the order of each document's best passage, and numbers them as shown. If the list is
// ranked, the passages keep their own order, and the document is named again above each passage that does not follow one of the same
// document; likewise above a passage that is clearly worse than one of another document.
func (l *listing) group(found []index.Passage) (groups []view.Group, order []index.Passage) {
	at := map[string]int{}
	var lists [][]index.Passage
	for _, p := range found {
		i, ok := at[p.Citation.Path]
		if !ok || i != len(lists)-1 && (l.settings.ranked || clearlyWorse(p, lists[i+1][0])) {
			i = len(lists)
			at[p.Citation.Path] = i
			lists = append(lists, nil)
		}
		lists[i] = append(lists[i], p)
	}
	for _, list := range lists {
		c := list[0].Citation
		g := view.Group{Document: view.Document{Kind: c.Kind, Title: c.Title, Folder: l.pathWords(filepath.Dir(c.Path)), Date: dateWords(c.Date, l.today())}}
		for i, p := range list {
			row := l.row(p)
			row.Number = len(order) + i + 1
			g.Passages = append(g.Passages, row)
		}
		groups = append(groups, g)
		order = append(order, list...)
	}
	return groups, order
}

// clearlyWorse reports whether a passage scores too far below another to be listed above it.
func clearlyWorse(p, other index.Passage) bool {
	return p.Score < other.Score/2 && other.Score-p.Score > 0.1
}

// row returns a passage for its row, without an initial heading, because its place already names the heading.
func (l *listing) row(p index.Passage) view.Passage {
	skip := headingEnd(p)
	reading := l.readings.of(p.Citation.Kind, p.Text[skip:])
	shown := func(s view.Span) view.Span {
		return view.Span(reading.Span(index.Span{Start: max(s.Start, 0), End: max(s.End, 0)}))
	}
	row := view.Passage{
		Place: inWords().PlaceIn(p.Citation.Title, p.Citation.Place), Text: reading.Text, Score: p.Score, Unscored: l.listed,
		Match: matchWord(p), ScoreWords: matchWords(p), Right: l.judging.isRight(p.Citation),
	}
	for _, s := range p.Highlights {
		if s.Start >= skip {
			row.Marks = append(row.Marks, shown(view.Span{Start: s.Start - skip, End: s.End - skip}))
		}
	}
	row.Marks = slices.DeleteFunc(row.Marks, func(s view.Span) bool { return s.Start == s.End }) // not read: in the address of a link
	row.Best = shown(view.Span{Start: p.Best.Start - skip, End: p.Best.End - skip})
	if l.judging.explains(p.Citation) {
		row.Why, row.Grades = l.judging.why.sentence(p), l.judging.why.marks(skip)
		for _, marks := range row.Grades {
			for i, s := range marks {
				marks[i] = shown(s)
			}
		}
	}
	return row
}

// words says how much was found, or that the results are only close.
func (f found) words() string {
	if f.weak {
		return lang.L("Nothing answers this; these are the closest passages")
	}
	if f.unsure() {
		return lang.L("Passages that may help: {{.Found}}", map[string]any{"Found": foundWords(f.Result)})
	}
	return foundWords(f.Result)
}

// unsure reports whether passages were found of which no answer may be stated.
func (f found) unsure() bool {
	return len(f.Passages) > 0 && f.Passages[0].Evidence != index.Evidence{} && !f.Passages[0].Evidence.Certain()
}

// foundWords says how many passages were found, or how many documents if documents are listed. If not all are shown, it says how many are.
func foundWords(r index.Result) string {
	of := passages
	if r.Listed {
		of = documents
	}
	if n := len(r.Passages); n < r.Found {
		return lang.L("{{.Shown}} of {{.All}}", map[string]any{"Shown": inWords().Number(n), "All": of(r.Found)})
	}
	return of(len(r.Passages))
}

// moreWords says that more was found than is shown; empty if all is shown.
func moreWords(r index.Result) string {
	if len(r.Passages) >= r.Found {
		return ""
	}
	return lang.L("Show more")
}

// dateWords returns a document's date in words, without the year if it is the present one.
func dateWords(date index.Day, now time.Time) string {
	if date == 0 {
		return ""
	}
	year, month, day := date.Date()
	data := map[string]any{"Day": day, "Month": monthWords(month), "Year": year}
	if year == now.Year() {
		return lang.L("{{.Day}} {{.Month}}", data)
	}
	return lang.L("{{.Day}} {{.Month}} {{.Year}}", data)
}

func monthWords(m time.Month) string {
	return [...]string{
		lang.L("Jan"), lang.L("Feb"), lang.L("Mar"), lang.L("Apr"), lang.L("May"), lang.L("Jun"), lang.L("Jul"), lang.L("Aug"),
		lang.L("Sep"), lang.L("Oct"), lang.L("Nov"), lang.L("Dec"),
	}[m-1]
}
