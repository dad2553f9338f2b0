package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// slipRows shows a Slip's rows in its column.
type slipRows struct{ s *Slip }

func (l slipRows) Len() int       { return len(l.s.rows) }
func (l slipRows) Kind(i int) int { return l.s.rows[i].Acts }

func (l slipRows) Height(i int, width float32) float32 {
	h := Look{}.lineHeight() + Look{Size: SizeSmall}.lineHeight() + 2*theme.Size(SizeGap)
	if l.Kind(i) == 0 {
		return h - theme.Size(SizeGap)
	}
	if narrowCard(width) {
		h += theme.Size(SizeControl) + theme.Size(SizeGapTiny)
	}
	return h
}

func (l slipRows) New(kind int) fyne.CanvasObject {
	var acts []string
	if kind > 0 {
		acts = l.s.words.Acts[kind-1]
	}
	return newSlipRow(acts)
}

func (l slipRows) Update(i int, o fyne.CanvasObject) {
	row := o.(*slipRow)
	row.onAct = func(act int) {
		if l.s.OnAct != nil {
			l.s.OnAct(i, act)
		}
	}
	row.onFocused = func() { l.s.column.Reveal(i, i, 0) }
	row.set(l.s.rows[i])
}

// slipRow is one row of a Slip's list.
type slipRow struct {
	widget.BaseWidget
	onAct              func(act int)
	onFocused          func()
	name, detail, note *Text
	rule               *Panel
	acts               []*Button
}

func newSlipRow(acts []string) *slipRow {
	r := &slipRow{
		name: NewText("", Look{}), detail: NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
		note: NewText("", Look{Size: SizeSmall, Color: ColorInk2}), rule: NewRule(),
	}
	r.name.CutMiddle, r.detail.CutMiddle = true, true
	r.note.Align = fyne.TextAlignTrailing
	for act, words := range acts {
		b := NewButton(words, Plain, func() { r.onAct(act) })
		b.onFocused = func() { do(r.onFocused) }
		r.acts = append(r.acts, b)
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *slipRow) set(row SlipRow) {
	ink := ColorInk2
	if row.Trouble {
		ink = ColorWarning
	}
	r.note.SetLook(Look{Size: SizeSmall, Color: ink})
	r.name.Set(row.Name)
	r.detail.Set(row.Detail)
	r.note.Set(row.Note)
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *slipRow) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *slipRow) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.rule, r.name, r.detail, r.note}
	for _, b := range r.acts {
		objects = append(objects, b)
	}
	return objects
}

func (r *slipRow) minSize() fyne.Size { return fyne.NewSize(0, 0) }
func (r *slipRow) paint()             {}

func (r *slipRow) place(size fyne.Size) {
	gap := theme.Size(SizeGap)
	put(r.rule, 0, size.Height-theme.Size(SizeLine), size.Width, theme.Size(SizeLine))
	name, detail := r.name.MinSize().Height, r.detail.MinSize().Height
	right, height := size.Width, size.Height
	if len(r.acts) > 0 && narrowCard(size.Width) {
		height -= theme.Size(SizeControl) + theme.Size(SizeGapTiny)
		x := float32(0)
		for _, b := range r.acts {
			w := b.MinSize().Width
			put(b, x, height-gap/2, w, theme.Size(SizeControl))
			x += w + gap
		}
	} else {
		for i := len(r.acts) - 1; i >= 0; i-- {
			right = buttonsRight(right, height, r.acts[i])
		}
	}
	note := min(r.note.Natural()+1, right*0.6)
	if r.note.Words() == "" {
		note = 0
	}
	put(r.note, right-note, 0, note, height)
	w := right - note - gap
	y := middle(height, name+detail)
	put(r.name, 0, y, w, name)
	put(r.detail, 0, y+name, w, detail)
}
