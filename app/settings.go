package app

import "fyne.io/fyne/v2"

// The keys of what is remembered from one start to the next.
const (
	keyWidth  = "window.width"
	keyHeight = "window.height"
	keySplit  = "split.share"
)

// settings is what is remembered.
type settings struct {
	size  fyne.Size // of the window
	split float64   // share of the width that the passages have
}

// readSettings reads what is remembered, or what to begin with.
func readSettings(p fyne.Preferences) settings {
	return settings{
		size:  fyne.NewSize(float32(p.FloatWithFallback(keyWidth, 1280)), float32(p.FloatWithFallback(keyHeight, 800))),
		split: min(max(p.FloatWithFallback(keySplit, 0.54), 0.2), 0.8),
	}
}

func (s settings) write(p fyne.Preferences) {
	p.SetFloat(keyWidth, float64(s.size.Width))
	p.SetFloat(keyHeight, float64(s.size.Height))
	p.SetFloat(keySplit, s.split)
}
