package words_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"footnote/app/words"
	"footnote/index/embed/hub"
)

// Every problem of fetching is said, and no two alike unless the next step is the same; no other program is quoted.
func TestEveryProblemOfFetchingIsExplained(t *testing.T) {
	for p := hub.NoNetwork; p <= hub.Unusable; p++ {
		said := strings.Join(words.Face{}.ExplainFetch(&hub.Error{Problem: p, File: "config.json", Status: 418, Need: 2e6, Free: 1e6, After: time.Hour, Err: errors.New("dial tcp")}), " ")
		if said == "" || strings.Contains(said, "dial") || (p != hub.There) == strings.Contains(said, "already") {
			t.Errorf("%d: %q", p, said)
		}
	}
	for _, err := range []error{context.Canceled, errors.New("disk")} {
		if said := strings.Join(words.Face{}.ExplainFetch(err), " "); !strings.Contains(said, "kept") {
			t.Errorf("%v: %q", err, said)
		}
	}
}
