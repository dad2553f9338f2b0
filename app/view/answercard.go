package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// An Answer is what an AnswerCard shows.
type Answer struct {
	Caption string // the source of the words
	Sent    string // what left this computer, and where to; empty for nothing
	Writing Writing
	Running bool   // it is still being written
	Trouble string // what went wrong, shown below the words; empty for nothing
	Follow  bool   // allow a follow-up question
	History bool   // earlier questions can be cleared
}

// AnswerWords describe the buttons of an AnswerCard for screen readers.
type AnswerWords struct{ Copy, More, Stop, Clear, Follow string }

// AnswerCard shows an answer above the passages. Each part of it has the number of its passage.
type AnswerCard struct {
	widget.BaseWidget
	// OnCite is called when the number of a passage is pressed.
	OnCite func(number int)
	// OnHover is called with a link when the pointer or the focus enters it, and with nil when it leaves.
	OnHover func(l *FlowLink)
	// OnCopy is called to copy the answer, OnStop to stop writing it, and OnMore to show further actions.
	OnCopy, OnStop func()
	OnMore         func(at fyne.Position)
	// OnClear is called to forget the earlier questions.
	OnClear func()
	Follow  *FollowField // below the words, for a follow-up question

	answer         Answer
	ground, stripe *Panel
	caption, sent  *Text
	sentIcon       *Icon
	copy, more     *Button
	stop, clear    *Button
	flow           *Flow
	scroll         *container.Scroll
	trouble        *MarkedText
	troubleIcon    *Icon
}

var _ fyne.Widget = (*AnswerCard)(nil)

// NewAnswerCard returns a card that is hidden until Set.
func NewAnswerCard(words AnswerWords) *AnswerCard {
	c := &AnswerCard{
		ground: NewPanel(ColorPanel, ColorLine, SizeRadius), stripe: NewPanel(ColorAccent, "", SizeGapTiny),
		caption: NewText("", Look{Size: SizeTiny, Color: ColorInk3}), sent: NewText("", Look{Size: SizeTiny, Color: ColorWarning}),
		sentIcon: NewIcon(IconSent, ColorWarning), flow: NewFlow(Look{Size: SizeQuestion}),
		Follow:  NewFollowField(words.Follow),
		trouble: NewMarkedText(Look{Size: SizeSmall, Color: ColorWarning}, 0), troubleIcon: NewIcon(IconTrouble, ColorWarning),
	}
	c.sentIcon.Side, c.troubleIcon.Side = SizeTiny, SizeBody
	c.sent.CutMiddle = true
	c.copy = NewQuietButton(IconCopy, words.Copy, func() { do(c.OnCopy) })
	c.more = NewQuietButton(IconMore, words.More, func() {
		if c.OnMore != nil {
			c.OnMore(BelowOf(c.more))
		}
	})
	c.stop = NewButton(words.Stop, Plain, func() { do(c.OnStop) })
	c.clear = NewButton(words.Clear, Plain, func() { do(c.OnClear) })
	c.scroll = container.NewVScroll(c.flow)
	c.flow.OnLink = func(number int) {
		if c.OnCite != nil {
			c.OnCite(number)
		}
	}
	c.flow.OnHover = func(l *FlowLink) {
		if c.OnHover != nil {
			c.OnHover(l)
		}
	}
	c.ExtendBaseWidget(c)
	c.Hide()
	return c
}

// Set shows an answer.
func (c *AnswerCard) Set(a Answer) {
	c.answer = a
	c.caption.Set(a.Caption)
	c.sent.Set(a.Sent)
	c.sentIcon.Hidden = a.Sent == ""
	c.stop.Hidden, c.clear.Hidden = !a.Running, a.Running || !a.History
	c.Follow.Hidden = !a.Follow
	c.copy.Hidden, c.more.Hidden = a.Running, a.Running || c.OnMore == nil
	c.trouble.Set(a.Trouble, nil, Span{})
	c.troubleIcon.Hidden = a.Trouble == ""
	c.flow.Set(a.Writing)
	c.Show()
	c.Refresh()
}

// ScrollToTop scrolls to the beginning of the answer.
func (c *AnswerCard) ScrollToTop() { c.scroll.ScrollToTop() }

// Answer returns the answer shown.
func (c *AnswerCard) Answer() Answer { return c.answer }

// Links returns the citations and warnings in the answer, in order.
func (c *AnswerCard) Links() []*FlowLink { return c.flow.Links() }

// CopyButton returns the button that copies the answer.
func (c *AnswerCard) CopyButton() *Button { return c.copy }

// MoreButton returns the button that shows further actions.
func (c *AnswerCard) MoreButton() *Button { return c.more }

// StopButton returns the button that stops the writing.
func (c *AnswerCard) StopButton() *Button { return c.stop }

// ClearButton returns the button that forgets the earlier questions.
func (c *AnswerCard) ClearButton() *Button { return c.clear }

// HeightFor returns the height of the card at a width, at most most. The rest scrolls.
func (c *AnswerCard) HeightFor(width, most float32) float32 {
	return min(most, c.head(width)+c.flow.HeightFor(c.inside(width))+c.foot(c.inside(width))+theme.Size(SizeGap)+theme.Size(SizeGapTiny))
}

// inside returns the width of the words in a card of the given width.
func (c *AnswerCard) inside(width float32) float32 {
	return width - 2*theme.Size(SizeMargin) + 2*theme.Size(SizeGapTiny)
}

// head returns the height of the part above the words, with its margins.
func (c *AnswerCard) head(width float32) float32 {
	h := theme.Size(SizeGap) + c.copy.MinSize().Height + theme.Size(SizeGapTiny)/2
	if c.sentBelow(width) {
		h += c.sent.MinSize().Height
	}
	return h
}

// sentBelow reports whether Sent needs its own line in a card of the given width.
func (c *AnswerCard) sentBelow(width float32) bool {
	gap, tiny := theme.Size(SizeGap), theme.Size(SizeGapTiny)
	free := c.inside(width) - c.caption.Natural() - 3*gap - tiny - theme.Size(SizeTiny)
	for _, b := range c.buttons() {
		if !b.Hidden {
			free -= b.MinSize().Width + tiny
		}
	}
	return c.answer.Sent != "" && c.sent.Natural() > free
}

// buttons returns the buttons of the head, from right to left.
func (c *AnswerCard) buttons() []*Button { return []*Button{c.more, c.copy, c.clear, c.stop} }

// foot returns the height of the part below the words.
func (c *AnswerCard) foot(width float32) float32 {
	h := c.troubleHeight(width)
	if c.answer.Follow {
		h += c.Follow.MinSize().Height
	}
	return h
}

func (c *AnswerCard) troubleHeight(width float32) float32 {
	if c.answer.Trouble == "" {
		return 0
	}
	return c.trouble.HeightFor(width-theme.Size(SizeMargin)) + theme.Size(SizeGap)
}

// CreateRenderer implements fyne.Widget.
func (c *AnswerCard) CreateRenderer() fyne.WidgetRenderer { return render(c) }

// objects returns the parts, in focus order.
func (c *AnswerCard) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.ground, c.stripe, c.caption, c.sentIcon, c.sent, c.scroll, c.troubleIcon, c.trouble, c.Follow, c.clear, c.copy, c.more, c.stop}
}

func (c *AnswerCard) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeField)) }
func (c *AnswerCard) paint()             {}

func (c *AnswerCard) place(size fyne.Size) {
	gap, tiny := theme.Size(SizeGap), theme.Size(SizeGapTiny)
	c.ground.Resize(size)
	put(c.stripe, 0, 0, tiny, size.Height)
	x, w := theme.Size(SizeMargin)-tiny, c.inside(size.Width)
	right := c.placeButtons(x+w, gap)
	line := c.copy.MinSize().Height
	caption := min(c.caption.Natural()+1, right-x)
	put(c.caption, x, gap, caption, line)
	if icon := theme.Size(SizeTiny); c.answer.Sent != "" {
		at, y, end, h := x+caption+2*gap, gap, right-gap, line
		if c.sentBelow(size.Width) {
			at, y, end, h = x, gap+line, x+w, c.sent.MinSize().Height
		}
		put(c.sentIcon, at, y, icon, h)
		at += icon + tiny
		put(c.sent, at, y, end-at, h)
	}
	foot := c.foot(w)
	top := c.head(size.Width)
	c.flow.HeightFor(w) // wraps the words, so that the scroller knows their height
	put(c.scroll, x, top, w, size.Height-top-foot-gap-tiny)
	c.scroll.Refresh()
	y := size.Height - foot - tiny
	if h := c.troubleHeight(w); h > 0 {
		icon := theme.Size(SizeBody)
		put(c.troubleIcon, x, y, icon, c.trouble.Look.lineHeight())
		put(c.trouble, x+theme.Size(SizeMargin), y, w-theme.Size(SizeMargin), h-gap)
		y += h
	}
	put(c.Follow, x, y, w, c.Follow.MinSize().Height)
}

// placeButtons places the visible buttons in the head, up to right, and returns their left edge.
func (c *AnswerCard) placeButtons(right, top float32) float32 {
	line, tiny := c.copy.MinSize().Height, theme.Size(SizeGapTiny)
	for _, b := range c.buttons() {
		if !b.Hidden {
			size := b.MinSize()
			h := min(size.Height, line)
			right -= size.Width + tiny
			put(b, right, top+middle(line, h), size.Width, h)
		}
	}
	return right
}
