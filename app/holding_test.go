package app

import (
	"strings"
	"testing"

	"footnote/index"
)

// TestWaitingIsShown checks that a reading that waits says what it waits for.
func TestWaitingIsShown(t *testing.T) {
	by := index.Holder{PID: 4711, Name: "index", Act: index.ActReading}
	got := progressWords(index.Progress{Phase: index.Waiting, Holder: by})
	if want := "Waiting. The command “footnote index” (process 4711) is reading documents into the library."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, who := range map[string]string{"window": "A window of Footnote", "": "Another program (process", "Not a command\n": "Another program (process"} {
		if got := inWords().Holding(index.Holder{PID: 1, Name: name, Act: index.ActMoving}); !strings.HasPrefix(got, who) || !strings.HasSuffix(got, " is moving the library.") {
			t.Errorf("%q: %q", name, got)
		}
	}
}
