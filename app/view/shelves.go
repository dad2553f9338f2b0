package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ShelvesWords are the words of Shelves.
type ShelvesWords struct {
	Heading, Add, AddPath string
	Source                SourceWords
	Retry, Unlock, Reveal string
}

// A Holding is what Shelves shows.
type Holding struct {
	Summary       string // "12 documents · 98 passages · 3 MB"
	Sources       []Source
	FailedHeading string // "Could not be read (14)"
	Failed        []Failure
}

// Shelves is the library page: its sources, and the files that could not be read.
type Shelves struct {
	widget.BaseWidget
	// These are called with the index of a source.
	OnDocuments, OnIgnore, OnGone, OnSync, OnRemove func(source int)
	// OnRetry, OnUnlock and OnReveal are called with the index of a failure.
	OnRetry, OnUnlock, OnReveal func(failure int)

	words            ShelvesWords
	holding          Holding
	heading, summary *Text
	add, path        *Button
	column           *Column
	message          *Message
}

var (
	_ fyne.Widget = (*Shelves)(nil)
	_ Rows        = shelfRows{}
)

// NewShelves returns an empty page; onAdd is called to add a folder, onPath to type a path.
func NewShelves(words ShelvesWords, onAdd, onPath func()) *Shelves {
	s := &Shelves{
		words: words, heading: NewText(words.Heading, Look{Size: SizeHeading, Bold: true}),
		summary: NewText("", Look{Color: ColorInk2}), add: NewButton(words.Add, Primary, onAdd), message: NewMessage(),
		path: NewButton(words.AddPath, Plain, onPath),
	}
	s.column = NewColumn(shelfRows{s})
	s.column.Gutter = true
	s.ExtendBaseWidget(s)
	return s
}

// Set shows what the library holds.
func (s *Shelves) Set(h Holding) {
	s.holding = h
	s.message.Hide()
	s.summary.Set(h.Summary)
	s.column.Show()
	s.column.Reload()
	s.Refresh()
}

// Say shows a message in place of the sources.
func (s *Shelves) Say(icon IconName, headline string, lines ...string) {
	s.holding = Holding{}
	s.column.Hide()
	s.summary.Set("")
	s.message.Set(icon, headline, lines...)
	s.message.Show()
	s.Refresh()
}

// Offer shows a button below the message.
func (s *Shelves) Offer(words string, onTapped func()) { s.message.Offer(words, onTapped) }

// Message returns the message in place of the sources.
func (s *Shelves) Message() *Message { return s.message }

// Holding returns what is shown.
func (s *Shelves) Holding() Holding { return s.holding }

// Card returns the card of a source, nil if it is not visible.
func (s *Shelves) Card(source int) *SourceCard {
	card, _ := s.column.Row(source).(*SourceCard)
	return card
}

// Failure returns the row of a failure, nil if it is not visible.
func (s *Shelves) Failure(failure int) *FailureRow {
	row, _ := s.column.Row(len(s.holding.Sources) + 1 + failure).(*FailureRow)
	return row
}

// CreateRenderer implements fyne.Widget.
func (s *Shelves) CreateRenderer() fyne.WidgetRenderer { return render(s) }

func (s *Shelves) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.heading, s.summary, s.path, s.add, s.column, s.message}
}

func (s *Shelves) minSize() fyne.Size { return fyne.NewSize(2*theme.Size(SizeColumn), 0) }
func (s *Shelves) paint()             {}

func (s *Shelves) place(size fyne.Size) {
	placePage(size, s.heading, s.summary, s.add, s.column, s.message)
	at := s.add.Position()
	left := buttonsRight(at.X-theme.Size(SizeGap), 2*at.Y+s.add.Size().Height, s.path)
	s.summary.Resize(fyne.NewSize(max(left-s.summary.Position().X, 0), s.summary.Size().Height))
}

// shelfRows shows the sources, then a heading, then the failures.
type shelfRows struct{ s *Shelves }

// The kinds of rows.
const (
	sourceRow = iota
	shelfHeading
	failureRow
)

func (l shelfRows) Len() int {
	n := len(l.s.holding.Sources)
	if f := len(l.s.holding.Failed); f > 0 {
		n += 1 + f
	}
	return n
}

func (l shelfRows) Kind(i int) int {
	switch n := len(l.s.holding.Sources); {
	case i < n:
		return sourceRow
	case i == n:
		return shelfHeading
	}
	return failureRow
}

func (l shelfRows) Height(i int, width float32) float32 {
	switch l.Kind(i) {
	case sourceRow:
		return sourceHeight(width)
	case shelfHeading:
		return Look{}.lineHeight() + 3*theme.Size(SizeGap)
	}
	return failureHeight(width)
}

func (l shelfRows) New(kind int) fyne.CanvasObject {
	switch kind {
	case sourceRow:
		return NewSourceCard(l.s.words.Source)
	case shelfHeading:
		return NewText("", Look{Bold: true})
	}
	return NewFailureRow(l.s.words)
}

func (l shelfRows) Update(i int, o fyne.CanvasObject) {
	h := l.s.holding
	switch o := o.(type) {
	case *SourceCard:
		o.OnDocuments = func() { call(l.s.OnDocuments, i) }
		o.OnIgnore = func() { call(l.s.OnIgnore, i) }
		o.OnGone = func() { call(l.s.OnGone, i) }
		o.OnSync = func() { call(l.s.OnSync, i) }
		o.OnRemove = func() { call(l.s.OnRemove, i) }
		o.Set(h.Sources[i])
	case *Text:
		o.Set(h.FailedHeading)
	case *FailureRow:
		failure := i - len(h.Sources) - 1
		o.OnRetry = func() { call(l.s.OnRetry, failure) }
		o.OnUnlock = func() { call(l.s.OnUnlock, failure) }
		o.OnReveal = func() { call(l.s.OnReveal, failure) }
		o.Set(h.Failed[failure])
	}
}

func call(f func(int), i int) {
	if f != nil {
		f(i)
	}
}
