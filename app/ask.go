package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

const (
	typingPause = 250 * time.Millisecond // after the last key, before what is typed is asked
	quietWait   = 200 * time.Millisecond // a search that takes longer says that it runs
)

// askState is the question at hand. Each question has a number; asking another cancels it, and an answer that comes for an
// older number is dropped.
type askState struct {
	number   int
	question string // asked last; empty while nothing is
	cancel   context.CancelFunc
	pause    func() // cancels asking what is being typed
	slow     func() // cancels saying that the search runs

	answered []index.Passage // in the order shown: by document, as the documents were found
	answers  string          // the question they answer
	listed   bool            // they are documents that pass the filters
	more     int             // passages wanted beyond the settings' limit
	nearest  bool            // where nothing answers, what comes nearest is wanted
}

func (w *Window) buildAsking() {
	nothing := func() {}
	w.ask.cancel, w.ask.pause, w.ask.slow = nothing, nothing, nothing
	field := view.NewQuestionField(view.FieldWords{
		Hint: lang.L("Ask a question…"), Key: lang.L("Ctrl K"), Clear: lang.L("Clear the question"),
		Save: lang.L("Save the search"), Unsave: lang.L("Take it from the saved searches"), Help: lang.L("How a question can be narrowed"),
	})
	field.OnChanged = w.onTyped
	field.OnAsked = func(question string) {
		w.onAsked(question)
		w.remember()
	}
	field.OnDown, field.OnEscape = w.focusResults, func() { field.SetText("") }
	field.OnShortcut = w.onShortcut
	w.buildHistory(field)
	welcome := view.NewWelcome(view.WelcomeWords{
		Headline: lang.L("Ask your documents"),
		Lines: []string{
			lang.L("Add a folder. Ask in your own words."),
			lang.L("Footnote shows the passages that answer, each marked in its document."),
			lang.L("No file is changed, and nothing leaves this computer unless you choose so."),
		},
		Add:  lang.L("Add a folder…"),
		Drop: lang.L("or drop files anywhere in this window"),
	}, w.onAdd)
	welcome.OnQuestion, welcome.OnUnsave = w.recall, w.unsave
	welcome.SetSaved(w.history.saved)
	w.asking = view.NewAsking(field, w.buildChips(), welcome, view.PassageWords{
		Right: lang.L("Marked as right"),
		More:  lang.L("What can be done with it"), Keep: lang.L("Put into the basket"), Take: lang.L("Take out of the basket"),
	}, view.AnswerWords{
		Copy: lang.L("Copy the answer"), More: lang.L("What can be done with it"), Stop: lang.L("Stop"),
		Clear: lang.L("Clear"), Follow: lang.L("Ask a follow-up…"),
	})
	w.buildAnswer()
	results := w.asking.Results
	results.OnChosen = w.onChosen
	results.OnOpened = func(int) { w.focus(w.reader) }
	results.OnKeep = func(int) { w.onKeep() }
	results.OnMenu = func(_ int, at fyne.Position) { w.showMenu(w.passageMenu(w.chosen()), at) }
	results.OnMore = w.onMore
	results.OnLeave = func() { w.focus(w.asking.Field.Entry()) }
	results.OnTyped = func(r rune) {
		w.focusField()
		if r != '/' {
			w.asking.Field.Type(r)
		}
	}
	results.OnShortcut = w.onShortcut
}

// focusResults leads from the question to its passages.
func (w *Window) focusResults() {
	if w.split.Visible() && len(w.ask.answered) > 0 && w.asking.Results.Visible() {
		w.focus(w.asking.Results)
	}
}

// onTyped asks what is typed after a pause in typing.
func (w *Window) onTyped(question string) {
	w.ask.pause()
	question = strings.TrimSpace(question)
	w.showSaved()
	if question == "" && !w.narrow.narrows() {
		w.clearQuestion()
		return
	}
	if question != w.ask.question {
		w.ask.pause = w.jobs.later(typingPause, func() { w.onQuestion(question) })
	}
}

// onAsked asks on purpose: a chosen model may answer.
func (w *Window) onAsked(question string) {
	w.answers.wanted, w.ask.nearest = true, false
	w.onQuestion(question)
}

// onQuestion asks at once.
func (w *Window) onQuestion(question string) {
	w.ask.pause()
	question = strings.TrimSpace(question)
	if question != w.ask.question {
		w.relevance.to, w.ask.more, w.ask.nearest = nil, 0, false
		w.answers.turns = nil // another conversation
		w.dropAnswer()
	}
	w.ask.question = question
	w.relevance.forget(question)
	w.showChips()
	if w.asks() {
		w.search()
	}
}

// askAgain asks the present question again: the library has changed.
func (w *Window) askAgain() {
	if w.asks() {
		w.search()
	}
}

// askWhileReading asks the present question again if nothing was found so far: more has been read since.
func (w *Window) askWhileReading() {
	if len(w.ask.answered) == 0 {
		w.askAgain()
	}
}

// clearQuestion goes back to the beginning.
func (w *Window) clearQuestion() {
	w.drop()
	w.ask.question, w.ask.answered = "", nil
	w.answers.turns, w.answers.wanted = nil, false
	w.dropAnswer()
	w.relevance.to = nil
	w.relevance.forget("")
	w.asking.SetTrouble("")
	w.showChips()
	w.asking.Results.Set(nil, -1)
	w.asking.ShowWelcome()
	w.split.ShowRight(false)
	w.clearReader()
}

// drop cancels the search that runs; its answer will not be shown.
func (w *Window) drop() {
	w.ask.number++
	w.ask.cancel()
	w.ask.slow()
}

func (w *Window) search() {
	w.drop()
	n := w.ask.number
	ctx, cancel := context.WithCancel(w.jobs.ctx)
	w.ask.cancel = cancel
	w.ask.slow = w.jobs.later(quietWait, w.saySearching)
	start(w.jobs, ctx, w.searching(), func(r found, err error) {
		cancel()
		if n != w.ask.number {
			return
		}
		w.ask.slow()
		w.answer(r, err)
	})
}

// saySearching says that a search takes its time; passages of the question before stay until there are others.
func (w *Window) saySearching() {
	if len(w.ask.answered) > 0 {
		w.asking.SetCount(lang.L("Searching…"))
		return
	}
	w.asking.Say(view.IconAsk, lang.L("Searching…"))
}

// answer shows what a search found.
func (w *Window) answer(r found, err error) {
	var asked *index.QueryError
	var moved *index.MovedError
	switch {
	case errors.Is(err, context.Canceled):
		return
	case w.moving != nil && errors.As(err, &moved): // it is asked again of the library in its new place
		return
	case errors.As(err, &asked):
		w.showQueryTrouble(asked)
		return
	}
	w.asking.SetTrouble("")
	if err == nil {
		w.noteAway(r.Away)
	}
	switch {
	case err != nil:
		t := explain(lang.L("The search failed."), err)
		w.showNothing(view.IconTrouble, t)
		if w.mendable(err) {
			w.asking.Offer(lang.L("Check and repair…"), w.onDoctor)
		}
	case len(r.Passages) == 0:
		w.showNothing(view.IconNothing, w.nothingFound())
		if w.shelf.status.Documents > 0 && w.relevance.to == nil && !w.ask.nearest {
			w.asking.Offer(lang.L("Show what comes nearest"), w.onNearest)
		}
	default:
		w.showPassages(r)
		w.answerFrom(r)
	}
}

// onNearest shows what comes nearest to a question that nothing answers.
func (w *Window) onNearest() {
	w.ask.nearest = true
	w.search()
	w.focus(w.asking.Field.Entry())
}

// showNothing shows why there are no passages.
func (w *Window) showNothing(icon view.IconName, t trouble) {
	w.ask.answered = nil
	w.asking.Results.Set(nil, -1)
	w.asking.Say(icon, t.Headline, t.Lines...)
	w.split.ShowRight(false)
	w.clearReader()
}

// nothingFound says that nothing was found, and what may help.
func (w *Window) nothingFound() trouble {
	t := trouble{Headline: lang.L("Nothing in your documents answers this")}
	switch {
	case w.sync.running:
		t.Lines = []string{lang.L("Documents are still being read. The question is asked again when they are.")}
	case w.shelf.status.Documents == 0:
		t = trouble{lang.L("There is nothing to search yet"), []string{lang.L("Add a folder in the library, or drop files on this window.")}}
	case w.narrow.folder.IsSet() || w.narrow.kind.IsSet() || w.narrow.dated.IsSet():
		t = trouble{lang.L("Nothing that passes the filters answers this"), []string{lang.L("Clear a filter below the question, or try other words.")}}
	default:
		t.Lines = []string{
			lang.L("Try other words: the ones the document would use."),
			lang.L("Ask for one thing at a time, and check that its folder is in the library."),
		}
	}
	return t
}

// showPassages lists passages by document and chooses the first; where the same question was asked again, the one that was
// chosen before, if it is still among them.
func (w *Window) showPassages(r found) {
	var before *index.Passage
	if w.ask.answers == w.ask.question {
		before = w.chosen()
	}
	w.ask.listed = r.Listed
	groups, order := w.group(r.Passages)
	w.ask.answered, w.ask.answers = order, w.ask.question
	chosen, again := 0, false
	for i, p := range order {
		if before != nil && before.Citation.Path == p.Citation.Path && before.Citation.Span == p.Citation.Span {
			chosen, again = i, true
		}
	}
	w.split.ShowRight(true)
	w.asking.ShowResults(r.words() + dot + took(r.Took) + awayWords(r.Away))
	w.asking.Results.SetMore(moreWords(r.Result))
	if again {
		w.asking.Results.Update(groups, chosen)
	} else {
		w.asking.Results.Set(groups, chosen)
	}
	w.markKept()
	w.show(chosen)
}

// headingEnd is where a passage's words begin behind the heading it begins with, 0 where it begins with none.
func headingEnd(p index.Passage) int {
	n := len(p.Citation.Place.Heading)
	if n == 0 {
		return 0
	}
	first, rest, cut := strings.Cut(p.Text, "\n")
	if cut && strings.TrimLeft(first, "# ") == p.Citation.Place.Heading[n-1] && strings.TrimSpace(rest) != "" {
		return len(p.Text) - len(rest)
	}
	return 0
}

// spans are the engine's spans as the view's, moved by an offset.
func spans(s []index.Span, by int) []view.Span {
	moved := make([]view.Span, len(s))
	for i, x := range s {
		moved[i] = view.Span{Start: x.Start + by, End: x.End + by}
	}
	return moved
}

// chosen is the passage found that is at hand, nil where there is none.
func (w *Window) chosen() *index.Passage {
	if c := w.asking.Results.Chosen(); c >= 0 && c < len(w.ask.answered) {
		return &w.ask.answered[c]
	}
	return nil
}

func (w *Window) onChosen(passage int) {
	w.show(passage)
	w.remember()
	if !w.asking.Field.Focused() {
		w.focus(w.asking.Results)
	}
}
