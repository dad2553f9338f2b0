package app

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
)

// buildSettings makes the page of settings. Each applies at once, and is remembered at once.
func (w *Window) buildSettings() {
	look := view.NewChoice([]string{lang.L("As the system"), lang.L("Light"), lang.L("Dark")}, slices.Index(schemes[:], w.remains.scheme))
	look.OnChosen = func(i int) { w.setLook(func(s *settings) { s.scheme = schemes[i] }) }
	var sizes, counts []string
	for _, percent := range textSizes {
		sizes = append(sizes, lang.L("{{.Percent}} %", map[string]any{"Percent": percent}))
	}
	for _, n := range limits {
		counts = append(counts, strconv.Itoa(n))
	}
	text := view.NewChoice(sizes, slices.Index(textSizes[:], w.remains.text))
	text.OnChosen = func(i int) { w.setLook(func(s *settings) { s.text = textSizes[i] }) }
	limit := view.NewChoice(counts, slices.Index(limits[:], w.remains.limit))
	limit.OnChosen = func(i int) {
		w.set(func(s *settings) { s.limit = limits[i] })
		w.askAgain()
	}
	watch := view.NewChoice([]string{lang.L("As they change"), lang.L("When I press Sync")}, map[bool]int{true: 0, false: 1}[w.remains.watch])
	watch.OnChosen = func(i int) {
		w.set(func(s *settings) { s.watch = i == 0 })
		w.keepWatch()
		w.showHolding()
	}
	closed := view.NewChoice([]string{lang.L("Quit"), lang.L("Stay in the tray")}, map[bool]int{false: 0, true: 1}[w.remains.stay])
	closed.OnChosen = func(i int) {
		w.set(func(s *settings) { s.stay = i == 1 })
		if w.remains.stay {
			w.showTray()
		}
	}
	w.options = view.NewSettings(lang.L("Settings"),
		view.Section{Heading: lang.L("Theme"), Choice: look},
		view.Section{Heading: lang.L("Size of text"), Choice: text},
		w.languageSection(),
		view.Section{Heading: lang.L("Passages per search"), Lines: []string{lang.L("At most so many are shown.")}, Choice: limit},
		view.Section{Heading: lang.L("Bring documents up to date"), Choice: watch},
		view.Section{
			Heading: lang.L("When the window is closed"),
			Lines:   []string{lang.L("In the tray, Footnote goes on keeping documents up to date; starting it again opens the window.")},
			Choice:  closed,
		},
		w.placeSection(),
		w.answerSection(),
		w.embeddingSection(),
		view.Section{Heading: lang.L("Privacy"), Lines: w.privacyLines()},
	)
}

// sectionLanguage is where the language's section stands among those of the settings.
const sectionLanguage = 2

// sectionPlace is where the library's section stands among those of the settings.
const sectionPlace = 6

// Where the models' sections stand, and the one on privacy.
const (
	sectionAnswer = sectionPlace + 1 + iota
	sectionEmbedding
	sectionPrivacy
)

// showDiskUse adds to where the library lies how large it is now.
func (w *Window) showDiskUse() {
	if w.library == nil {
		return
	}
	dir, library := libraryDir(w.opt.Dir), w.library
	measure := func(ctx context.Context) (diskUse, error) { return measureDisk(ctx, dir, library) }
	start(w.jobs, w.jobs.ctx, measure, func(u diskUse, err error) {
		if err == nil { // else the size is left out: nothing depends on it
			w.options.SetLines(sectionPlace, append(slices.Clone(w.place), u.sentence())...)
		}
	})
}

// set changes the settings and remembers them.
func (w *Window) set(change func(s *settings)) {
	change(&w.remains)
	w.remains.write(w.app.Preferences())
	w.remembered = w.remains
}

// setLook changes settings that the theme is made of.
func (w *Window) setLook(change func(s *settings)) {
	w.set(change)
	w.app.Settings().SetTheme(w.remains.theme())
}

// onReveal shows a file or a folder in the system's file manager.
func (w *Window) onReveal(path string) {
	w.jobs.detach(func() error { return w.reveal(path) }, func(err error) {
		if err != nil {
			w.tell(explain(lang.L("The folder could not be shown."), err))
		}
	})
}
