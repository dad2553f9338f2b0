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
	"footnote/index/query"
)

// answering is the answer above the passages, and the conversation that it belongs to.
type answering struct {
	*shell
	page     *view.Asking
	row      func(p index.Passage) int // the number under which a passage is shown, 0 where it is not
	read     func(p index.Passage)     // shows a passage in the reader
	followUp func(question string)     // asks a question that follows another

	written

	wanted bool // the question was asked on purpose, not while typing: the model may answer
	number int  // of the writing; a piece that comes late is dropped
	cancel context.CancelFunc

	turns []answer.Turn // of the conversation, before this question
	host  string        // that questions and passages go to when the chosen model answers; empty for this computer
}

// written is the answer itself.
type written struct {
	question   string            // that is answered, in full
	cited      []index.Passage   // number n of the answer is cited[n-1]
	quotations []index.Quotation // of cited, in the documents' own words

	model  answer.Model  // that answers or answered; nil while the documents' own words do
	said   answer.Answer // by the model, so far
	failed error         // why the model said no more
	busy   bool          // the model writes
}

// writingInterval is how often an answer that is being written is shown anew at most.
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

// answer makes an answer of what a search found: in the documents' own words at once and then, where the question was asked on
// purpose and a model is chosen, by the model. An answer that is there already stays where the same question is asked again.
func (a *answering) answer(question string, shown []index.Passage, f found) {
	wanted := a.wanted
	a.wanted = false
	if !wanted && a.model != nil && a.question == question {
		a.show()
		return
	}
	a.drop()
	a.question, a.cited = question, slices.Clone(shown)
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

// numberOf is the number of a passage among others, 0 where it is not among them.
func numberOf(passages []index.Passage, p index.Passage) int {
	return 1 + slices.IndexFunc(passages, func(q index.Passage) bool {
		return q.Citation.Path == p.Citation.Path && q.Citation.Span == p.Citation.Span
	})
}

// leave drops the answer and the conversation: another question is asked.
func (a *answering) leave() {
	a.turns = nil
	a.drop()
}

// drop ends the writing of an answer and forgets the answer, but not the conversation.
func (a *answering) drop() {
	a.cancel()
	a.page.Card.ScrollToTop()
	a.written, a.number, a.cancel = written{}, a.number+1, func() {}
}

// compose lets the chosen model, if there is one, write an answer.
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

// learn looks which model is chosen, so that the window says what may leave this computer.
func (a *answering) learn() {
	if a.opt.Model == nil {
		return
	}
	choose := func(context.Context) (answer.Model, error) { return a.opt.Model() }
	start(a.jobs, a.jobs.ctx, choose, func(m answer.Model, err error) {
		if err != nil {
			a.notice(explainModel(err))
		}
		a.setModel(m)
	})
}

// setModel shows where questions and passages go when a model answers; nil is none.
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

// write lets a model write, and shows what it writes as it comes.
func (a *answering) write(m answer.Model) {
	asked, _ := query.Parse(a.question) // it has been searched for
	n, question, passages := a.number, asked.Words, a.cited
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
		return index.Compose(ctx, m, question, passages, pieces.set)
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

// onCite opens the reader at a passage of the answer, with what is quoted of it marked.
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

// quotedOf is what the answer quotes of a passage, within it.
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

// followKey leads to the question that follows.
var followKey = ctrl(fyne.KeyJ)

// focusFollowUp leads to where a question that follows the answer is typed.
func (a *answering) focusFollowUp() {
	if a.split.Visible() && a.page.Card.Visible() && a.page.Card.Answer().Follow {
		a.focus(a.page.Card.Follow.Entry())
	}
}

// onFollowUp asks a question that follows the answer: in full words, which the model finds or which are put together.
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
		if err != nil { // the model's silence is said where its answer would be
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

// onClearConversation forgets the questions before this one.
func (a *answering) onClearConversation() {
	a.turns = nil
	a.show()
}

// onCopy copies the answer with its citations.
func (a *answering) onCopy() {
	a.app.Clipboard().SetContent(a.copied())
	a.notice(lang.L("Copied with citations."))
}

// copied is the answer as it is pasted elsewhere: what is quoted with its citation or, of a model, the sentences with their numbers
// and then what these stand for.
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
			lines = append(lines, numbered(n+1)+" "+where(p.Citation)+" ("+p.Citation.Path+")")
		}
	}
	return strings.Join(lines, "\n")
}

// words is the answer in plain text, with its numbers.
func (a *answering) words() string {
	text := a.writing().Text
	return strings.ReplaceAll(text, "\v", "\n")
}

// modelSpeaks says whether what is shown is the model's, and not the documents' own words, which stand where it fails.
func (a *answering) modelSpeaks() bool {
	return a.model != nil && (a.failed == nil || len(a.said.Claims) > 0)
}

// saidPlainly is what the answer says, in one line, without numbers.
func (a *answering) saidPlainly() string {
	var said []string
	if !a.modelSpeaks() {
		for _, q := range a.quotations {
			said = append(said, "“"+oneLine(q.Text)+"”")
		}
	} else {
		for _, c := range a.said.Claims {
			said = append(said, c.Text)
		}
	}
	return strings.Join(said, " ")
}

// stopped says whether the model was stopped by hand.
func (a *answering) stopped() bool { return errors.Is(a.failed, context.Canceled) }

// card is what the card shows; ok is false where there is nothing to show.
func (a *answering) card() (shown view.Answer, ok bool) {
	shown = view.Answer{
		Caption: lang.L("FROM YOUR DOCUMENTS"), Running: a.busy, Follow: !a.busy, History: len(a.turns) > 0, Trouble: a.trouble(),
	}
	if a.model != nil {
		shown.Sent = a.sentWords()
	}
	if a.modelSpeaks() {
		shown.Caption = lang.L("ANSWER OF {{.Model}}", map[string]any{"Model": a.model.Name()})
	}
	shown.Writing = a.conversation()
	return shown, shown.Writing.Text != "" || shown.Trouble != "" || a.busy
}

// show shows the answer, or none.
func (a *answering) show() {
	if shown, ok := a.card(); ok {
		a.page.SetAnswer(shown)
		return
	}
	a.page.ClearAnswer()
}
