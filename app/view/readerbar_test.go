package view

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// The buttons that zoom in and out are both visible or both hidden, and the number between them only with them.
func TestReaderBarLeavesOutZoomWhole(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	b := newReaderBar(NewReader(ReaderWords{Page: "Page", Text: "Text"}), ReaderWords{Page: "Page", Text: "Text"})
	b.normal.SetWords("100 %")
	b.setForms(true, false)
	seen := map[[2]bool]bool{}
	for width := float32(150); width < 500; width++ {
		b.place(fyne.NewSize(width, 30))
		if b.smaller.Hidden != b.larger.Hidden || b.normal.Visible() && b.larger.Hidden {
			t.Fatalf("%v wide: smaller, number and larger are hidden: %v, %v, %v", width, b.smaller.Hidden, b.normal.Hidden, b.larger.Hidden)
		}
		seen[[2]bool{b.larger.Hidden, b.normal.Hidden}] = true
		right := b.mode.Position().X + b.mode.Size().Width
		for _, o := range []*Button{b.smaller, b.normal, b.larger, b.find} {
			if !o.Hidden && o.Position().X < right {
				t.Fatalf("%v wide: a button begins at %v, and the one before it ends at %v", width, o.Position().X, right)
			}
			if !o.Hidden {
				right = o.Position().X + o.Size().Width
			}
		}
	}
	if len(seen) != 3 {
		t.Errorf("seen of larger and number hidden: %v, want both, the number, neither", seen)
	}
}
