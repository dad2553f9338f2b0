package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// StatusLine stands at the window's foot: on the left what runs and how far it is, or the last notice; on the right what
// the library holds.
type StatusLine struct {
	widget.BaseWidget
	// OnCancel is called when what runs is to stop.
	OnCancel func()
	// OnDetails is called when more is wanted of what went wrong.
	OnDetails func()

	ground, rule *Panel
	progress     *Bar
	doing, right *Text
	cancel       *Button
	details      *Button
}

var _ fyne.Widget = (*StatusLine)(nil)

// NewStatusLine returns a line on which nothing runs; cancel and details are what its buttons say.
func NewStatusLine(cancel, details string) *StatusLine {
	s := &StatusLine{
		ground: NewPanel(ColorSide, "", ""), rule: NewRule(), progress: NewBar(ColorGood),
		doing: NewText("", Look{Size: SizeSmall, Color: ColorInk2}), right: NewText("", Look{Size: SizeSmall, Color: ColorInk2}),
	}
	s.right.Align = fyne.TextAlignTrailing
	s.cancel = NewButton(cancel, Plain, func() {
		if s.OnCancel != nil {
			s.OnCancel()
		}
	})
	s.details = NewButton(details, Plain, func() {
		if s.OnDetails != nil {
			s.OnDetails()
		}
	})
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
	s.progress.Hidden, s.cancel.Hidden, s.details.Hidden = false, false, true
	s.Refresh()
}

// Rest shows a notice, or nothing, while nothing runs.
func (s *StatusLine) Rest(words string) { s.rest(words, ColorInk2) }

// Warn shows a notice of something that went wrong, with a button for more of it.
func (s *StatusLine) Warn(words string) {
	s.rest(words, ColorWarning)
	s.details.Hidden = false
	s.Refresh()
}

func (s *StatusLine) rest(words string, ink fyne.ThemeColorName) {
	s.doing.SetLook(Look{Size: SizeSmall, Color: ink})
	s.doing.Set(words)
	s.doing.CutMiddle = false
	s.progress.Hidden, s.cancel.Hidden, s.details.Hidden = true, true, true
	s.Refresh()
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

// CreateRenderer implements fyne.Widget.
func (s *StatusLine) CreateRenderer() fyne.WidgetRenderer { return render(s) }

func (s *StatusLine) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.ground, s.rule, s.progress, s.doing, s.cancel, s.details, s.right}
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
		cancel := s.cancel.MinSize().Width
		x += bar + gap*2
		free -= bar + cancel + gap*3
		words := min(s.doing.Natural()+1, free)
		put(s.doing, x, 0, words, size.Height)
		h := theme.Size(SizeStatus) - theme.Size(SizeGap)
		put(s.cancel, x+words+gap, middle(size.Height, h), cancel, h)
		return
	}
	words := free
	if !s.details.Hidden {
		b := s.details.MinSize().Width
		words = min(s.doing.Natural()+1, free-b-gap)
		h := theme.Size(SizeStatus) - theme.Size(SizeGap)
		put(s.details, x+words+gap, middle(size.Height, h), b, h)
	}
	put(s.doing, x, 0, words, size.Height)
}
