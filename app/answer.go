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

// answerState is the answer above the passages, and the conversation that it belongs to.
type answerState struct {
	question   string            // that is answered, in full
	cited      []index.Passage   // number n of the answer is cited[n-1]
	quotations []index.Quotation // of cited, in the documents' own words

	wanted bool          // the question was asked on purpose, not while typing: the model may answer
	model  answer.Model  // that answers or answered; nil while the documents' own words do
	said   answer.Answer // by the model, so far
	failed error         // why the model said no more
	number int           // of the writing; a piece that comes late is dropped
	cancel context.CancelFunc
	busy   bool // the model writes

	turns []answer.Turn // of the conversation, before this question
	host  string        // that questions and passages go to when the chosen model answers; empty for this computer
}

// writingInterval is how often an answer that is being written is shown anew at most.
const writingInterval = 100 * time.Millisecond

// found is what a search brings: passages, and what of them answers by itself.
type found struct {
	index.Result
	quotations []index.Quotation
	weak       bool // nothing answers: the passages only come nearest
}

// find searches, and looks for what answers by itself. Where nothing answers, it finds what comes nearest if that is wanted.
func (w *Window) find(ctx context.Context, question string, opt index.SearchOptions, nearest bool) (f found, err error) {
	f.Result, err = w.library.Search(ctx, question, opt)
	if err != nil {
		return f, err
	}
	if nearest && len(f.Passages) == 0 {
		opt.Weak, f.weak = true, true
		f.Result, err = w.library.Search(ctx, question, opt)
		return f, err
	}
	f.quotations, err = w.library.Quote(ctx, question, f.Passages)
	return f, err
}

func (w *Window) buildAnswer() {
	w.answers.cancel = func() {}
	card := w.asking.Card
	card.OnCite, card.OnCopy, card.OnMore = w.onCite, w.onCopyAnswer, w.onAnswerMenu
	card.OnStop = func() { w.answers.cancel() }
	card.OnClear = w.onClearConversation
	card.Follow.OnAsked = w.onFollowUp
	card.Follow.OnLeave = func() { w.focus(w.asking.Field.Entry()) }
	card.Follow.OnShortcut = w.onShortcut
}

// answerFrom makes an answer of what a search found: in the documents' own words at once and then, where the question was asked on
// purpose and a model is chosen, by the model. An answer that is there already stays where the same question is asked again.
func (w *Window) answerFrom(f found) {
	wanted := w.answers.wanted
	w.answers.wanted = false
	if !wanted && w.answers.model != nil && w.answers.question == w.ask.question {
		w.showAnswer()
		return
	}
	w.dropAnswer()
	w.answers.question, w.answers.cited = w.ask.question, slices.Clone(w.ask.answered)
	for _, q := range f.quotations {
		if n := numberOf(w.answers.cited, f.Passages[q.Passage]); n > 0 {
			q.Passage = n - 1
			w.answers.quotations = append(w.answers.quotations, q)
		}
	}
	w.showAnswer()
	if wanted && w.opt.Model != nil && !f.Listed && !f.weak {
		w.compose()
	}
}

// numberOf is the number of a passage among others, 0 where it is not among them.
func numberOf(passages []index.Passage, p index.Passage) int {
	return 1 + slices.IndexFunc(passages, func(q index.Passage) bool {
		return q.Citation.Path == p.Citation.Path && q.Citation.Span == p.Citation.Span
	})
}

// dropAnswer ends the writing of an answer and forgets the answer, but not the conversation.
func (w *Window) dropAnswer() {
	w.answers.cancel()
	w.asking.Card.ScrollToTop()
	w.answers = answerState{number: w.answers.number + 1, cancel: func() {}, wanted: w.answers.wanted, turns: w.answers.turns, host: w.answers.host}
}

// compose lets the chosen model, if there is one, write an answer.
func (w *Window) compose() {
	n := w.answers.number
	choose := func(context.Context) (answer.Model, error) { return w.opt.Model() }
	start(w.jobs, w.jobs.ctx, choose, func(m answer.Model, err error) {
		w.setAnswering(m)
		switch {
		case n != w.answers.number:
		case err != nil:
			w.answers.failed = err
			w.showAnswer()
		case m != nil:
			w.write(m)
		}
	})
}

// learnAnswering looks which model is chosen, so that the window says what may leave this computer.
func (w *Window) learnAnswering() {
	if w.opt.Model == nil {
		return
	}
	choose := func(context.Context) (answer.Model, error) { return w.opt.Model() }
	start(w.jobs, w.jobs.ctx, choose, func(m answer.Model, err error) {
		if err != nil {
			w.notice(explainModel(err))
		}
		w.setAnswering(m)
	})
}

// setAnswering shows where questions and passages go when a model answers; nil is none.
func (w *Window) setAnswering(m answer.Model) {
	host := ""
	if m != nil && !m.Local() {
		host = m.Destination()
	}
	if host != w.answers.host {
		w.answers.host = host
		w.showHolding()
	}
}

// write lets a model write, and shows what it writes as it comes.
func (w *Window) write(m answer.Model) {
	a := &w.answers
	asked, _ := query.Parse(a.question) // it has been searched for
	n, question, passages := a.number, asked.Words, a.cited
	ctx, cancel := context.WithCancel(w.jobs.ctx)
	a.model, a.busy, a.cancel = m, true, cancel
	w.showAnswer()
	pieces := &latest[answer.Answer]{jobs: w.jobs, interval: writingInterval, show: func(said answer.Answer) {
		if n == w.answers.number && w.answers.busy {
			w.answers.said = said
			w.showAnswer()
		}
	}}
	compose := func(ctx context.Context) (answer.Answer, error) {
		return index.Compose(ctx, m, question, passages, pieces.set)
	}
	start(w.jobs, ctx, compose, func(said answer.Answer, err error) {
		cancel()
		pieces.end()
		if n != w.answers.number {
			return
		}
		w.answers.said, w.answers.failed, w.answers.busy = said, err, false
		w.showAnswer()
	})
}

// onCite opens the reader at a passage of the answer, with what is quoted of it marked.
func (w *Window) onCite(number int) {
	if number < 1 || number > len(w.answers.cited) {
		return
	}
	p := w.answers.cited[number-1]
	if row := numberOf(w.ask.answered, p); row > 0 {
		w.asking.Results.Choose(row - 1)
	}
	if !w.modelSpeaks() {
		if quoted := w.quotedOf(number - 1); len(quoted) > 0 {
			p.Highlights = quoted
		}
	}
	w.showPassage(p)
}

// quotedOf is what the answer quotes of a passage, within it.
func (w *Window) quotedOf(passage int) []index.Span {
	var quoted []index.Span
	at := w.answers.cited[passage].Citation.Span.Start
	for _, q := range w.answers.quotations {
		if q.Passage == passage {
			quoted = append(quoted, index.Span{Start: q.Citation.Span.Start - at, End: q.Citation.Span.End - at})
		}
	}
	return quoted
}

// followKey leads to the question that follows.
var followKey = ctrl(fyne.KeyJ)

// focusFollowUp leads to where a question that follows the answer is typed.
func (w *Window) focusFollowUp() {
	if w.split.Visible() && w.asking.Card.Visible() && w.asking.Card.Answer().Follow {
		w.focus(w.asking.Card.Follow.Entry())
	}
}

// onFollowUp asks a question that follows the answer: in full words, which the model finds or which are put together.
func (w *Window) onFollowUp(question string) {
	a := &w.answers
	turns := append(slices.Clone(a.turns), answer.Turn{Question: a.question, Answer: w.answerSaid()})
	if a.model == nil {
		w.askFollowUp(turns, answer.Combine(turns, question))
		return
	}
	n, model := a.number, a.model
	ctx, cancel := context.WithCancel(w.jobs.ctx)
	a.busy, a.cancel = true, cancel
	w.showAnswer()
	rewrite := func(ctx context.Context) (string, error) { return answer.Rewrite(ctx, model, turns, question) }
	start(w.jobs, ctx, rewrite, func(full string, err error) {
		cancel()
		if n != w.answers.number {
			return
		}
		if err != nil { // the model's silence is said where its answer would be
			full = answer.Combine(turns, question)
		}
		w.askFollowUp(turns, full)
	})
}

// askFollowUp asks a question that continues a conversation.
func (w *Window) askFollowUp(turns []answer.Turn, question string) {
	w.asking.Card.Follow.SetText("")
	w.dropAnswer()
	w.answers.turns, w.answers.wanted = turns, true
	w.ask.question = question
	w.asking.Field.SetText(question)
	w.ask.pause()
	w.search()
}

// onClearConversation forgets the questions before this one.
func (w *Window) onClearConversation() {
	w.answers.turns = nil
	w.showAnswer()
}

// onCopyAnswer copies the answer with its citations.
func (w *Window) onCopyAnswer() {
	w.app.Clipboard().SetContent(w.answerCopy())
	w.notice(lang.L("Copied with its citations."))
}

// answerCopy is the answer as it is pasted elsewhere: what is quoted with its citation or, of a model, the sentences with their numbers
// and then what these stand for.
func (w *Window) answerCopy() string {
	var lines []string
	if !w.modelSpeaks() {
		for _, q := range w.answers.quotations {
			lines = append(lines, cite(index.Passage{Text: q.Text, Citation: q.Citation}))
		}
		return strings.Join(lines, "\n")
	}
	lines = append(lines, w.answerWords())
	for n, p := range w.answers.cited {
		if slices.ContainsFunc(w.answers.said.Claims, func(c answer.Claim) bool { return slices.Contains(c.Cites, n+1) }) {
			lines = append(lines, numbered(n+1)+" "+where(p.Citation)+" ("+p.Citation.Path+")")
		}
	}
	return strings.Join(lines, "\n")
}

// answerWords is the answer in plain text, with its numbers.
func (w *Window) answerWords() string {
	text := w.writing().Text
	return strings.ReplaceAll(text, "\v", "\n")
}

// modelSpeaks says whether what is shown is the model's, and not the documents' own words, which stand where it fails.
func (w *Window) modelSpeaks() bool {
	a := &w.answers
	return a.model != nil && (a.failed == nil || len(a.said.Claims) > 0)
}

// answerSaid is what the answer says, in one line, without numbers.
func (w *Window) answerSaid() string {
	var said []string
	if !w.modelSpeaks() {
		for _, q := range w.answers.quotations {
			said = append(said, "“"+oneLine(q.Text)+"”")
		}
	} else {
		for _, c := range w.answers.said.Claims {
			said = append(said, c.Text)
		}
	}
	return strings.Join(said, " ")
}

// stopped says whether the model was stopped by hand.
func (w *Window) stopped() bool { return errors.Is(w.answers.failed, context.Canceled) }

// answerShown is what the card shows; ok is false where there is nothing to show.
func (w *Window) answerShown() (shown view.Answer, ok bool) {
	a := &w.answers
	shown = view.Answer{
		Caption: lang.L("FROM YOUR DOCUMENTS"), Running: a.busy, Follow: !a.busy, History: len(a.turns) > 0, Trouble: w.answerTrouble(),
	}
	if a.model != nil {
		shown.Sent = w.sentWords()
	}
	if w.modelSpeaks() {
		shown.Caption = lang.L("ANSWER OF {{.Model}}", map[string]any{"Model": a.model.Name()})
	}
	shown.Writing = w.conversation()
	return shown, shown.Writing.Text != "" || shown.Trouble != "" || a.busy
}

// showAnswer shows the answer, or none.
func (w *Window) showAnswer() {
	if shown, ok := w.answerShown(); ok {
		w.asking.SetAnswer(shown)
		return
	}
	w.asking.ClearAnswer()
}
