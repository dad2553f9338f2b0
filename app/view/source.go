package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A SourceState is the state of a source, for the colour of its dot; its words give the details.
type SourceState int

// The states of a source.
const (
	SourceGood SourceState = iota
	SourceBusy
	SourceAway
	SourceNew
	SourcePaused
)

// A Source is what a SourceCard shows.
type Source struct {
	Name, Path, Held string
	State            SourceState
	StateWords       string
	Gone             bool // its files may be gone for good: offer OnGone in place of OnIgnore
}

// SourceCard is one source of the library: its name, what it holds, its state, and its buttons.
type SourceCard struct {
	widget.BaseWidget
	// These are called when the buttons are pressed.
	OnDocuments, OnIgnore, OnGone, OnSync, OnRemove func()

	state                         SourceState
	ground, dot                   *Panel
	name, path, held, stateOfCard *Text
	documents                     *Button
	ignore, gone                  *Button // one of them is visible
	sync, remove                  *Button
}

var _ fyne.Widget = (*SourceCard)(nil)

// SourceWords are the words on the buttons of a SourceCard.
type SourceWords struct{ Documents, Ignore, Gone, Sync, Remove string }

// NewSourceCard returns an empty card.
func NewSourceCard(words SourceWords) *SourceCard {
	c := &SourceCard{
		ground: NewPanel(ColorPanel, ColorLine, SizeRadius), dot: NewPanel(ColorGood, "", ""),
		name: NewText("", Look{Bold: true}), path: NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
		held: NewText("", Look{Color: ColorInk2}), stateOfCard: NewText("", Look{}),
	}
	c.dot.Round, c.path.CutMiddle = true, true
	c.documents = NewButton(words.Documents, Plain, func() { do(c.OnDocuments) })
	c.ignore = NewButton(words.Ignore, Plain, func() { do(c.OnIgnore) })
	c.gone = NewButton(words.Gone, Plain, func() { do(c.OnGone) })
	c.gone.Hide()
	c.sync = NewButton(words.Sync, Plain, func() { do(c.OnSync) })
	c.remove = NewButton(words.Remove, Plain, func() { do(c.OnRemove) })
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
	c.ignore.Hidden, c.gone.Hidden = s.Gone, !s.Gone
	c.Refresh()
}

// Words returns the name, what the source holds, and its state.
func (c *SourceCard) Words() []string {
	return []string{c.name.Words(), c.held.Words(), c.stateOfCard.Words()}
}

// Buttons returns the buttons that sync and remove.
func (c *SourceCard) Buttons() (sync, remove *Button) { return c.sync, c.remove }

// Lists returns the buttons that show the documents and the exclusions.
func (c *SourceCard) Lists() (documents, ignore *Button) { return c.documents, c.ignore }

// Gone returns the button that asks whether missing files are gone for good; it is hidden if no files are missing.
func (c *SourceCard) Gone() *Button { return c.gone }

// narrowing returns the visible one of ignore and gone.
func (c *SourceCard) narrowing() *Button {
	if c.gone.Hidden {
		return c.ignore
	}
	return c.gone
}

// CreateRenderer implements fyne.Widget.
func (c *SourceCard) CreateRenderer() fyne.WidgetRenderer { return render(c) }

func (c *SourceCard) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.ground, c.name, c.path, c.held, c.dot, c.stateOfCard, c.documents, c.ignore, c.gone, c.sync, c.remove}
}

func (c *SourceCard) minSize() fyne.Size {
	return fyne.NewSize(0, c.name.MinSize().Height+c.path.MinSize().Height+theme.Size(SizeMargin)+theme.Size(SizeGap))
}

func (c *SourceCard) paint() {
	ink := map[SourceState]fyne.ThemeColorName{
		SourceGood: ColorGood, SourceBusy: ColorAccent, SourceAway: ColorWarning, SourceNew: ColorInk3, SourcePaused: ColorInk3,
	}[c.state]
	c.dot.Set(ink, "", SizeLine)
	c.stateOfCard.SetLook(Look{Color: ink})
}

// sourceHeight returns the height of a card with the room below it. In a narrow card, state, holding and buttons are below the path.
func sourceHeight(width float32) float32 {
	body, small := Look{}.lineHeight(), Look{Size: SizeSmall}.lineHeight()
	h := body + small + theme.Size(SizeMargin) + 2*theme.Size(SizeGap)
	if narrowCard(width) {
		h += 2*body + theme.Size(SizeControl) + theme.Size(SizeGap)
	}
	return h
}

// place gives the name a little less than half of the width, then what the source holds, its state and the buttons.
func (c *SourceCard) place(size fyne.Size) {
	gap, pad := theme.Size(SizeGap), theme.Size(SizeGap)*2
	h := size.Height - theme.Size(SizeGap) - theme.Size(SizeGapTiny)/2
	put(c.ground, 0, 0, size.Width, h)
	name, path, line := c.name.MinSize().Height, c.path.MinSize().Height, c.held.MinSize().Height
	dot := gap + theme.Size(SizeLine)
	if narrowCard(size.Width) {
		w, control := size.Width-2*pad, theme.Size(SizeControl)
		y := middle(h, name+path+2*line+gap+control)
		put(c.name, pad, y, w, name)
		put(c.path, pad, y+name, w, path)
		put(c.held, pad, y+name+path, w, line)
		y += name + path + line
		put(c.dot, pad, y+middle(line, dot), dot, dot)
		put(c.stateOfCard, pad+dot+gap, y, w-dot-gap, line)
		x := pad
		for _, b := range []*Button{c.documents, c.narrowing(), c.sync, c.remove} {
			put(b, x, y+line+gap, b.MinSize().Width, control)
			x += b.MinSize().Width + gap
		}
		return
	}
	right := buttonsRight(size.Width-pad, h, c.remove, c.sync, c.narrowing(), c.documents)
	free := right - pad
	state := min(free*0.4, max(theme.Size(SizeColumn)*0.6, dot+gap+c.stateOfCard.Natural()))
	held := min(free*0.3, theme.Size(SizeColumn)*0.75)
	put(c.stateOfCard, right-state+dot+gap, middle(h, line), state-dot-gap, line)
	put(c.dot, right-state, middle(h, dot), dot, dot)
	put(c.held, right-state-gap-held, middle(h, line), held, line)
	w := right - state - held - 2*gap - pad
	y := middle(h, name+path)
	put(c.name, pad, y, w, name)
	put(c.path, pad, y+name, w, path)
}

// A Failure is a file that gave no text.
type Failure struct {
	Name, Folder, Reason string
	Locked               bool // a password opens it
}

// FailureRow is one file that could not be read, with the reason and its buttons.
type FailureRow struct {
	widget.BaseWidget
	// These are called when the buttons are pressed.
	OnRetry, OnUnlock, OnReveal func()

	ground               *Panel
	name, folder, reason *Text
	retry, unlock        *Button // one of them is visible
	reveal               *Button
}

var _ fyne.Widget = (*FailureRow)(nil)

// NewFailureRow returns an empty row.
func NewFailureRow(words ShelvesWords) *FailureRow {
	r := &FailureRow{
		ground: NewPanel(ColorPanel, ColorLine, ""), name: NewText("", Look{}),
		folder: NewText("", Look{Size: SizeSmall, Color: ColorInk3}), reason: NewText("", Look{Color: ColorWarning}),
	}
	r.retry = NewButton(words.Retry, Plain, func() { do(r.OnRetry) })
	r.unlock = NewButton(words.Unlock, Plain, func() { do(r.OnUnlock) })
	r.reveal = NewButton(words.Reveal, Plain, func() { do(r.OnReveal) })
	r.name.CutMiddle, r.folder.CutMiddle = true, true
	r.ExtendBaseWidget(r)
	return r
}

// Set shows a failure.
func (r *FailureRow) Set(f Failure) {
	r.name.Set(f.Name)
	r.folder.Set(f.Folder)
	r.reason.Set(f.Reason)
	r.retry.Hidden, r.unlock.Hidden = f.Locked, !f.Locked
	r.Refresh()
}

// Buttons returns the button that reads the file again, or asks for its password, and the one that shows it in its folder.
func (r *FailureRow) Buttons() (again, reveal *Button) { return r.again(), r.reveal }

func (r *FailureRow) again() *Button {
	if r.unlock.Hidden {
		return r.retry
	}
	return r.unlock
}

// CreateRenderer implements fyne.Widget.
func (r *FailureRow) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *FailureRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.name, r.folder, r.reason, r.retry, r.unlock, r.reveal}
}

func (r *FailureRow) minSize() fyne.Size { return fyne.NewSize(0, failureHeight(0)) }
func (r *FailureRow) paint()             {}

// failureHeight returns the height of a row. In a narrow row, the reason is below the folder.
func failureHeight(width float32) float32 {
	body, small := Look{}.lineHeight(), Look{Size: SizeSmall}.lineHeight()
	if narrowCard(width) {
		return 2*body + small + 2*theme.Size(SizeGap)
	}
	return body + small + 2*theme.Size(SizeGap)
}

// narrowCard reports whether a row of the library is too narrow for its words side by side.
func narrowCard(width float32) bool { return width < 1.1*theme.Size(SizeMeasure) }

func (r *FailureRow) place(size fyne.Size) {
	gap, pad := theme.Size(SizeGap), theme.Size(SizeGap)*2
	put(r.ground, 0, 0, size.Width, size.Height+theme.Size(SizeLine)) // the next row's line overlaps this one's
	right := buttonsRight(size.Width-pad, size.Height, r.reveal)
	again := r.retry.MinSize().Max(r.unlock.MinSize()) // the same room for either, so that rows align
	right -= again.Width
	put(r.again(), right, middle(size.Height, again.Height), again.Width, again.Height)
	right -= gap
	name, folder := r.name.MinSize().Height, r.folder.MinSize().Height
	if narrowCard(size.Width) {
		w := right - pad
		put(r.name, pad, gap, w, name)
		put(r.folder, pad, gap+name, w, folder)
		put(r.reason, pad, gap+name+folder, w, name)
		return
	}
	w := (right - 2*pad) * 0.5
	y := middle(size.Height, name+folder)
	put(r.name, pad, y, w, name)
	put(r.folder, pad, y+name, w, folder)
	put(r.reason, 2*pad+w, 0, right-2*pad-w, size.Height)
}

// buttonsRight places buttons from the right edge, vertically centred, and returns where the room left of them ends.
func buttonsRight(right, height float32, buttons ...*Button) float32 {
	for _, b := range buttons {
		s := b.MinSize()
		right -= s.Width
		put(b, right, middle(height, s.Height), s.Width, s.Height)
		right -= theme.Size(SizeGap)
	}
	return right
}
