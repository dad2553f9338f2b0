package app

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
)

// languages lists the choices, by the names of their translations; "" is the system's.
var languages = [...]string{"", "en", "de"}

// languageNames holds each language's own name.
var languageNames = map[string]string{"en": "English", "de": "Deutsch"}

// speak makes every string from now on appear in one of languages. Fyne chooses a translation by the system's locale and accepts no other
// choice, so speak registers the wanted translation under the names of all. Fyne's own strings, such as those of its dialogs, stay in the
// system's language.
func speak(language string) error {
	const folder = "translation"
	files, err := translations.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("read translations: %w", err)
	}
	for _, file := range files {
		from := file.Name()
		if language != "" {
			from = language + ".json"
		}
		messages, err := translations.ReadFile(path.Join(folder, from))
		if err == nil {
			err = lang.AddTranslationsForLocale(messages, fyne.Locale(strings.TrimSuffix(file.Name(), ".json")))
		}
		if err != nil {
			return fmt.Errorf("read translations: %w", err)
		}
	}
	return nil
}

// languageSection returns the settings section for the language.
func (p *settingsPage) languageSection() view.Section {
	var names []string
	for _, language := range languages {
		names = append(names, cmp.Or(languageNames[language], lang.L("System")))
	}
	choice := view.NewChoice(names, slices.Index(languages[:], p.settings.language))
	choice.OnChosen = func(i int) { p.speak(languages[i]) }
	return view.Section{Heading: lang.L("Language"), Choice: choice}
}

// setLanguage rebuilds the window in another language, with the same question and the same open page. Running work continues.
func (w *Window) setLanguage(language string) {
	if err := speak(language); err != nil {
		w.tell(explain(lang.L("The language could not be changed."), err))
		return
	}
	w.set(func(s *settings) { s.language = language })
	question := w.asking.page.Field.Text()
	w.asking.clear()
	w.build()
	if w.desk.menu != nil {
		w.desk.menu = nil
		w.desk.showTray()
	}
	w.turn(pageSettings)
	w.focus(w.prefs.page.Section(sectionLanguage).Choice)
	w.asking.page.Field.SetText(question)
	if w.library != nil {
		w.shelves.look(nil)
		w.basket.show(0)
		w.asking.onQuestion(question)
	}
}
