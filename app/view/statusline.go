package view

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// StatusWords are the words on the buttons of a StatusLine.
type StatusWords struct{ Pause, Resume, Cancel, Details, Undo string }

// StatusLine is the line at the bottom of the window: on the left the current job and its progress, or the last notice; on the right what
// the library holds.
type StatusLine struct {
	widget.BaseWidget
	// OnCancel is called to stop the job.
	OnCancel func()
	// OnPause is called to pause the job, OnResume to continue it.
	OnPause, OnResume func()
	// OnUndo is called to undo what the notice says.
	OnUndo func()
	// OnDetails is called to show the details of an error.
	OnDetails func()

	ground, rule *Panel
	progress     *Bar
	doing, right *Text
	pause        *Button
	resume       *Button
	cancel       *Button
	details      *Button
	undo         *Button
}

var _ fyne.Widget = (*StatusLine)(nil)

// NewStatusLine returns a line without a job.
func NewStatusLine(words StatusWords) *StatusLine {
	s := &StatusLine{
		ground: NewPanel(ColorSide, "", ""), rule: NewRule(), progress: NewBar(ColorGood),
		doing: NewText("", Look{Size: SizeSmall, Color: ColorInk2}), right: NewText("", Look{Size: SizeSmall, Color: ColorInk2}),
	}
	s.right.Align = fyne.TextAlignTrailing
	s.pause = NewButton(words.Pause, Plain, func() { do(s.OnPause) })
	s.resume = NewButton(words.Resume, Plain, func() { do(s.OnResume) })
	s.cancel = NewButton(words.Cancel, Plain, func() { do(s.OnCancel) })
	s.details = NewButton(words.Details, Plain, func() { do(s.OnDetails) })
	s.undo = NewButton(words.Undo, Plain, func() { do(s.OnUndo) })
	s.Rest("")
	s.ExtendBaseWidget(s)
	return s
}

// Run shows the current job and the share of it that is done, with a button that cancels it.
func (s *StatusLine) Run(words string, share float64) {
	s.doing.SetLook(Look{Size: SizeSmall, Color: ColorInk2})
	s.doing.Set(words)
	s.doing.CutMiddle = true // in the middle is a file's name, which matters least
	s.progress.Set(share)
	s.progress.Hidden = false
	s.offer(s.pause, s.cancel)
}

// Paused shows a paused job, with buttons that continue it or end it.
func (s *StatusLine) Paused(words string) {
	s.rest(words, ColorInk2)
	s.offer(s.resume, s.cancel)
}

// offer shows the given buttons, and hides the others.
func (s *StatusLine) offer(buttons ...*Button) {
	for _, b := range s.buttons() {
		b.Hidden = !slices.Contains(buttons, b)
	}
	s.Refresh()
}

// buttons returns all buttons, from left to right.
func (s *StatusLine) buttons() []*Button {
	return []*Button{s.pause, s.resume, s.cancel, s.details, s.undo}
}

func do(f func()) {
	if f != nil {
		f()
	}
}

// Rest shows a notice, or nothing, while no job runs.
func (s *StatusLine) Rest(words string) { s.rest(words, ColorInk2) }

// Warn shows a notice of an error, with a button for the details.
func (s *StatusLine) Warn(words string) {
	s.rest(words, ColorWarning)
	s.offer(s.details)
}

// OfferUndo shows a button beside the notice that undoes what it says.
func (s *StatusLine) OfferUndo() { s.offer(s.undo) }

// UndoButton returns the button that undoes what the notice says.
func (s *StatusLine) UndoButton() *Button { return s.undo }

func (s *StatusLine) rest(words string, ink fyne.ThemeColorName) {
	s.doing.SetLook(Look{Size: SizeSmall, Color: ink})
	s.doing.Set(words)
	s.doing.CutMiddle = false
	s.progress.Hidden = true
	s.offer()
}

// SetHeld shows what the library holds.
func (s *StatusLine) SetHeld(words string) {
	s.right.Set(words)
	s.Refresh()
}

// Words returns the words on the left and on the right.
func (s *StatusLine) Words() (left, right string) { return s.doing.Words(), s.right.Words() }

// Running reports whether a job is shown.
func (s *StatusLine) Running() bool { return !s.progress.Hidden }

// CancelButton returns the button that cancels the job.
func (s *StatusLine) CancelButton() *Button { return s.cancel }

// PauseButton returns the button that pauses the job.
func (s *StatusLine) PauseButton() *Button { return s.pause }

// ResumeButton returns the button that continues a paused job.
func (s *StatusLine) ResumeButton() *Button { return s.resume }

// CreateRenderer implements fyne.Widget.
func (s *StatusLine) CreateRenderer() fyne.WidgetRenderer { return render(s) }

func (s *StatusLine) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.ground, s.rule, s.progress, s.doing, s.pause, s.resume, s.cancel, s.details, s.undo, s.right}
}

func (s *StatusLine) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeStatus)) }
func (s *StatusLine) paint()             {}

func (s *StatusLine) place(size fyne.Size) {
	gap, margin := theme.Size(SizeGap), theme.Size(SizeMargin)-theme.Size(SizeGapTiny)
	s.ground.Resize(size)
	put(s.rule, 0, 0, size.Width, theme.Size(SizeLine))
	free := size.Width - 2*margin
	right := min(s.right.Natural()+1, free*0.6)
	if s.Running() {
		right = min(right, free*0.4)
	}
	put(s.right, size.Width-margin-right, 0, right, size.Height)
	x := margin
	free -= right + 2*gap
	if s.Running() {
		bar := min(theme.Size(SizeProgress), free/4)
		put(s.progress, x, 0, bar, size.Height)
		x += bar + gap*2
		free -= bar + gap*2
	}
	buttons := float32(0)
	for _, b := range s.buttons() {
		if !b.Hidden {
			buttons += gap + b.MinSize().Width
		}
	}
	words := max(min(s.doing.Natural()+1, free-buttons), 0)
	put(s.doing, x, 0, words, size.Height)
	x += words
	h := theme.Size(SizeStatus) - gap
	for _, b := range s.buttons() {
		if !b.Hidden {
			x += gap
			put(b, x, middle(size.Height, h), b.MinSize().Width, h)
			x += b.MinSize().Width
		}
	}
}
