package embed

import (
	"math"
	"testing"
)

func TestKnown(t *testing.T) {
	m, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]float64{
		"":                                 1,
		"???":                              1,
		"the water in the kettle":          1,
		"mp3 and 1998":                     1, // letters beside digits are known tokens
		"flurbozzle grimpwack":             0,
		"kettle xqzvkj":                    kettleShare(m, "kettle xqzvkj"),
		"Wie wird das Wetter morgen heute": math.NaN(), // hardly known
	} {
		got := m.Known(text, func(int, int) float64 { return 1 })
		if math.IsNaN(want) {
			if got > 0.6 {
				t.Errorf("%q is known by %.2f", text, got)
			}
			continue
		}
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%q is known by %.3f, want %.3f", text, got, want)
		}
	}
}

// kettleShare returns the share of one whole word among the tokens of text.
func kettleShare(m *Static, text string) float64 { return 1 / float64(len(m.Tokens(text))) }
