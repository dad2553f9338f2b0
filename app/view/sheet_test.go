package view

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// At every width and text size, the words of a row are complete, in as many lines as they need, and the row is as high.
func TestSheetWrapsItsWords(t *testing.T) {
	app := test.NewTempApp(t)
	row := SheetRow{Words: "Recent questions and saved searches, in an empty field", Keys: []string{"Ctrl+PgUp", "Ctrl+PgDn"}}
	lines := map[float32]bool{}
	for _, scale := range []float32{1, 2} {
		app.Settings().SetTheme(Theme{Scale: scale})
		for width := 400 * scale; width <= 800*scale; width += 40 {
			height := sheetRows{NewSheet("", "", []SheetRow{row})}.Height(0, width)
			keys := newKeysRow()
			keys.set(row)
			keys.place(fyne.NewSize(width, height))
			var drawn []string
			for _, o := range keys.words.objects() {
				line := o.(*markedLine)
				drawn = append(drawn, strings.TrimSpace(line.words))
				if end := line.Position().X + line.look.measure(line.words); end > keys.caps[0].Position().X {
					t.Errorf("%v wide: %q ends at %v, where the first key stands at %v", width, line.words, end, keys.caps[0].Position().X)
				}
				if end := keys.words.Position().Y + line.Position().Y + line.Size().Height; end > height {
					t.Errorf("%v wide: %q ends at %v in a row %v high", width, line.words, end, height)
				}
			}
			if got := strings.Join(drawn, " "); got != row.Words {
				t.Errorf("%v wide: %q is drawn, want %q", width, got, row.Words)
			}
			if end := keys.caps[1].Position().X + keys.caps[1].Size().Width; end < width-1 || end > width+1 {
				t.Errorf("%v wide: the last key ends at %v", width, end)
			}
			lines[height/scale] = true
		}
	}
	if len(lines) < 2 {
		t.Errorf("heights of rows: %v, want several", lines)
	}
}
