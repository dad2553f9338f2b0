package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Group is a document with its passages.
type Group struct {
	Document Document
	Passages []Passage
}

// Results lists passages under their documents. One passage is selected; the arrow keys move the selection if the list has the focus.
type Results struct {
	widget.BaseWidget
	// OnChosen is called with the index of a passage, counted over all groups, when it is selected.
	OnChosen func(passage int)
	// OnOpened is called when Enter opens the selected passage.
	OnOpened func(passage int)
	// OnMenu is called to show the actions for a passage; at is a place in the window.
	OnMenu func(passage int, at fyne.Position)
	// OnKeep is called to put a passage into the basket or remove it.
	OnKeep func(passage int)
	// OnMore is called to show more passages.
	OnMore func()
	// OnTip is called with the breakdown of a score when the pointer enters it, and with empty words when it leaves; below is a place in
	// the window.
	OnTip func(words string, below fyne.Position)
	// OnLeave is called when the arrow keys leave the list at its top.
	OnLeave func()
	// OnTyped is called with runes typed while the list has the focus.
	OnTyped func(r rune)
	// OnShortcut is called with shortcuts while the list has the focus.
	OnShortcut func(s fyne.Shortcut)

	words   PassageWords
	more    string
	rows    []resultRow
	at      []int // row of each passage
	chosen  int   // passage; -1 for none
	focused bool
	column  *Column
	probe   *PassageRow // measures heights
}

// A resultRow is a document's header or one passage; the row that offers more is neither.
type resultRow struct {
	document *Document
	passage  *Passage
	index    int // of the passage
}

var (
	_ fyne.Widget       = (*Results)(nil)
	_ fyne.Focusable    = (*Results)(nil)
	_ fyne.Shortcutable = (*Results)(nil)
	_ Rows              = resultRows{}
)

// NewResults returns an empty list.
func NewResults(words PassageWords) *Results {
	r := &Results{words: words, chosen: -1, probe: NewPassageRow(words)}
	r.column = NewColumn(resultRows{r})
	r.column.Gutter = true
	r.ExtendBaseWidget(r)
	return r
}

// Set shows groups and selects a passage, counted over all groups; -1 for none. It does not call OnChosen.
func (r *Results) Set(groups []Group, chosen int) {
	r.rows, r.at = r.rows[:0:0], r.at[:0:0]
	for g := range groups {
		r.rows = append(r.rows, resultRow{document: &groups[g].Document})
		for p := range groups[g].Passages {
			r.rows = append(r.rows, resultRow{passage: &groups[g].Passages[p], index: len(r.at)})
			r.at = append(r.at, len(r.rows)-1)
		}
	}
	if r.more != "" && len(r.at) > 0 {
		r.rows = append(r.rows, resultRow{})
	}
	r.chosen = min(chosen, len(r.at)-1)
	r.column.Reload()
	r.column.ScrollToTop()
	r.reveal()
}

// Update shows the same passages with more after them, or with other marks or notes. It keeps the scroll position as long as the selected
// passage stays visible.
func (r *Results) Update(groups []Group, chosen int) {
	y := r.column.scroll.Offset.Y
	r.Set(groups, chosen)
	r.column.scrollTo(y)
	r.reveal()
}

// SetMore sets the words of a button below the passages that shows more. It applies from the next Set; empty words mean no button.
func (r *Results) SetMore(words string) { r.more = words }

// offers reports whether there is a row that offers more.
func (r *Results) offers() bool {
	return len(r.rows) > len(r.at) && r.rows[len(r.rows)-1] == (resultRow{})
}

// MoreButton returns the button that shows more passages, nil if it is not visible.
func (r *Results) MoreButton() *Button {
	if row, ok := r.column.Row(len(r.rows) - 1).(*moreRow); ok {
		return row.button
	}
	return nil
}

// Len returns the number of passages.
func (r *Results) Len() int { return len(r.at) }

// Chosen returns the index of the selected passage; -1 for none.
func (r *Results) Chosen() int { return r.chosen }

// Choose selects a passage, scrolls it into view and calls OnChosen. It ignores an index out of range.
func (r *Results) Choose(passage int) {
	if passage < 0 || passage >= len(r.at) {
		return
	}
	was := r.chosen
	r.chosen = passage
	if was >= 0 {
		r.column.UpdateRow(r.at[was])
	}
	r.column.UpdateRow(r.at[passage])
	r.reveal()
	if r.OnChosen != nil {
		r.OnChosen(passage)
	}
}

// Row returns the widget that shows a passage, nil if it is not visible.
func (r *Results) Row(passage int) *PassageRow {
	row, _ := r.column.Row(r.at[passage]).(*PassageRow)
	return row
}

// SetKept shows whether a passage is in the basket.
func (r *Results) SetKept(passage int, kept bool) {
	if passage >= len(r.at) || r.rows[r.at[passage]].passage.Kept == kept {
		return
	}
	r.rows[r.at[passage]].passage.Kept = kept
	r.column.UpdateRow(r.at[passage])
}

// ShowMenu shows the actions for the selected passage, as its three dots do.
func (r *Results) ShowMenu() {
	if r.chosen < 0 {
		return
	}
	r.reveal()
	if row := r.Row(r.chosen); row != nil {
		r.menu(r.chosen, BelowOf(row.MenuButton()))
	}
}

func (r *Results) menu(passage int, at fyne.Position) {
	if r.OnMenu != nil {
		r.OnMenu(passage, at)
	}
}

// reveal scrolls to the selected passage, with the header above the first one of a document, and with the last one the row that offers
// more.
func (r *Results) reveal() {
	if r.chosen < 0 {
		return
	}
	row := r.at[r.chosen]
	first := row
	if r.rows[row-1].document != nil {
		first = row - 1
	}
	last := row
	if row == len(r.rows)-2 && r.offers() {
		last = row + 1
	}
	r.column.Reveal(first, last, theme.Size(SizeGapTiny))
}

// CreateRenderer implements fyne.Widget.
func (r *Results) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *Results) objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.column} }
func (r *Results) minSize() fyne.Size           { return r.column.MinSize() }
func (r *Results) paint()                       {}
func (r *Results) place(size fyne.Size)         { r.column.Resize(size) }

// FocusGained implements fyne.Focusable.
func (r *Results) FocusGained() { r.setFocused(true) }

// FocusLost implements fyne.Focusable.
func (r *Results) FocusLost() { r.setFocused(false) }

func (r *Results) setFocused(focused bool) {
	r.focused = focused
	if r.chosen >= 0 {
		r.column.UpdateRow(r.at[r.chosen])
	}
}

// TypedRune implements fyne.Focusable.
func (r *Results) TypedRune(c rune) {
	if r.OnTyped != nil {
		r.OnTyped(c)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (r *Results) TypedShortcut(s fyne.Shortcut) {
	if r.OnShortcut != nil {
		r.OnShortcut(s)
	}
}

// TypedKey implements fyne.Focusable.
func (r *Results) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		if r.chosen == len(r.at)-1 && r.offers() {
			do(r.OnMore)
			return
		}
		r.Choose(r.chosen + 1)
	case fyne.KeyUp:
		if r.chosen <= 0 && r.OnLeave != nil {
			r.OnLeave()
			return
		}
		r.Choose(r.chosen - 1)
	case fyne.KeyHome:
		r.Choose(0)
	case fyne.KeyEnd:
		r.Choose(len(r.at) - 1)
	case fyne.KeyPageDown:
		r.Choose(min(r.chosen+r.page(), len(r.at)-1))
	case fyne.KeyPageUp:
		r.Choose(max(r.chosen-r.page(), 0))
	case fyne.KeyReturn, fyne.KeyEnter:
		if r.chosen >= 0 && r.OnOpened != nil {
			r.OnOpened(r.chosen)
		}
	case fyne.KeyEscape:
		if r.OnLeave != nil {
			r.OnLeave()
		}
	default:
		passOn(r, e)
	}
}

// page returns the number of passages in a page: as many as are visible, less one.
func (r *Results) page() int {
	first, last := r.column.InSight()
	n := 0
	for _, row := range r.at {
		if row >= first && row <= last {
			n++
		}
	}
	return max(n-1, 1)
}

// The kinds of rows.
const (
	headerRow = iota
	passageRow
	offerRow
)

// resultRows shows a Results' rows in its column.
type resultRows struct{ r *Results }

func (l resultRows) Len() int { return len(l.r.rows) }

func (l resultRows) Kind(i int) int {
	switch {
	case l.r.rows[i].document != nil:
		return headerRow
	case l.r.rows[i].passage != nil:
		return passageRow
	}
	return offerRow
}

func (l resultRows) Height(i int, width float32) float32 {
	row := l.r.rows[i]
	switch l.Kind(i) {
	case offerRow:
		return theme.Size(SizeControl) + theme.Size(SizeMargin)
	case passageRow:
		return l.r.probe.HeightFor(*row.passage, width)
	}
	h := theme.Size(SizeTitle)*theme.Size(SizeLeading) + theme.Size(SizeGap)
	if i > 0 {
		h += theme.Size(SizeGap) + theme.Size(SizeGapTiny)
	}
	return h
}

func (l resultRows) New(kind int) fyne.CanvasObject {
	switch kind {
	case headerRow:
		return NewDocumentHeader()
	case offerRow:
		return newMoreRow(func() { do(l.r.OnMore) })
	}
	return NewPassageRow(l.r.words)
}

func (l resultRows) Update(i int, o fyne.CanvasObject) {
	row := l.r.rows[i]
	if header, ok := o.(*DocumentHeader); ok {
		header.Set(*row.document)
		return
	}
	if more, ok := o.(*moreRow); ok {
		more.button.SetWords(l.r.more)
		return
	}
	p := o.(*PassageRow)
	p.OnTapped = func() { l.r.Choose(row.index) }
	p.OnKeep = func() {
		l.r.Choose(row.index)
		if l.r.OnKeep != nil {
			l.r.OnKeep(row.index)
		}
	}
	p.OnTip = func(words string, below fyne.Position) {
		if l.r.OnTip != nil {
			l.r.OnTip(words, below)
		}
	}
	p.OnMenu = func(at fyne.Position) { l.r.menu(row.index, at) }
	p.Set(*row.passage, row.index == l.r.chosen, l.r.focused)
}
