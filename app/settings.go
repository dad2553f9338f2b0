package app

import (
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/store"
)

// The keys of the stored settings.
const (
	keyWidth  = "window.width"
	keyHeight = "window.height"
	keySplit  = "split.share"
	keyScheme = "theme"
	keyText   = "text.percent"
	keyLimit  = "search.limit"
	keyPages  = "reader.pages"
	keyZoom   = "reader.percent"
	keyRanked = "search.ranked"
	keyWatch  = "library.watch"
	keyStay   = "window.stay"
	keySpeak  = "language"
)

// settings holds what is stored between starts.
type settings struct {
	size   fyne.Size // of the window
	split  float64   // the passages' share of the width
	scheme view.Scheme
	text   int  // size in per cent, one of textSizes
	limit  int  // passages per search, one of limits
	pages  bool // PDFs are shown as pages, not as text
	zoom   int  // of text in the reader in per cent, one of zooms
	ranked bool // passages are listed by rank, not grouped by document
	watch  bool // changes on the disk are read automatically
	stay   bool // closing the window keeps it in the tray

	language string // one of languages
}

// The choices. The values are stored as they are here.
var (
	schemes   = [...]view.Scheme{view.SchemeSystem, view.SchemeLight, view.SchemeDark}
	textSizes = [...]int{100, 115, 130, 150, 175, 200}
	limits    = [...]int{5, index.DefaultLimit, 20, 50, 100}
)

// readSettings reads the stored settings, or the defaults. A value that is not among the choices counts as missing.
func readSettings(p fyne.Preferences) settings {
	s := settings{
		size:   fyne.NewSize(float32(p.FloatWithFallback(keyWidth, 1280)), float32(p.FloatWithFallback(keyHeight, 800))),
		split:  min(max(p.FloatWithFallback(keySplit, 0.54), 0.2), 0.8),
		scheme: view.Scheme(p.String(keyScheme)),
		text:   p.IntWithFallback(keyText, textSizes[0]),
		limit:  p.IntWithFallback(keyLimit, index.DefaultLimit),
		pages:  p.BoolWithFallback(keyPages, true),
		zoom:   p.IntWithFallback(keyZoom, zoomWhole),
		ranked: p.Bool(keyRanked),
		watch:  p.BoolWithFallback(keyWatch, true),
		stay:   p.Bool(keyStay),

		language: p.String(keySpeak),
	}
	if !slices.Contains(schemes[:], s.scheme) {
		s.scheme = view.SchemeSystem
	}
	if !slices.Contains(textSizes[:], s.text) {
		s.text = textSizes[0]
	}
	if !slices.Contains(zooms[:], s.zoom) {
		s.zoom = zoomWhole
	}
	if !slices.Contains(languages[:], s.language) {
		s.language = languages[0]
	}
	if !slices.Contains(limits[:], s.limit) {
		s.limit = index.DefaultLimit
	}
	return s
}

func (s settings) write(p fyne.Preferences) {
	p.SetFloat(keyWidth, float64(s.size.Width))
	p.SetFloat(keyHeight, float64(s.size.Height))
	p.SetFloat(keySplit, s.split)
	p.SetString(keyScheme, string(s.scheme))
	p.SetInt(keyText, s.text)
	p.SetInt(keyLimit, s.limit)
	p.SetBool(keyPages, s.pages)
	p.SetInt(keyZoom, s.zoom)
	p.SetBool(keyRanked, s.ranked)
	p.SetBool(keyWatch, s.watch)
	p.SetBool(keyStay, s.stay)
	p.SetString(keySpeak, s.language)
}

// theme returns the theme for these settings.
func (s settings) theme() view.Theme {
	return view.Theme{Scheme: s.scheme, Scale: float32(s.text) / 100}
}

// hideSettings makes the settings readable by their owner only, because they include recent questions. Fyne stores them in their own file,
// in a folder for this program alone, and stores them again when the file's permissions change. So this runs as the program starts and
// not as it ends, which would cut the storing off; a file that is new is protected by its folder.
func hideSettings(a fyne.App) {
	folder := a.Storage().RootURI().Path()
	if filepath.Base(folder) != a.UniqueID() {
		return
	}
	_ = os.MkdirAll(folder, 0o700) // where this fails, Fyne stores nothing either
	store.Hide(folder)
	store.Hide(filepath.Join(folder, "preferences.json"))
}
