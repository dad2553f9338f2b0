package app

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/answer"
)

// sentWords says what left this computer, and where it went; empty if nothing did.
func (a *answering) sentWords() string {
	m := a.model
	if m.Local() {
		return ""
	}
	given := a.said.Given
	if given == 0 {
		given = min(len(a.cited), answer.MostPassages)
	}
	if len(a.turns) > 0 {
		return lang.N("Sent to {{.Host}}: the conversation and {{.Count}} passages", given, map[string]any{"Host": m.Destination(), "Count": given})
	}
	return lang.N("Sent to {{.Host}}: your question and {{.Count}} passages", given, map[string]any{"Host": m.Destination(), "Count": given})
}

// trouble says what went wrong with the model; empty if nothing did.
func (a *answering) trouble() string {
	switch err := a.failed; {
	case a.said.Long:
		return lang.L("The answer was cut off here because it was too long.")
	case err == nil:
		return ""
	case a.stopped():
		return lang.L("Stopped. Footnote checked the sentences above.")
	default:
		return strings.Join(inWords().ExplainAnswer(err), " ")
	}
}

// conversation returns the answer as shown, followed by the earlier questions and answers, latest first.
func (a *answering) conversation() view.Writing {
	const most = 160 // runes shown of an earlier answer
	var b writing
	a.writeAnswer(&b)
	if len(a.turns) > 0 {
		b.paragraph()
	}
	for _, t := range slices.Backward(a.turns) {
		b.paragraph()
		said := []rune(t.Answer)
		if len(said) > most {
			said = append(said[:most], '…')
		}
		b.faint(lang.L("Earlier: {{.Question}}", map[string]any{"Question": t.Question}) + " — " + string(said))
	}
	return b.Writing
}

// writing returns the answer as shown.
func (a *answering) writing() view.Writing {
	var b writing
	a.writeAnswer(&b)
	return b.Writing
}

func (a *answering) writeAnswer(b *writing) {
	switch {
	case !a.modelSpeaks():
		a.writeQuotations(b)
	case a.said.None:
		b.faint(lang.N("{{.Model}} found no answer in the {{.Count}} closest passages.", a.said.Given, map[string]any{"Model": a.model.Name(), "Count": a.said.Given}))
	case len(a.said.Claims) == 0 && a.busy:
		b.faint(lang.L("Reading the passages…"))
	default:
		for i, c := range a.said.Claims {
			if i > 0 && c.First {
				b.paragraph()
			} else if i > 0 {
				b.words(" ")
			}
			a.writeClaim(b, c)
		}
	}
}

// writeQuotations writes the quotations, each with its number.
func (a *answering) writeQuotations(b *writing) {
	for i, q := range a.quotations {
		if i > 0 {
			b.paragraph()
		}
		if q.Against {
			b.faint(lang.L("{{.Document}} says otherwise:", map[string]any{"Document": q.Citation.Title}))
			b.words(" ")
		}
		reading := a.readings.of(q.Citation.Kind, q.Text)
		marks := make([]index.Span, len(q.Marks))
		for i, m := range q.Marks {
			marks[i] = reading.Span(m)
		}
		words, marks := flatten(reading.Text, marks)
		b.words("“")
		b.marked(words, marks)
		b.words("” ")
		at := a.cited[q.Passage].Citation.Span.Start
		a.writeNumber(b, q.Passage+1, []index.Span{{Start: q.Citation.Span.Start - at, End: q.Citation.Span.End - at}})
	}
}

// writeClaim writes a sentence with its numbers, and the check's verdict unless the check confirmed the sentence.
func (a *answering) writeClaim(b *writing, c answer.Claim) {
	text := c.Text
	if c.Item {
		text = "• " + text
	}
	if c.Verdict == answer.Supported || c.Open {
		b.words(text)
	} else {
		b.faint(text)
	}
	for _, n := range c.Cites {
		b.words(" ")
		if n >= 1 && n <= len(a.cited) {
			a.writeNumber(b, n, a.cited[n-1].Highlights)
			continue
		}
		b.link(numbered(n), view.Link{Doubt: true, Tip: view.Tip{Text: lang.L("There is no passage with this number.")}})
	}
	if words := verdictWords(c); words != "" && !c.Open {
		b.words(" ")
		b.link("— "+words, view.Link{Doubt: true, Tip: view.Tip{Text: a.doubt(c)}})
	}
}

// verdictWords says what the check found wrong with a sentence; "" if it confirmed the sentence.
func verdictWords(c answer.Claim) string {
	switch c.Verdict {
	case answer.Supported:
		return ""
	case answer.Contradicted:
		return lang.L("your documents say otherwise")
	}
	return lang.L("not confirmed")
}

// doubt says why the check did not confirm a sentence.
func (a *answering) doubt(c answer.Claim) string {
	words := map[string]any{"Words": "“" + strings.Join(c.Missing, "”, “") + "”"}
	switch {
	case len(c.Cites) == 0:
		return lang.L("The sentence cites no passage.")
	case slices.ContainsFunc(c.Cites, func(n int) bool { return n < 1 || n > len(a.cited) }):
		return lang.L("There is no passage with this number.")
	case c.Verdict == answer.Contradicted && len(c.Missing) > 0:
		return lang.L("The cited passages say something else here: {{.Words}}. Read them.", words)
	case c.Verdict == answer.Contradicted:
		return lang.L("The cited passages say something else. Read them.")
	case len(c.Missing) == 0:
		return lang.L("Footnote could not find this in the cited passages. It may still be right: read them.")
	}
	return lang.L("Footnote could not find this in the cited passages: {{.Words}}. It may still be right: read them.", words)
}

// writeNumber writes a passage's number as a link to the passage. It uses the passage's number in the list, if the passage is listed.
func (a *answering) writeNumber(b *writing, n int, marks []index.Span) {
	p := a.cited[n-1]
	shown := n
	if row := a.row(p); row > 0 {
		shown = row
	}
	skip := headingEnd(p)
	reading := a.readings.of(p.Citation.Kind, p.Text[skip:])
	tip := view.Tip{Title: p.Citation.Title, Place: inWords().PlaceIn(p.Citation.Title, p.Citation.Place), Text: reading.Text}
	for _, m := range marks {
		if m.Start >= skip {
			tip.Marks = append(tip.Marks, view.Span(reading.Span(index.Span{Start: m.Start - skip, End: m.End - skip})))
		}
	}
	b.link(numbered(shown), view.Link{Number: n, Tip: tip})
}

func numbered(n int) string { return "[" + strconv.Itoa(n) + "]" }

// A writing is a text assembled piece by piece.
type writing struct{ view.Writing }

func (b *writing) words(words string) { b.Text += words }

// paragraph begins a paragraph.
func (b *writing) paragraph() { b.Text += "\v" }

// faint adds words in a fainter colour.
func (b *writing) faint(words string) {
	b.Faint = append(b.Faint, view.Span{Start: len(b.Text), End: len(b.Text) + len(words)})
	b.Text += words
}

// marked adds words with marks on them.
func (b *writing) marked(words string, marks []index.Span) {
	b.Marks = append(b.Marks, spans(marks, len(b.Text))...)
	b.Text += words
}

func (b *writing) link(words string, l view.Link) {
	l.Span = view.Span{Start: len(b.Text), End: len(b.Text) + len(words)}
	b.Text += words
	b.Links = append(b.Links, l)
}

// flatten returns the text as one line, with each run of white space as one space, and shifts the marks accordingly.
func flatten(text string, marks []index.Span) (string, []index.Span) {
	var b strings.Builder
	moved := make([]index.Span, len(marks))
	blank := false
	for i, r := range text {
		space := unicode.IsSpace(r)
		if space {
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
		if !space {
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
