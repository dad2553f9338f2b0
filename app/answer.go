package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/answer"
)

// answering is the answer above the passages, and its conversation.
type answering struct {
	*shell
	page     *view.Asking
	row      func(p index.Passage) int // returns the number of a passage in the list, or 0 if it is not listed
	read     func(p index.Passage)     // shows a passage in the reader
	followUp func(question string)     // asks a question that follows another

	written

	wanted bool // the question was submitted, not just typed: the model may answer
	number int  // of the model's run; a late piece of another run is dropped
	cancel context.CancelFunc

	turns []answer.Turn // of the conversation, before this question
	host  string        // that questions and passages go to when the chosen model answers; empty for this computer
}

// written is the answer itself.
type written struct {
	question   string            // the question, in full
	plain      string            // the question without operators
	cited      []index.Passage   // number n of the answer is cited[n-1]
	quotations []index.Quotation // of cited, in the documents' own words

	model  answer.Model  // that answers or answered; nil for an answer in the documents' own words
	said   answer.Answer // by the model, so far
	failed error         // why the model stopped
	busy   bool          // the model is writing
}

// writingInterval is the shortest time between two updates of an answer that is being written.
const writingInterval = 100 * time.Millisecond

func (a *answering) build() {
	a.cancel = func() {}
	card := a.page.Card
	card.OnCite, card.OnCopy, card.OnMore = a.onCite, a.onCopy, a.onMenu
	card.OnStop = func() { a.cancel() }
	card.OnClear = a.onClearConversation
	card.Follow.OnAsked = a.onFollowUp
	card.Follow.OnLeave = func() { a.focus(a.page.Field.Entry()) }
	card.Follow.OnShortcut = a.shortcut
}

// answer makes an answer from the results of a search. It shows the documents' own words at once. If the question was submitted and a model
// is chosen, the model then writes an answer. An existing answer stays if the same question is asked again.
func (a *answering) answer(question string, shown []index.Passage, f found) {
	wanted := a.wanted
	a.wanted = false
	if !wanted && a.model != nil && a.question == question {
		a.show()
		return
	}
	a.drop()
	a.question, a.plain, a.cited = question, f.Words, slices.Clone(shown)
	for _, q := range f.quotations {
		if n := numberOf(a.cited, f.Passages[q.Passage]); n > 0 {
			q.Passage = n - 1
			a.quotations = append(a.quotations, q)
		}
	}
	a.show()
	if wanted && a.opt.Model != nil && !f.Listed && !f.weak {
		a.compose()
	}
}

// leave drops the answer and the conversation, because another question is asked.
func (a *answering) leave() {
	a.turns = nil
	a.drop()
}

// drop stops writing and drops the answer, but keeps the conversation.
func (a *answering) drop() {
	a.cancel()
	a.page.Card.ScrollToTop()
	a.written, a.number, a.cancel = written{}, a.number+1, func() {}
}

// compose lets the chosen model, if any, write an answer.
func (a *answering) compose() {
	n := a.number
	choose := func(context.Context) (answer.Model, error) { return a.opt.Model() }
	start(a.jobs, a.jobs.ctx, choose, func(m answer.Model, err error) {
		a.setModel(m)
		switch {
		case n != a.number:
		case err != nil:
			a.failed = err
			a.show()
		case m != nil:
			a.write(m)
		}
	})
}

// learn finds out which model is chosen, so that the window can say what may leave this computer.
func (a *answering) learn() {
	if a.opt.Model == nil {
		return
	}
	choose := func(context.Context) (answer.Model, error) { return a.opt.Model() }
	start(a.jobs, a.jobs.ctx, choose, func(m answer.Model, err error) {
		if err != nil {
			a.notice(strings.Join(inWords().ExplainAnswer(err), " "))
		}
		a.setModel(m)
	})
}

// setModel shows where questions and passages go when a model answers; nil means no model.
func (a *answering) setModel(m answer.Model) {
	host := ""
	if m != nil && !m.Local() {
		host = m.Destination()
	}
	if host != a.host {
		a.host = host
		a.showHolding()
	}
}

// write lets a model write, and shows its answer as it arrives.
func (a *answering) write(m answer.Model) {
	n, plain, passages := a.number, a.plain, a.cited
	ctx, cancel := context.WithCancel(a.jobs.ctx)
	a.model, a.busy, a.cancel = m, true, cancel
	a.show()
	pieces := &latest[answer.Answer]{jobs: a.jobs, interval: writingInterval, show: func(said answer.Answer) {
		if n == a.number && a.busy {
			a.said = said
			a.show()
		}
	}}
	compose := func(ctx context.Context) (answer.Answer, error) {
		return index.Compose(ctx, m, plain, passages, pieces.set)
	}
	start(a.jobs, ctx, compose, func(said answer.Answer, err error) {
		cancel()
		pieces.end()
		if n != a.number {
			return
		}
		a.said, a.failed, a.busy = said, err, false
		a.show()
	})
}

// onCite opens the reader at a passage of the answer and marks the words quoted from it.
func (a *answering) onCite(number int) {
	if number < 1 || number > len(a.cited) {
		return
	}
	p := a.cited[number-1]
	if row := a.row(p); row > 0 {
		a.page.Results.Choose(row - 1)
	}
	if !a.modelSpeaks() {
		if quoted := a.quotedOf(number - 1); len(quoted) > 0 {
			p.Highlights = quoted
		}
	}
	a.read(p)
}

// quotedOf returns the spans that the answer quotes, relative to the passage.
func (a *answering) quotedOf(passage int) []index.Span {
	var quoted []index.Span
	at := a.cited[passage].Citation.Span.Start
	for _, q := range a.quotations {
		if q.Passage == passage {
			quoted = append(quoted, index.Span{Start: q.Citation.Span.Start - at, End: q.Citation.Span.End - at})
		}
	}
	return quoted
}

// followKey moves the focus to the follow-up question.
var followKey = ctrl(fyne.KeyJ)

// focusFollowUp moves the focus to the field for a follow-up question.
func (a *answering) focusFollowUp() {
	if a.split.Visible() && a.page.Card.Visible() && a.page.Card.Answer().Follow {
		a.focus(a.page.Card.Follow.Entry())
	}
}

// onFollowUp asks a follow-up question. The model rewrites it as a complete question; without a model it is put together.
func (a *answering) onFollowUp(question string) {
	turns := append(slices.Clone(a.turns), answer.Turn{Question: a.question, Answer: a.saidPlainly()})
	if a.model == nil {
		a.askFollowUp(turns, answer.Combine(turns, question))
		return
	}
	n, model := a.number, a.model
	ctx, cancel := context.WithCancel(a.jobs.ctx)
	a.busy, a.cancel = true, cancel
	a.show()
	rewrite := func(ctx context.Context) (string, error) { return answer.Rewrite(ctx, model, turns, question) }
	start(a.jobs, ctx, rewrite, func(full string, err error) {
		cancel()
		if n != a.number {
			return
		}
		if err != nil { // the answer shows the model's failure
			full = answer.Combine(turns, question)
		}
		a.askFollowUp(turns, full)
	})
}

// askFollowUp asks a question that continues a conversation.
func (a *answering) askFollowUp(turns []answer.Turn, question string) {
	a.page.Card.Follow.SetText("")
	a.drop()
	a.turns, a.wanted = turns, true
	a.followUp(question)
}

// onClearConversation drops the earlier questions.
func (a *answering) onClearConversation() {
	a.turns = nil
	a.show()
}

// onCopy copies the answer with its citations.
func (a *answering) onCopy() {
	a.app.Clipboard().SetContent(a.copied())
	a.notice(lang.L("Copied with citations."))
}

// copied returns the answer for pasting elsewhere: quotations with their citations, or a model's sentences with their numbers, followed by
// the sources of the numbers.
func (a *answering) copied() string {
	var lines []string
	if !a.modelSpeaks() {
		for _, q := range a.quotations {
			lines = append(lines, cite(index.Passage{Text: q.Text, Citation: q.Citation}))
		}
		return strings.Join(lines, "\n")
	}
	lines = append(lines, a.words())
	for n, p := range a.cited {
		if slices.ContainsFunc(a.said.Claims, func(c answer.Claim) bool { return slices.Contains(c.Cites, n+1) }) {
			lines = append(lines, numbered(n+1)+" "+where(p.Citation)+" ("+shorten(p.Citation.Path)+")")
		}
	}
	return strings.Join(lines, "\n")
}

// words returns the answer in plain text, with its numbers.
func (a *answering) words() string {
	text := a.writing().Text
	return strings.ReplaceAll(text, "\v", "\n")
}

// modelSpeaks reports whether the answer shown is the model's. If the model fails, the documents' own words are shown.
func (a *answering) modelSpeaks() bool {
	return a.model != nil && (a.failed == nil || len(a.said.Claims) > 0)
}

// saidPlainly returns the answer in one line, without numbers.
func (a *answering) saidPlainly() string {
	var said []string
	if !a.modelSpeaks() {
		for _, q := range a.quotations {
			said = append(said, "“"+wordsOf(index.Passage{Text: q.Text, Citation: q.Citation})+"”")
		}
	} else {
		for _, c := range a.said.Claims {
			said = append(said, c.Text)
		}
	}
	return strings.Join(said, " ")
}

// stopped reports whether the user stopped the model.
func (a *answering) stopped() bool { return errors.Is(a.failed, context.Canceled) }

// card returns what the card shows. ok is false if there is nothing to show.
func (a *answering) card() (shown view.Answer, ok bool) {
	shown = view.Answer{
		Caption: lang.L("FROM YOUR DOCUMENTS"), Running: a.busy, Follow: !a.busy, History: len(a.turns) > 0, Trouble: a.trouble(),
	}
	if a.model != nil {
		shown.Sent = a.sentWords()
	}
	if a.modelSpeaks() {
		shown.Caption = lang.L("ANSWER BY {{.Model}}", map[string]any{"Model": a.model.Name()})
	}
	shown.Writing = a.conversation()
	return shown, shown.Writing.Text != "" || shown.Trouble != "" || a.busy
}

// show shows the answer, or hides the card if there is none.
func (a *answering) show() {
	if shown, ok := a.card(); ok {
		a.page.SetAnswer(shown)
		return
	}
	a.page.ClearAnswer()
}
