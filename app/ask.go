package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

const (
	typingPause = 250 * time.Millisecond // after the last key, before what is typed is asked
	quietWait   = 200 * time.Millisecond // a search that takes longer says that it runs
)

// searcher is what asking needs of the library.
type searcher interface {
	Search(ctx context.Context, question string, opt index.SearchOptions) (index.Result, error)
	Similar(ctx context.Context, to index.Citation, opt index.SearchOptions) (index.Result, error)
	Quote(ctx context.Context, question string, passages []index.Passage) ([]index.Quotation, error)
}

// asking is the question at hand. Each question has a number; asking another cancels it, and an answer that comes for an
// older number is dropped.
type asking struct {
	*shell
	library   searcher
	page      *view.Asking
	narrow    *narrowing
	judging   *judging
	history   *history
	answering *answering
	results   *listing

	onAdd     func()          // asks for a folder to add
	onCheck   func()          // checks the library
	noteAway  func(err error) // is told whether the model that compares meanings was away
	reads     func() bool     // whether documents are being read
	documents func() int      // how many the library has

	number   int
	question string // asked last; empty while nothing is
	cancel   context.CancelFunc
	pause    func() // cancels asking what is being typed
	slow     func() // cancels saying that the search runs

	more    int  // passages wanted beyond the settings' limit
	nearest bool // where nothing answers, what comes nearest is wanted
}

func (q *asking) build() {
	nothing := func() {}
	q.cancel, q.pause, q.slow = nothing, nothing, nothing
	field := view.NewQuestionField(view.FieldWords{
		Hint: lang.L("Ask a question…"), Key: lang.L("Ctrl K"), Clear: lang.L("Clear the question"),
		Save: lang.L("Save the search"), Unsave: lang.L("Remove from saved searches"), Help: lang.L("How to narrow a question"),
	})
	field.OnChanged = q.onTyped
	field.OnAsked = func(question string) {
		q.onAsked(question)
		q.history.remember()
	}
	field.OnDown, field.OnEscape = q.results.takeFocus, func() { field.SetText("") }
	field.OnShortcut = q.shortcut
	field.OnHelp = q.showQueryHelp
	q.history.build(field)
	welcome := view.NewWelcome(view.WelcomeWords{
		Headline: lang.L("Ask your documents"),
		Lines: []string{
			lang.L("Add a folder. Ask in your own words."),
			lang.L("Footnote shows the passages that answer, and marks each in its document."),
			lang.L("Your files stay as they are, and nothing leaves this computer unless you choose it."),
		},
		Add:  lang.L("Add a folder…"),
		Drop: lang.L("or drop files anywhere in this window"),
	}, q.onAdd)
	welcome.OnQuestion, welcome.OnUnsave = q.history.recall, q.history.unsave
	welcome.SetSaved(q.history.saved)
	chips := q.narrow.build(field, q.question)
	q.judging.build()
	q.judging.show()
	chips = append([]*view.Chip{q.judging.like, q.judging.marked}, chips...)
	q.page = view.NewAsking(field, view.NewChipBar(chips...), welcome, view.PassageWords{
		Right: lang.L("Marked as right"),
		More:  lang.L("More actions"), Keep: lang.L("Add to basket"), Take: lang.L("Remove from basket"),
	}, view.AnswerWords{
		Copy: lang.L("Copy the answer"), More: lang.L("More actions"), Stop: lang.L("Stop"),
		Clear: lang.L("Clear"), Follow: lang.L("Ask a follow-up…"),
	})
	q.history.page, q.judging.page, q.answering.page = q.page, q.page, q.page
	q.answering.build()
	q.results.build(q.page)
	results := q.page.Results
	results.OnMore = q.onMore
	results.OnTyped = func(r rune) {
		q.focusField()
		if r != '/' {
			q.page.Field.Type(r)
		}
	}
}

// focusField leads to the question, with all of it selected.
func (q *asking) focusField() {
	if !q.split.Visible() {
		q.turn(pageAsk)
	}
	q.focus(q.page.Field.Entry())
	q.page.Field.SelectAll()
}

// onTyped asks what is typed after a pause in typing.
func (q *asking) onTyped(question string) {
	q.pause()
	question = strings.TrimSpace(question)
	q.history.showSaved()
	if question == "" && !q.narrow.narrows() {
		q.clear()
		return
	}
	if question != q.question {
		q.pause = q.jobs.later(typingPause, func() { q.onQuestion(question) })
	}
}

// onAsked asks on purpose: a chosen model may answer.
func (q *asking) onAsked(question string) {
	q.answering.wanted, q.nearest = true, false
	q.onQuestion(question)
}

// offer offers questions on the first page.
func (q *asking) offer(questions []string) {
	if len(questions) != len(q.page.Welcome.Pills()) {
		q.page.SetQuestions(questions)
	}
}

// recall asks a search that was kept, with the filters that are written in it alone.
func (q *asking) recall(search string) {
	q.narrow.reset()
	q.page.Field.SetText(search)
	q.onAsked(search)
}

// followUp asks a question that follows another.
func (q *asking) followUp(question string) {
	q.question = question
	q.page.Field.SetText(question)
	q.pause()
	q.search()
}

// onQuestion asks at once.
func (q *asking) onQuestion(question string) {
	q.pause()
	question = strings.TrimSpace(question)
	if question != q.question {
		q.judging.to, q.more, q.nearest = nil, 0, false
		q.answering.leave() // another conversation
	}
	q.question = question
	q.judging.forget(question)
	q.showChips()
	if q.asks() {
		q.search()
	}
}

// askAgain asks the present question again: the library has changed.
func (q *asking) askAgain() {
	if q.asks() {
		q.search()
	}
}

// askWhileReading asks the present question again if nothing was found so far: more has been read since.
func (q *asking) askWhileReading() {
	if len(q.results.shown) == 0 {
		q.askAgain()
	}
}

// clear goes back to the beginning.
func (q *asking) clear() {
	q.drop()
	q.question = ""
	q.answering.wanted = false
	q.answering.leave()
	q.judging.to = nil
	q.judging.forget("")
	q.page.SetTrouble("")
	q.showChips()
	q.results.clear()
	q.page.ShowWelcome()
}

// drop cancels the search that runs; its answer will not be shown.
func (q *asking) drop() {
	q.number++
	q.cancel()
	q.slow()
}

func (q *asking) search() {
	q.drop()
	n := q.number
	ctx, cancel := context.WithCancel(q.jobs.ctx)
	q.cancel = cancel
	q.slow = q.jobs.later(quietWait, q.saySearching)
	start(q.jobs, ctx, q.searching(), func(r found, err error) {
		cancel()
		if n != q.number {
			return
		}
		q.slow()
		q.showFound(r, err)
	})
}

// saySearching says that a search takes its time; passages of the question before stay until there are others.
func (q *asking) saySearching() {
	if len(q.results.shown) > 0 {
		q.page.SetCount(lang.L("Searching…"))
		return
	}
	q.page.Say(view.IconAsk, lang.L("Searching…"))
}

// showFound shows what a search found.
func (q *asking) showFound(r found, err error) {
	var asked *index.QueryError
	var moved *index.MovedError
	switch {
	case errors.Is(err, context.Canceled):
		return
	case q.moving != nil && errors.As(err, &moved): // it is asked again of the library in its new place
		return
	case errors.As(err, &asked):
		q.showQueryTrouble(asked)
		return
	}
	q.page.SetTrouble("")
	if err == nil {
		q.noteAway(r.Away)
	}
	switch {
	case err != nil:
		t := explain(lang.L("The search failed."), err)
		q.showNothing(view.IconTrouble, t)
		if q.mendable(err) {
			q.page.Offer(lang.L("Check and repair…"), q.onCheck)
		}
	case len(r.Passages) == 0:
		q.showNothing(view.IconNothing, q.nothingFound())
		if q.documents() > 0 && q.judging.to == nil && !q.nearest {
			q.page.Offer(lang.L("Show the closest passages"), q.onNearest)
		}
	default:
		q.results.fill(q.question, r)
		q.answering.answer(q.question, q.results.shown, r)
	}
}

// onNearest shows what comes nearest to a question that nothing answers.
func (q *asking) onNearest() {
	q.nearest = true
	q.search()
	q.focus(q.page.Field.Entry())
}

// showNothing shows why there are no passages.
func (q *asking) showNothing(icon view.IconName, t trouble) {
	q.results.clear()
	q.page.Say(icon, t.Headline, t.Lines...)
}

// nothingFound says that nothing was found, and what may help.
func (q *asking) nothingFound() trouble {
	t := trouble{Headline: lang.L("Nothing in your documents answers this")}
	switch {
	case q.reads():
		t.Lines = []string{lang.L("Footnote is still reading documents, and will search again as they arrive.")}
	case q.documents() == 0:
		t = trouble{lang.L("There is nothing to search yet"), []string{lang.L("Add a folder in the library, or drop files on this window.")}}
	case q.narrow.filters():
		t = trouble{lang.L("No document that matches the filters answers this"), []string{lang.L("Clear a filter below the question, or try other words.")}}
	default:
		t.Lines = []string{
			lang.L("Try other words, such as the document itself would use."),
			lang.L("Ask for one thing at a time, and check that its folder is in the library."),
		}
	}
	return t
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
