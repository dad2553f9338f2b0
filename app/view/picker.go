package view

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// An Option is one row of a Picker.
type Option struct {
	Words   string
	Detail  string   // quiet, at the row's end
	Icon    IconName // before the words; empty for none
	Depth   int      // of the row in a tree: its level of indentation
	Checked bool
	Removes bool // the Delete key, or its cross, removes it from the list
}

// Picker is a drop-down list over the window. The arrow keys move in it, Space and Enter choose, typed letters filter the options; Escape
// and a click outside close it.
type Picker struct {
	widget.BaseWidget
	// OnChosen is called with the index of the chosen option.
	OnChosen func(option int)
	// OnRemove is called with the index of an option to remove.
	OnRemove func(option int)
	// OnClose is called to close the picker.
	OnClose func()

	options []Option
	shown   []int // indices of the options that match what is typed
	typed   string
	hint    string
	at      fyne.Position
	width   float32
	row     int // index into shown
	ground  *Panel
	foot    *Text
	column  *Column
}

var (
	_ fyne.Widget    = (*Picker)(nil)
	_ fyne.Focusable = (*Picker)(nil)
	_ fyne.Tappable  = (*Picker)(nil)
	_ Rows           = pickerRows{}
)

// NewPicker returns a picker with its upper left corner at a place in the window, at least width wide. hint is at its foot.
func NewPicker(options []Option, hint string, at fyne.Position, width float32) *Picker {
	p := &Picker{
		hint: hint, at: at, width: width, ground: NewPanel(ColorPanel, ColorLine, SizeRadius),
		foot: NewText(hint, Look{Size: SizeSmall, Color: ColorInk3}),
	}
	p.column = NewColumn(pickerRows{p})
	p.SetOptions(options)
	p.ExtendBaseWidget(p)
	return p
}

// Options returns the options.
func (p *Picker) Options() []Option { return p.options }

// SetOptions replaces the options, and keeps the current row and what is typed.
func (p *Picker) SetOptions(options []Option) {
	p.options = options
	p.narrow()
}

// narrow shows the options that match what is typed.
func (p *Picker) narrow() {
	p.shown = p.shown[:0]
	for i, o := range p.options {
		if strings.Contains(strings.ToLower(o.Words), strings.ToLower(p.typed)) {
			p.shown = append(p.shown, i)
		}
	}
	p.row = max(0, min(p.row, len(p.shown)-1))
	p.foot.Set(p.hint)
	if p.typed != "" {
		p.foot.Set(p.typed)
	}
	p.column.Reload()
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *Picker) CreateRenderer() fyne.WidgetRenderer { return render(p) }

func (p *Picker) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.ground, p.column, p.foot}
}

func (p *Picker) minSize() fyne.Size { return fyne.NewSize(0, 0) }
func (p *Picker) paint()             {}

func (p *Picker) place(size fyne.Size) {
	gap := theme.Size(SizeGap)
	w := min(max(p.width, p.natural()), size.Width-2*gap)
	foot := float32(0)
	if p.foot.Words() != "" {
		foot = p.foot.MinSize().Height + gap
	}
	x := max(gap, min(p.at.X, size.Width-gap-w))
	rows := max(float32(len(p.shown)), 1) * pickerRows{p}.Height(0, w)
	h := min(rows+foot+2*gap, size.Height-p.at.Y-gap)
	put(p.ground, x, p.at.Y, w, h)
	put(p.column, x+gap/2, p.at.Y+gap, w-gap, h-2*gap-foot)
	put(p.foot, x+2*gap, p.at.Y+h-foot-gap/2, w-4*gap, foot)
	p.column.Reveal(p.row, p.row, 0)
}

// natural returns the width of the options.
func (p *Picker) natural() float32 {
	look, widest := Look{}, Look{Size: SizeSmall}.measure(p.hint)-2*theme.Size(SizeMargin)
	for _, o := range p.options {
		widest = max(widest, look.measure(o.Words)+Look{Size: SizeSmall}.measure(o.Detail)+float32(o.Depth)*theme.Size(SizeGutter))
	}
	return min(widest+5*theme.Size(SizeMargin), theme.Size(SizeColumn)*1.5)
}

// FocusGained implements fyne.Focusable.
func (p *Picker) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (p *Picker) FocusLost() {}

// TypedRune implements fyne.Focusable.
func (p *Picker) TypedRune(r rune) {
	if r != ' ' || p.typed != "" {
		p.typed += string(r)
		p.row = 0
		p.narrow()
	}
}

// TypedKey implements fyne.Focusable.
func (p *Picker) TypedKey(e *fyne.KeyEvent) {
	const page = 8
	switch e.Name {
	case fyne.KeyDown:
		p.move(p.row + 1)
	case fyne.KeyUp:
		p.move(p.row - 1)
	case fyne.KeyPageDown:
		p.move(p.row + page)
	case fyne.KeyPageUp:
		p.move(p.row - page)
	case fyne.KeyHome:
		p.move(0)
	case fyne.KeyEnd:
		p.move(len(p.shown) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.choose(p.row)
	case fyne.KeySpace:
		if p.typed == "" {
			p.choose(p.row)
		}
	case fyne.KeyDelete:
		p.remove(p.row)
	case fyne.KeyBackspace:
		if runes := []rune(p.typed); len(runes) > 0 {
			p.typed = string(runes[:len(runes)-1])
			p.narrow()
		}
	case fyne.KeyEscape, fyne.KeyTab:
		do(p.OnClose)
	}
}

func (p *Picker) move(row int) {
	was := p.row
	p.row = max(0, min(row, len(p.shown)-1))
	p.column.UpdateRow(was)
	p.column.UpdateRow(p.row)
	p.column.Reveal(p.row, p.row, 0)
}

func (p *Picker) choose(row int) {
	if row < len(p.shown) && p.OnChosen != nil {
		p.row = row
		p.OnChosen(p.shown[row])
	}
}

func (p *Picker) remove(row int) {
	if row < len(p.shown) && p.options[p.shown[row]].Removes && p.OnRemove != nil {
		p.OnRemove(p.shown[row])
	}
}

// Tapped implements fyne.Tappable: a click outside the list closes it.
func (p *Picker) Tapped(*fyne.PointEvent) { do(p.OnClose) }

// pickerRows shows a Picker's options in its column.
type pickerRows struct{ p *Picker }

func (l pickerRows) Len() int     { return len(l.p.shown) }
func (l pickerRows) Kind(int) int { return 0 }

func (l pickerRows) Height(int, float32) float32 { return theme.Size(SizeControl) }

func (l pickerRows) New(int) fyne.CanvasObject { return newOptionRow() }

func (l pickerRows) Update(i int, o fyne.CanvasObject) {
	r := o.(*optionRow)
	r.onTapped, r.onRemove = func() { l.p.choose(i) }, func() { l.p.remove(i) }
	r.onCome = func() {
		if l.p.row != i {
			l.p.move(i)
		}
	}
	r.set(l.p.options[l.p.shown[i]], i == l.p.row)
}

// optionRow is one option of a Picker.
type optionRow struct {
	widget.BaseWidget
	onTapped, onRemove, onCome func()

	option        Option
	current       bool
	ground        *Panel
	icon, check   *Icon
	words, detail *Text
	cross         *Button
}

var (
	_ fyne.Tappable     = (*optionRow)(nil)
	_ desktop.Hoverable = (*optionRow)(nil)
)

func newOptionRow() *optionRow {
	r := &optionRow{
		ground: NewPanel("", "", SizeGapTiny), icon: NewIcon(IconStar, ColorInk2), check: NewIcon(IconTick, ColorAccent),
		words: NewText("", Look{}), detail: NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
	}
	r.icon.Side, r.check.Side = SizeBody, SizeBody
	r.detail.Align = fyne.TextAlignTrailing
	r.cross = NewQuietButton(IconClear, "", func() { do(r.onRemove) })
	r.ExtendBaseWidget(r)
	return r
}

func (r *optionRow) set(o Option, current bool) {
	r.option, r.current = o, current
	r.words.Set(o.Words)
	r.words.CutMiddle = o.Depth == 0 && o.Icon == ""
	r.detail.Set(o.Detail)
	if o.Icon != "" && r.icon.Name != o.Icon {
		r.icon.Name = o.Icon
		r.icon.Refresh()
	}
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *optionRow) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *optionRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.icon, r.check, r.words, r.detail, r.cross}
}

func (r *optionRow) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeControl)) }

func (r *optionRow) paint() {
	fill := fyne.ThemeColorName("")
	if r.current {
		fill = ColorChosen
	}
	r.ground.Set(fill, "", SizeLine)
	r.words.SetLook(Look{Bold: r.option.Checked})
	r.icon.Hidden = r.option.Icon == ""
	r.check.Hidden = !r.option.Checked
	r.cross.Hidden = !r.option.Removes || !r.current
}

func (r *optionRow) place(size fyne.Size) {
	gap := theme.Size(SizeGap)
	r.ground.Resize(size)
	side := theme.Size(SizeBody)
	x := gap + float32(r.option.Depth)*theme.Size(SizeGutter)
	put(r.icon, x, 0, side, size.Height)
	if r.option.Icon != "" {
		x += side + gap
	}
	right := size.Width - gap
	if r.option.Removes {
		c := r.cross.MinSize()
		put(r.cross, right-c.Width, middle(size.Height, c.Height), c.Width, c.Height)
		right -= c.Width + gap
	}
	put(r.check, right-side, 0, side, size.Height)
	if r.option.Detail != "" || r.option.Checked {
		right -= side + gap
	}
	d := r.detail.Natural()
	put(r.detail, right-d-1, 0, d+1, size.Height)
	put(r.words, x, 0, right-d-gap-x, size.Height)
}

// Tapped implements fyne.Tappable.
func (r *optionRow) Tapped(*fyne.PointEvent) { do(r.onTapped) }

// MouseIn implements desktop.Hoverable.
func (r *optionRow) MouseIn(*desktop.MouseEvent) { do(r.onCome) }

// MouseMoved implements desktop.Hoverable.
func (r *optionRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *optionRow) MouseOut() {}
