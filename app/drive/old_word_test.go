package drive_test

import (
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

// passage is the colour behind a passage in the reader, in the light theme.
var passage = color.NRGBA{0xff, 0xf5, 0xd9, 0xff} // view.ColorPassage

// A Word document of 1997 opens at its passage, deep in the text, without another program. The citation names its section.
func TestOldWordDocumentOpensAtItsPassage(t *testing.T) {
	t.Setenv("FYNE_THEME", "light")
	var text []extracttest.OldParagraph
	for i := range 120 {
		text = append(text, extracttest.OldParagraph{Words: fmt.Sprintf("Berth %d\r", i+1), Style: 1},
			extracttest.OldParagraph{Words: fmt.Sprintf("The fee of berth number %d is due on Lady Day, and boats are weighed at the north crane before they are let in.\r", i+1)})
	}
	const answer = "The spare anchor lies under the chapel floor, wrapped in oilcloth."
	text = append(text, extracttest.OldParagraph{Words: "Ground tackle\r", Style: 1}, extracttest.OldParagraph{Words: answer + "\r"})
	old := filepath.Join(t.TempDir(), "harbour.doc")
	if err := os.WriteFile(old, extracttest.OldDocument{Text: text}.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	w := openWindow(t)
	if _, err := w.Terminal(w.ctx, "--library", w.library, "index", filepath.Dir(old)); err != nil {
		t.Fatal(err)
	}
	found := w.ask("Where does the spare anchor lie?", old)
	w.check(found[0])
	if !strings.Contains(found[0].words, answer) || !strings.Contains(found[0].source, "Ground tackle") {
		t.Errorf("the citation is %+v", found[0])
	}
	w.press("Escape", "Home", "Return")
	w.frame("the passage in the reader", func(f *image.NRGBA) bool {
		marked := place(f, passage)
		return marked.Dx() > 50 && ink(f, marked) > 0
	})
}
