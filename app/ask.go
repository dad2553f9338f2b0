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
	typingPause  = 250 * time.Millisecond // between the last keystroke and the search, until one has been measured
	leastPause   = 60 * time.Millisecond
	longestPause = 400 * time.Millisecond
	nothingPause = 900 * time.Millisecond // before the last passages give way to the news that nothing was found for what is being typed
	lookTime     = 5 * time.Second        // after which passages that stand there count as looked at
	quietWait    = 200 * time.Millisecond // a search that takes longer shows that it is running
	stillWait    = 800 * time.Millisecond // likewise, while the last passages stand there
)

// searcher is the part of the library that asking needs.
type searcher interface {
	Search(ctx context.Context, question string, opt index.SearchOptions) (index.Result, error)
	Similar(ctx context.Context, to index.Citation, opt index.SearchOptions) (index.Result, error)
	Quote(ctx context.Context, question string, passages []index.Passage) ([]index.Quotation, error)
}

// asking is the current question. Each question has a number. A new question cancels the one before, and results for an older number are
// dropped.
type asking struct {
	*shell
	library   searcher
	page      *view.Asking
	narrow    *narrowing
	judging   *judging
	history   *history
	answering *answering
	results   *listing

	onAdd     func()          // asks the user for a folder to add
	onCheck   func()          // checks the library
	noteAway  func(err error) // receives the error of the model that compares meanings, or nil
	reads     func() bool     // whether documents are being read
	documents func() int      // how many the library has

	number   int
	question string // the last question; empty if there is none
	cancel   context.CancelFunc
	pause    func()        // cancels the search for what is being typed
	slow     func()        // cancels showing that the search is running, or that it found nothing
	typing   bool          // the next search is for what is being typed, and not asked yet
	lasts    time.Duration // how long searches take; 0 before the first
	looks    func()        // cancels remembering the question, because its passages are looked at

	more    int  // passages wanted beyond the limit in the settings
	nearest bool // show the closest passages if nothing answers
}

func (q *asking) build() {
	nothing := func() {}
	q.cancel, q.pause, q.slow, q.looks = nothing, nothing, nothing, nothing
	field := view.NewQuestionField(view.FieldWords{
		Hint: lang.L("Ask a question…"), Key: lang.L("Ctrl K"), Clear: lang.L("Clear the question"),
		Save: lang.L("Save the search"), Unsave: lang.L("Remove from saved searches"), Help: lang.L("How to narrow a question"),
	})
	field.OnChanged = q.onTyped
	field.OnAsked = func(question string) {
		q.onAsked(question)
		q.history.remember()
	}
	field.OnDown, field.OnEscape = q.results.takeFocus, q.onClear
	field.OnClear, field.OnUndo = q.onClear, q.undoNew
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

// focusField moves the focus to the question and selects all of it.
func (q *asking) focusField() {
	if !q.split.Visible() {
		q.turn(pageAsk)
	}
	q.focus(q.page.Field.Entry())
	q.page.Field.SelectAll()
}

// onClear clears the question.
func (q *asking) onClear() {
	cleared := q.page.Field.Text()
	if cleared == "" {
		return
	}
	q.page.Field.SetText("")
	q.undoable(lang.L("Question cleared."), func() {
		q.turn(pageAsk)
		q.page.Field.SetText(cleared)
		q.onQuestion(cleared)
	})
}

// onTyped searches for the typed question after a pause in typing.
func (q *asking) onTyped(question string) {
	q.pause()
	q.toUndo = false
	question = strings.TrimSpace(question)
	q.history.showSaved()
	if question == "" && !q.narrow.narrows() {
		q.clear()
		return
	}
	if question != q.question {
		q.pause = q.jobs.later(q.typingWait(), func() {
			q.typing = true
			q.onQuestion(question)
		})
	}
}

// typingWait returns the pause between the last keystroke and the search: about as long as searches take, so that they keep up with typing.
func (q *asking) typingWait() time.Duration {
	if q.lasts == 0 {
		return typingPause
	}
	return min(max(q.lasts, leastPause), longestPause)
}

// measure learns how long searches take.
func (q *asking) measure(took time.Duration) {
	if q.lasts > 0 {
		took = (q.lasts + took) / 2
	}
	q.lasts = max(took, 1)
}

// onAsked searches for a submitted question: a chosen model may answer it.
func (q *asking) onAsked(question string) {
	q.answering.wanted, q.nearest = true, false
	q.onQuestion(question)
}

// offer shows example questions on the first page.
func (q *asking) offer(questions []string) {
	if len(questions) != len(q.page.Welcome.Pills()) {
		q.page.SetQuestions(questions)
	}
}

// recall runs a stored search, with only the filters written in it.
func (q *asking) recall(search string) {
	q.narrow.reset()
	q.page.Field.SetText(search)
	q.onAsked(search)
}

// narrowTo narrows the question to a folder.
func (q *asking) narrowTo(folder string) {
	q.narrow.reset()
	q.narrow.folders = []string{folder}
	q.narrowed()
	q.focusField()
}

// followUp asks a question that follows another.
func (q *asking) followUp(question string) {
	q.question = question
	q.page.Field.SetText(question)
	q.pause()
	q.search()
}

// onQuestion searches at once.
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

// askAgain repeats the present question, because the library has changed.
func (q *asking) askAgain() {
	if q.asks() {
		q.search()
	}
}

// askWhileReading repeats the present question if it has found nothing so far, because more documents have been read.
func (q *asking) askWhileReading() {
	if len(q.results.shown) == 0 {
		q.askAgain()
	}
}

// clear returns to the first page.
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
	q.split.ShowRight(false)
	q.page.ShowWelcome()
}

// drop cancels the running search. Its results will not be shown.
func (q *asking) drop() {
	q.number++
	q.cancel()
	q.slow()
	q.looks()
}

func (q *asking) search() {
	q.drop()
	n := q.number
	ctx, cancel := context.WithCancel(q.jobs.ctx)
	q.cancel = cancel
	typing, began := q.typing, q.jobs.now()
	q.typing = false
	wait := quietWait
	if len(q.results.shown) > 0 {
		wait = stillWait
	}
	q.slow = q.jobs.later(wait, q.saySearching)
	start(q.jobs, ctx, q.searching(), func(r found, err error) {
		cancel()
		if n != q.number {
			return
		}
		q.slow()
		if err == nil {
			q.measure(q.jobs.now().Sub(began))
		}
		if err == nil && typing && len(r.Passages) == 0 && len(q.results.shown) > 0 {
			q.slow = q.jobs.later(nothingPause, func() { q.showFound(r, nil) })
			return
		}
		q.showFound(r, err)
	})
}

// saySearching shows that a search is running. The previous question's passages stay until there are new ones.
func (q *asking) saySearching() {
	if len(q.results.shown) > 0 {
		q.page.SetCount(lang.L("Searching…"))
		return
	}
	q.split.ShowRight(true)
	q.page.Say(view.IconAsk, lang.L("Searching…"))
}

// showFound shows the results of a search.
func (q *asking) showFound(r found, err error) {
	var asked *index.QueryError
	var moved *index.MovedError
	switch {
	case errors.Is(err, context.Canceled):
		return
	case q.moving != nil && errors.As(err, &moved): // the library in its new place will be asked again
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
		q.looks = q.jobs.later(lookTime, q.history.lookedAt)
		q.answering.answer(q.question, q.results.shown, r)
	}
}

// onNearest shows the passages closest to a question that nothing answers.
func (q *asking) onNearest() {
	q.nearest = true
	q.search()
	q.focus(q.page.Field.Entry())
}

// showNothing shows why there are no passages.
func (q *asking) showNothing(icon view.IconName, t trouble) {
	q.results.clear()
	q.split.ShowRight(true) // so that the question's field keeps its size
	q.page.Say(icon, t.Headline, t.Lines...)
}

// nothingFound says that nothing was found, and suggests what may help.
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
			lang.L("Try other words, such as those the document itself would use."),
			lang.L("Ask for one thing at a time, and check that its folder is in the library."),
		}
	}
	return t
}

// spans converts the engine's spans to the view's, shifted by an offset.
func spans(s []index.Span, by int) []view.Span {
	moved := make([]view.Span, len(s))
	for i, x := range s {
		moved[i] = view.Span{Start: x.Start + by, End: x.End + by}
	}
	return moved
}
