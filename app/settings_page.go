package app

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
)

// settingsPage is the settings page.
type settingsPage struct {
	*shell
	page     *view.Settings
	more     func() []view.Section // returns the sections after the page's own
	speak    func(language string) // rebuilds the window in a language
	watch    func()                // starts or stops watching the sources
	showTray func()
}

// build makes the settings page. A change applies at once, and is stored at once.
func (p *settingsPage) build() {
	look := view.NewChoice([]string{lang.L("System"), lang.L("Light"), lang.L("Dark")}, slices.Index(schemes[:], p.settings.scheme))
	look.OnChosen = func(i int) { p.setLook(func(s *settings) { s.scheme = schemes[i] }) }
	var sizes, counts []string
	for _, percent := range textSizes {
		sizes = append(sizes, lang.L("{{.Percent}} %", map[string]any{"Percent": percent}))
	}
	for _, n := range limits {
		counts = append(counts, strconv.Itoa(n))
	}
	text := view.NewChoice(sizes, slices.Index(textSizes[:], p.settings.text))
	text.OnChosen = func(i int) { p.setLook(func(s *settings) { s.text = textSizes[i] }) }
	limit := view.NewChoice(counts, slices.Index(limits[:], p.settings.limit))
	limit.OnChosen = func(i int) {
		p.set(func(s *settings) { s.limit = limits[i] })
		p.askAgain()
	}
	watch := view.NewChoice([]string{lang.L("When they change"), lang.L("When I press Sync")}, map[bool]int{true: 0, false: 1}[p.settings.watch])
	watch.OnChosen = func(i int) {
		p.set(func(s *settings) { s.watch = i == 0 })
		p.watch()
		p.showHolding()
	}
	closed := view.NewChoice([]string{lang.L("Quit"), lang.L("Stay in the tray")}, map[bool]int{false: 0, true: 1}[p.settings.stay])
	closed.OnChosen = func(i int) {
		p.set(func(s *settings) { s.stay = i == 1 })
		if p.settings.stay {
			p.showTray()
		}
	}
	own := []view.Section{
		{Heading: lang.L("Theme"), Choice: look},
		{Heading: lang.L("Text size"), Choice: text},
		p.languageSection(),
		{Heading: lang.L("Passages per search"), Lines: []string{lang.L("The largest number of passages to show.")}, Choice: limit},
		{Heading: lang.L("Update documents"), Choice: watch},
		{
			Heading: lang.L("When the window is closed"),
			Lines:   []string{lang.L("In the tray, Footnote keeps your documents up to date. Start it again to open the window.")},
			Choice:  closed,
		},
	}
	p.page = view.NewSettings(lang.L("Settings"), append(own, p.more()...)...)
}

// sectionLanguage is the position of the language section.
const sectionLanguage = 2

// sectionPlace is the position of the library section.
const sectionPlace = 6

// The positions of the models' sections and the privacy section.
const (
	sectionAnswer = sectionPlace + 1 + iota
	sectionEmbedding
	sectionPrivacy
	sectionAbout
)
