package view

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// StatusWords are what the buttons of a StatusLine say.
type StatusWords struct{ Pause, Resume, Cancel, Details string }

// StatusLine stands at the window's foot: on the left what runs and how far it is, or the last notice; on the right what
// the library holds.
type StatusLine struct {
	widget.BaseWidget
	// OnCancel is called when what runs is to stop.
	OnCancel func()
	// OnPause is called when what runs is to pause, OnResume when it is to go on.
	OnPause, OnResume func()
	// OnDetails is called when more is wanted of what went wrong.
	OnDetails func()

	ground, rule *Panel
	progress     *Bar
	doing, right *Text
	pause        *Button
	resume       *Button
	cancel       *Button
	details      *Button
}

var _ fyne.Widget = (*StatusLine)(nil)

// NewStatusLine returns a line on which nothing runs.
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
	s.Rest("")
	s.ExtendBaseWidget(s)
	return s
}

// Run shows what runs and which share of it is done, with the button that cancels it.
func (s *StatusLine) Run(words string, share float64) {
	s.doing.SetLook(Look{Size: SizeSmall, Color: ColorInk2})
	s.doing.Set(words)
	s.doing.CutMiddle = true // the name of a file is the least of it
	s.progress.Set(share)
	s.progress.Hidden = false
	s.offer(s.pause, s.cancel)
}

// Paused shows that what ran waits, with the buttons that let it go on or end it.
func (s *StatusLine) Paused(words string) {
	s.rest(words, ColorInk2)
	s.offer(s.resume, s.cancel)
}

// offer shows some of the buttons, and none of the others.
func (s *StatusLine) offer(buttons ...*Button) {
	for _, b := range s.buttons() {
		b.Hidden = !slices.Contains(buttons, b)
	}
	s.Refresh()
}

// buttons are all there are, from left to right.
func (s *StatusLine) buttons() []*Button {
	return []*Button{s.pause, s.resume, s.cancel, s.details}
}

func do(f func()) {
	if f != nil {
		f()
	}
}

// Rest shows a notice, or nothing, while nothing runs.
func (s *StatusLine) Rest(words string) { s.rest(words, ColorInk2) }

// Warn shows a notice of something that went wrong, with a button for more of it.
func (s *StatusLine) Warn(words string) {
	s.rest(words, ColorWarning)
	s.offer(s.details)
}

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

// Words returns what is shown on the left and on the right.
func (s *StatusLine) Words() (left, right string) { return s.doing.Words(), s.right.Words() }

// Running says whether something is shown to run.
func (s *StatusLine) Running() bool { return !s.progress.Hidden }

// CancelButton is the button that cancels what runs.
func (s *StatusLine) CancelButton() *Button { return s.cancel }

// PauseButton is the button that lets what runs pause.
func (s *StatusLine) PauseButton() *Button { return s.pause }

// ResumeButton is the button that lets what is paused go on.
func (s *StatusLine) ResumeButton() *Button { return s.resume }

// CreateRenderer implements fyne.Widget.
func (s *StatusLine) CreateRenderer() fyne.WidgetRenderer { return render(s) }

func (s *StatusLine) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.ground, s.rule, s.progress, s.doing, s.pause, s.resume, s.cancel, s.details, s.right}
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
