package app

import (
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// answerState is the answer above the passages.
type answerState struct {
	quotations []index.Quotation // of the passages found; Passage counts these as they are shown
}

// found is what a search brings: passages, and what of them answers by itself.
type found struct {
	index.Result
	quotations []index.Quotation
}

// showQuotations shows what answers by itself, in the documents' own words, or nothing.
func (w *Window) showQuotations(f found) {
	w.answers.quotations = nil
	for _, q := range f.quotations {
		if n := w.numberOf(f.Passages[q.Passage]); n > 0 {
			q.Passage = n - 1
			w.answers.quotations = append(w.answers.quotations, q)
		}
	}
	if len(w.answers.quotations) == 0 {
		w.asking.ClearAnswer()
		return
	}
	w.asking.SetAnswer(view.Answer{Caption: lang.L("FROM YOUR DOCUMENTS"), Writing: w.quotationsWriting()})
}

// numberOf is the number under which a passage is shown, 0 where it is not.
func (w *Window) numberOf(p index.Passage) int {
	for i, q := range w.ask.answered {
		if q.Citation.Path == p.Citation.Path && q.Citation.Span == p.Citation.Span {
			return i + 1
		}
	}
	return 0
}

// quotationsWriting are the quotations as they are read, each with its number.
func (w *Window) quotationsWriting() view.Writing {
	var b writing
	for i, q := range w.answers.quotations {
		if i > 0 {
			b.paragraph()
		}
		words, marks := flatten(q.Text, q.Marks)
		b.words("“")
		b.marked(words, marks)
		b.words("” ")
		b.cite(q.Passage+1, w.tip(q.Passage, q))
	}
	return b.Writing
}

// tip is what is shown of a passage beside its number: the passage, with what is quoted of it marked.
func (w *Window) tip(passage int, q index.Quotation) view.Tip {
	p := w.ask.answered[passage]
	start := q.Citation.Span.Start - p.Citation.Span.Start
	return view.Tip{
		Title: p.Citation.Title, Place: placeIn(p.Citation.Title, p.Citation.Place), Text: p.Text,
		Marks: []view.Span{{Start: start, End: start + len(q.Text)}},
	}
}

// onCite opens the reader at a passage of the answer, with what is quoted of it marked.
func (w *Window) onCite(number int) {
	if number < 1 || number > len(w.ask.answered) {
		return
	}
	w.asking.Results.Choose(number - 1)
	p := w.ask.answered[number-1]
	var quoted []index.Span
	for _, q := range w.answers.quotations {
		if start := q.Citation.Span.Start - p.Citation.Span.Start; q.Passage == number-1 {
			quoted = append(quoted, index.Span{Start: start, End: start + len(q.Text)})
		}
	}
	if len(quoted) > 0 {
		p.Highlights = quoted
		w.showPassage(p)
	}
}

// onCopyAnswer copies the answer with its citations.
func (w *Window) onCopyAnswer() {
	var b strings.Builder
	for _, q := range w.answers.quotations {
		b.WriteString(cite(index.Passage{Text: q.Text, Citation: q.Citation}) + "\n")
	}
	w.app.Clipboard().SetContent(strings.TrimSuffix(b.String(), "\n"))
	w.notice(lang.L("Copied with its citations."))
}

// A writing is put together piece by piece.
type writing struct{ view.Writing }

func (b *writing) words(words string) { b.Text += words }

// paragraph begins a paragraph.
func (b *writing) paragraph() { b.Text += "\v" }

// marked adds words with marks on them.
func (b *writing) marked(words string, marks []index.Span) {
	b.Marks = append(b.Marks, spans(marks, len(b.Text))...)
	b.Text += words
}

// cite adds the number of a passage as a link to it.
func (b *writing) cite(number int, tip view.Tip) {
	b.link("["+strconv.Itoa(number)+"]", view.Link{Number: number, Tip: tip})
}

func (b *writing) link(words string, l view.Link) {
	l.Span = view.Span{Start: len(b.Text), End: len(b.Text) + len(words)}
	b.Text += words
	b.Links = append(b.Links, l)
}

// flatten writes words as one line, each run of white space as one blank, and moves marks along.
func flatten(text string, marks []index.Span) (string, []index.Span) {
	var b strings.Builder
	moved := make([]index.Span, len(marks))
	blank := false
	for i, r := range text {
		if unicode.IsSpace(r) {
			blank = b.Len() > 0
		} else if blank {
			b.WriteByte(' ')
			blank = false
		}
		for m := range marks {
			if i == marks[m].Start {
				moved[m].Start = b.Len()
			}
		}
		if !unicode.IsSpace(r) {
			b.WriteRune(r)
		}
		for m := range marks {
			if i < marks[m].End {
				moved[m].End = b.Len()
			}
		}
	}
	return b.String(), moved
}
