package drive_test

import (
	"path/filepath"
	"testing"
)

// The middle of the type chip in a window 1280 wide.
const typeChipX, typeChipY = 240, 91

// TestFilterChips narrows a search by mouse and by keyboard, and clears the filter.
func TestFilterChips(t *testing.T) {
	w := openWindow(t)
	const question = "How do I ask Footnote a question?"
	starter := filepath.Join(w.library, "starter")
	asking := filepath.Join(starter, "asking-footnote.md")
	w.ask(question, asking)
	if err := w.Click(w.ctx, typeChipX, typeChipY); err != nil {
		t.Fatal(err)
	}
	// The list opens when the library has reported its types; letters typed earlier are lost.
	if _, err := w.display.StillFrame(w.ctx); err != nil {
		t.Fatal(err)
	}
	if err := w.Type(w.ctx, "PDF"); err != nil {
		t.Fatal(err)
	}
	if err := w.Press(w.ctx, "Return", "Escape"); err != nil {
		t.Fatal(err)
	}
	narrowed := w.ask(question, filepath.Join(starter, "history-of-the-footnote.pdf"))
	for _, c := range narrowed {
		w.check(c)
		if filepath.Ext(c.path) != ".pdf" {
			t.Errorf("among PDFs there is %s", c.path)
		}
	}
	if err := w.Click(w.ctx, typeChipX, typeChipY); err != nil {
		t.Fatal(err)
	}
	if _, err := w.display.StillFrame(w.ctx); err != nil {
		t.Fatal(err)
	}
	if err := w.Press(w.ctx, "Escape", "Delete"); err != nil { // the chip has the focus again, and is cleared
		t.Fatal(err)
	}
	w.ask(question, asking)
}
