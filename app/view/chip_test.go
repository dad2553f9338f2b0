package view

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestChipBarFlows(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	var chips []*Chip
	for range 4 {
		chips = append(chips, NewChip("Any folder", true, func() {}))
	}
	b := NewChipBar(chips...)
	b.SetCount("23 passages · 14 ms")
	one := b.HeightFor(1000)
	for _, test := range []struct {
		width float32
		rows  int
	}{{1000, 1}, {400, 2}, {220, 3}} {
		b.Resize(fyne.NewSize(test.width, b.HeightFor(test.width)))
		rows := map[float32]bool{}
		for _, c := range chips {
			rows[c.Position().Y] = true
			if c.Position().X+c.Size().Width > test.width {
				t.Errorf("%v wide: a chip ends at %v", test.width, c.Position().X+c.Size().Width)
			}
		}
		rows[b.count.Position().Y] = true
		if len(rows) != test.rows {
			t.Errorf("%v wide: %d rows, want %d", test.width, len(rows), test.rows)
		}
		for _, c := range chips {
			if y := b.count.Position().Y; y == c.Position().Y && c.Position().X+c.Size().Width > b.count.Position().X {
				t.Errorf("%v wide: the count lies on a chip", test.width)
			}
		}
	}
	b.SetTrouble("no day lies between")
	if got := b.HeightFor(1000); got <= one || b.trouble.Hidden {
		t.Errorf("with trouble the bar is %v high, without %v", got, one)
	}
	for _, c := range chips[1:] {
		c.Hide()
	}
	if got := b.HeightFor(220); got > one*2.5 {
		t.Errorf("hidden chips take room: %v high", got)
	}
}

func TestChipIsCutWhereItsWordsAreLong(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	c := NewChip("", true, func() {})
	c.OnClear = func() {}
	c.Set("A folder with a very long name, and another one that is longer still than the first one is", true)
	if w := c.MinSize().Width; w > 320 {
		t.Errorf("the chip is %v wide", w)
	}
}

func TestPicker(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	var options []Option
	for i := range 100 {
		options = append(options, Option{Words: fmt.Sprintf("Folder %d", i), Detail: "1", Removes: i%2 == 0})
	}
	p := NewPicker(options, "Type to filter", fyne.NewPos(20, 100), 200)
	w := test.NewTempWindow(t, p)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, 400))
	var chosen, removed []int
	closed := 0
	p.OnChosen, p.OnRemove = func(i int) { chosen = append(chosen, i) }, func(i int) { removed = append(removed, i) }
	p.OnClose = func() { closed++ }
	if bottom := p.ground.Position().Y + p.ground.Size().Height; bottom > 400 {
		t.Errorf("the list ends at %v of a window 400 high", bottom)
	}
	press := func(keys ...fyne.KeyName) {
		for _, k := range keys {
			p.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	press(fyne.KeyEnd, fyne.KeyReturn)
	if first, last := p.column.InSight(); first > 99 || last < 99 {
		t.Errorf("rows %d to %d are in sight, want the last", first, last)
	}
	press(fyne.KeyHome, fyne.KeyUp, fyne.KeyDown, fyne.KeySpace, fyne.KeyDelete, fyne.KeyDown, fyne.KeyDelete)
	for _, r := range "er 77" {
		p.TypedRune(r)
	}
	press(fyne.KeyReturn)
	for _, r := range "x" {
		p.TypedRune(r)
	}
	press(fyne.KeyReturn, fyne.KeyBackspace, fyne.KeyReturn)
	if fmt.Sprint(chosen, removed) != "[99 1 77 77] [2]" {
		t.Errorf("chosen and removed %v %v", chosen, removed)
	}
	test.Tap(p.column.Row(0).(*optionRow))
	test.TapCanvas(w.Canvas(), fyne.NewPos(590, 20))
	press(fyne.KeyEscape)
	if len(chosen) != 5 || closed != 2 {
		t.Errorf("chosen %v, closed %d times", chosen, closed)
	}
}

func TestScoreIsToldWhereTheMouseComesToIt(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	r := NewPassageRow(PassageWords{})
	w := test.NewTempWindow(t, r)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, 120))
	r.Set(Passage{Number: 1, Text: "Words.", Score: 0.5, ScoreWords: "half"}, false, false)
	told := []string{}
	r.OnTip = func(words string, _ fyne.Position) { told = append(told, words) }
	at := func(x, y float32) *desktop.MouseEvent {
		return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}}
	}
	over := r.score.Position().AddXY(5, 5)
	r.MouseIn(at(10, 10))
	r.MouseMoved(at(over.X, over.Y))
	r.MouseMoved(at(over.X+1, over.Y))
	r.MouseMoved(at(over.X, over.Y+40))
	r.MouseIn(at(over.X, over.Y))
	r.MouseOut()
	if fmt.Sprintf("%q", told) != `["half" "" "half" ""]` {
		t.Errorf("told %q", told)
	}
	r.Set(Passage{Number: 1, Text: "Words.", Unscored: true}, false, false)
	told = nil
	r.MouseMoved(at(over.X, over.Y))
	if len(told) != 0 || !r.score.Hidden {
		t.Errorf("a document that is listed tells %q", told)
	}
}
