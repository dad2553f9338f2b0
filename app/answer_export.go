package app

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/export"
	"footnote/index"
)

// onMenu shows the actions for the answer.
func (a *answering) onMenu(at fyne.Position) { a.showMenu(a.menu(), at) }

// menu returns the actions for the answer.
func (a *answering) menu() *fyne.Menu {
	heading, name := oneLine(a.question), lang.L("answer")
	failed := lang.L("The answer could not be exported.")
	format := func(words, ext string, write func(io.Writer, []export.Sentence) error) *fyne.MenuItem {
		return fyne.NewMenuItem(words, func() {
			sentences := a.sentences()
			a.askWhereTo(name+ext, failed, func(out io.Writer) error { return write(out, sentences) })
		})
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Copy the answer"), a.onCopy),
		format(lang.L("Export as Markdown…"), ".md", func(out io.Writer, s []export.Sentence) error {
			return export.AnswerMarkdown(out, heading, s, escapeMarkdown)
		}),
		format(lang.L("Export as a Word document…"), ".docx", func(out io.Writer, s []export.Sentence) error {
			return export.AnswerDOCX(out, heading, s)
		}),
	}
	if len(a.turns) > 0 {
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("Clear the conversation"), a.onClearConversation))
	}
	return fyne.NewMenu("", items...)
}

// sentences returns the answer for export, with the check's verdicts.
func (a *answering) sentences() []export.Sentence {
	var sentences []export.Sentence
	if !a.modelSpeaks() {
		for _, q := range a.quotations {
			p := index.Passage{Text: q.Text, Citation: q.Citation}
			sentences = append(sentences, export.Sentence{Words: "“" + wordsOf(p) + "”", Notes: []export.Note{note(p)}, Begins: true})
		}
		return sentences
	}
	for _, c := range a.said.Claims {
		s := export.Sentence{Words: c.Text, Begins: c.First}
		if c.Item {
			s.Words = "• " + s.Words
		}
		for _, n := range c.Cites {
			if n >= 1 && n <= len(a.cited) {
				s.Notes = append(s.Notes, note(a.cited[n-1]))
			}
		}
		if words := verdictWords(c); words != "" {
			s.Words += " (" + words + ")"
		}
		sentences = append(sentences, s)
	}
	return sentences
}
