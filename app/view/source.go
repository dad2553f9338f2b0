package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A SourceState says how a source is, for the colour of its dot; its words say it in full.
type SourceState int

// The states of a source.
const (
	SourceGood SourceState = iota
	SourceBusy
	SourceAway
	SourceNew
)

// A Source is what a SourceCard shows.
type Source struct {
	Name, Path, Held string
	State            SourceState
	StateWords       string
}

// SourceCard is one source of the library: its name, what it holds, how it is, and what can be done with it.
type SourceCard struct {
	widget.BaseWidget
	// OnSync and OnRemove are called when the buttons are pressed.
	OnSync, OnRemove func()

	state                         SourceState
	ground, dot                   *Panel
	name, path, held, stateOfCard *Text
	sync, remove                  *Button
}

var _ fyne.Widget = (*SourceCard)(nil)

// NewSourceCard returns a card that shows nothing yet; sync and remove are what its buttons say.
func NewSourceCard(sync, remove string) *SourceCard {
	c := &SourceCard{
		ground: NewPanel(ColorPanel, ColorLine, SizeRadius), dot: NewPanel(ColorGood, "", ""),
		name: NewText("", Look{Bold: true}), path: NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
		held: NewText("", Look{Color: ColorInk2}), stateOfCard: NewText("", Look{}),
	}
	c.dot.Round, c.path.CutMiddle = true, true
	c.sync = NewButton(sync, Plain, func() {
		if c.OnSync != nil {
			c.OnSync()
		}
	})
	c.remove = NewButton(remove, Plain, func() {
		if c.OnRemove != nil {
			c.OnRemove()
		}
	})
	c.ExtendBaseWidget(c)
	return c
}

// Set shows a source.
func (c *SourceCard) Set(s Source) {
	c.name.Set(s.Name)
	c.path.Set(s.Path)
	c.held.Set(s.Held)
	c.stateOfCard.Set(s.StateWords)
	c.state = s.State
	c.Refresh()
}

// Words returns the name, what it holds and its state.
func (c *SourceCard) Words() []string {
	return []string{c.name.Words(), c.held.Words(), c.stateOfCard.Words()}
}

// Buttons returns what is pressed to sync and to remove.
func (c *SourceCard) Buttons() (sync, remove *Button) { return c.sync, c.remove }

// CreateRenderer implements fyne.Widget.
func (c *SourceCard) CreateRenderer() fyne.WidgetRenderer { return render(c) }

func (c *SourceCard) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.ground, c.name, c.path, c.held, c.dot, c.stateOfCard, c.sync, c.remove}
}

func (c *SourceCard) minSize() fyne.Size {
	return fyne.NewSize(0, c.name.MinSize().Height+c.path.MinSize().Height+theme.Size(SizeMargin)+theme.Size(SizeGap))
}

func (c *SourceCard) paint() {
	ink := map[SourceState]fyne.ThemeColorName{
		SourceGood: ColorGood, SourceBusy: ColorAccent, SourceAway: ColorWarning, SourceNew: ColorInk3,
	}[c.state]
	c.dot.Set(ink, "", SizeLine)
	c.stateOfCard.SetLook(Look{Color: ink})
}

// place gives the name a little less than half, then what it holds, its state and the buttons.
func (c *SourceCard) place(size fyne.Size) {
	gap, pad := theme.Size(SizeGap), theme.Size(SizeGap)*2
	bottom := theme.Size(SizeGap) + theme.Size(SizeGapTiny)/2
	h := size.Height - bottom
	put(c.ground, 0, 0, size.Width, h)
	right := size.Width - pad
	for _, b := range []*Button{c.remove, c.sync} {
		s := b.MinSize()
		right -= s.Width
		put(b, right, middle(h, s.Height), s.Width, s.Height)
		right -= gap
	}
	line := c.held.MinSize().Height
	free := right - pad
	state := min(free*0.3, theme.Size(SizeColumn)*0.6)
	held := min(free*0.3, theme.Size(SizeColumn)*0.75)
	dot := theme.Size(SizeGap) + theme.Size(SizeLine)
	put(c.stateOfCard, right-state+dot+gap, middle(h, line), state-dot-gap, line)
	put(c.dot, right-state, middle(h, dot), dot, dot)
	put(c.held, right-state-gap-held, middle(h, line), held, line)
	w := right - state - held - 2*gap - pad
	name, path := c.name.MinSize().Height, c.path.MinSize().Height
	y := middle(h, name+path)
	put(c.name, pad, y, w, name)
	put(c.path, pad, y+name, w, path)
}

// A Failure is a file that gave no text.
type Failure struct {
	Name, Folder, Reason string
}

// FailureRow is one file that could not be read, and why.
type FailureRow struct {
	widget.BaseWidget
	ground               *Panel
	name, folder, reason *Text
}

var _ fyne.Widget = (*FailureRow)(nil)

// NewFailureRow returns a row that shows nothing yet.
func NewFailureRow() *FailureRow {
	r := &FailureRow{
		ground: NewPanel(ColorPanel, ColorLine, ""), name: NewText("", Look{}),
		folder: NewText("", Look{Size: SizeSmall, Color: ColorInk3}), reason: NewText("", Look{Color: ColorWarning}),
	}
	r.name.CutMiddle, r.folder.CutMiddle = true, true
	r.ExtendBaseWidget(r)
	return r
}

// Set shows a failure.
func (r *FailureRow) Set(f Failure) {
	r.name.Set(f.Name)
	r.folder.Set(f.Folder)
	r.reason.Set(f.Reason)
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *FailureRow) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *FailureRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.name, r.folder, r.reason}
}

func (r *FailureRow) minSize() fyne.Size {
	return fyne.NewSize(0, r.name.MinSize().Height+r.folder.MinSize().Height+theme.Size(SizeGap)*2)
}

func (r *FailureRow) paint() {}

func (r *FailureRow) place(size fyne.Size) {
	pad := theme.Size(SizeGap) * 2
	put(r.ground, 0, 0, size.Width, size.Height+theme.Size(SizeLine)) // the next row's line lies on this one's
	name, folder := r.name.MinSize().Height, r.folder.MinSize().Height
	w := (size.Width - 3*pad) * 0.4
	y := middle(size.Height, name+folder)
	put(r.name, pad, y, w, name)
	put(r.folder, pad, y+name, w, folder)
	put(r.reason, 2*pad+w, 0, size.Width-3*pad-w, size.Height)
}
