package view

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Reasons form one column, and buttons another, whichever button a row has and whichever is wider.
func TestFailureRowsAreAligned(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{Scale: 1})
	for _, words := range []ShelvesWords{{Retry: "Again", Unlock: "Give the password…"}, {Retry: "Read the file again", Unlock: "Unlock"}} {
		words.Reveal = "Show"
		var reason, again []float32
		for _, locked := range []bool{false, true} {
			row := NewFailureRow(words)
			row.Set(Failure{Name: "lease.pdf", Folder: "/home", Reason: "damaged", Locked: locked})
			row.place(fyne.NewSize(1000, failureHeight(1000)))
			button, _ := row.Buttons()
			if button.Hidden || button.Size().Width < button.MinSize().Width {
				t.Errorf("locked %v: the button is %v wide, hidden %v", locked, button.Size().Width, button.Hidden)
			}
			reason, again = append(reason, row.reason.Position().X), append(again, button.Position().X)
		}
		if reason[0] != reason[1] || again[0] != again[1] {
			t.Errorf("%q and %q: reasons at %v, buttons at %v", words.Retry, words.Unlock, reason, again)
		}
	}
}
