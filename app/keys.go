package app

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
)

// listen connects the keyboard, dropped files and closing to the window.
func (w *Window) listen() {
	c := w.win.Canvas()
	shortcuts := []fyne.Shortcut{ctrl(fyne.KeyK), ctrl(fyne.KeyO), ctrl(fyne.KeySlash), ctrl(fyne.KeyB), ctrl(fyne.KeyF), followKey, saveKey, ctrl(fyne.KeyQ), ctrl(fyne.KeyW), &fyne.ShortcutCopy{}, &fyne.ShortcutUndo{}}
	for _, key := range pageKeys {
		shortcuts = append(shortcuts, ctrl(key))
	}
	for _, z := range zoomKeys {
		shortcuts = append(shortcuts, z.shortcut)
	}
	for _, s := range shortcuts {
		c.AddShortcut(s, w.onShortcut)
	}
	c.SetOnTypedRune(func(r rune) {
		if r == '/' {
			w.asking.focusField()
		}
	})
	c.SetOnTypedKey(w.onKey)
	w.win.SetOnDropped(func(_ fyne.Position, items []fyne.URI) { w.shelves.onDropped(items) })
}

// pageKeys open the pages, with Ctrl, in the order of the rail.
var pageKeys = [...]fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4}

// zoomKeys change the size of the text in the reader. Plus is the shifted sign of its key on many keyboards.
var zoomKeys = [...]struct {
	shortcut fyne.Shortcut
	by       int
}{
	{ctrl(fyne.KeyPlus), 1},
	{ctrl(fyne.KeyEqual), 1},
	{&desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}, 1},
	{ctrl(fyne.KeyMinus), -1},
	{ctrl(fyne.Key0), 0},
}

func ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

// heldKeys returns the pressed modifiers. Fyne makes no shortcut of Shift and another key.
func heldKeys() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// onShortcut performs a shortcut, wherever the focus is. A dialog or sheet over the window takes the keyboard for itself.
func (w *Window) onShortcut(s fyne.Shortcut) {
	if w.win.Canvas().Overlays().Top() != nil {
		w.leaveOverlay(s)
		return
	}
	for page, key := range pageKeys {
		if s.ShortcutName() == ctrl(key).ShortcutName() {
			w.turn(page)
		}
	}
	for _, z := range zoomKeys {
		if s.ShortcutName() == z.shortcut.ShortcutName() && w.reading.document != nil && w.split.Visible() {
			w.pages.onZoom(z.by)
		}
	}
	switch s.ShortcutName() {
	case ctrl(fyne.KeyK).ShortcutName():
		w.asking.focusField()
	case ctrl(fyne.KeyO).ShortcutName():
		w.handling.onOpen()
	case ctrl(fyne.KeyB).ShortcutName():
		w.handling.onKeep()
	case followKey.ShortcutName():
		w.answering.focusFollowUp()
	case saveKey.ShortcutName():
		if w.split.Visible() {
			w.history.onSave()
		}
	case ctrl(fyne.KeyF).ShortcutName():
		w.finding.show()
	case ctrl(fyne.KeySlash).ShortcutName():
		w.showKeys()
	case (&fyne.ShortcutCopy{}).ShortcutName():
		w.handling.onCopy()
	case (&fyne.ShortcutUndo{}).ShortcutName():
		w.undo()
	case ctrl(fyne.KeyQ).ShortcutName():
		w.desk.quit()
	case ctrl(fyne.KeyW).ShortcutName():
		w.desk.onClose()
	}
}

// leaveOverlay performs a shortcut while something lies over the window: Ctrl+W closes that, and Ctrl+Q quits unless changes would be lost.
func (w *Window) leaveOverlay(s fyne.Shortcut) {
	quits := s.ShortcutName() == ctrl(fyne.KeyQ).ShortcutName()
	if !quits && s.ShortcutName() != ctrl(fyne.KeyW).ShortcutName() {
		return
	}
	c := w.win.Canvas()
	slip := w.topSlip()
	if top, ok := c.Overlays().Top().(interface{ Leave() }); ok {
		top.Leave()
	}
	if quits && (slip == nil || c.Overlays().Top() == nil) {
		w.desk.quit()
	}
}

// onKey performs a key's action if the focused widget does not use the key.
func (w *Window) onKey(k *fyne.KeyEvent) {
	switch top := w.win.Canvas().Overlays().Top().(type) {
	case nil:
	case *view.Slip, *view.Sheet:
		if k.Name == fyne.KeyEscape {
			top.(interface{ Leave() }).Leave()
		}
		return
	default:
		w.dialogKey(k.Name)
		return
	}
	shift := w.held()&fyne.KeyModifierShift != 0
	switch {
	case k.Name == fyne.KeyDown && w.win.Canvas().Focused() == nil:
		w.results.takeFocus()
	case k.Name == fyne.KeyF1:
		w.showKeys()
	case k.Name == fyne.KeyF2:
		w.asking.showQueryHelp()
	case k.Name == fyne.KeyF3 && shift:
		w.nextOrBefore(-1)
	case k.Name == fyne.KeyF3:
		w.nextOrBefore(1)
	case k.Name == desktop.KeyMenu, k.Name == fyne.KeyF10 && shift:
		w.showCurrentMenu()
	}
}

// showCurrentMenu shows the actions for the current passage.
func (w *Window) showCurrentMenu() {
	switch {
	case w.handling.current() == nil:
	case w.basket.page.Visible():
		w.basket.page.ShowMenu()
	default:
		w.asking.page.Results.ShowMenu()
	}
}

// nextOrBefore goes to the next or previous hit if the document is being searched, else to the next or previous passage.
func (w *Window) nextOrBefore(by int) {
	if w.finding.visible && w.split.Visible() {
		w.finding.onStep(by)
		return
	}
	w.results.step(by)
}

// showKeys lists the keyboard shortcuts.
func (w *shell) showKeys() { w.openSheet(lang.L("Keyboard"), keyRows()) }

// openSheet shows a list over the window.
func (w *shell) openSheet(heading string, rows []view.SheetRow) {
	c := w.win.Canvas()
	sheet := view.NewSheet(heading, lang.L("Close"), rows)
	sheet.OnClose = func() { c.Overlays().Remove(sheet) }
	c.Overlays().Add(sheet)
	sheet.Resize(c.Size())
	c.Focus(sheet)
}

// keyRows lists what the keys do.
func keyRows() []view.SheetRow {
	does := func(words string, keys ...string) view.SheetRow { return view.SheetRow{Words: words, Keys: keys} }
	return []view.SheetRow{
		{Heading: lang.L("Asking")},
		does(lang.L("Go to the question"), ctrlWords("K"), "/"),
		does(lang.L("Search now"), lang.L("Enter")),
		does(lang.L("Ask a follow-up question"), ctrlWords("J")),
		does(lang.L("Clear the question"), lang.L("Esc")),
		does(lang.L("Go to the passages"), "↓"),
		does(lang.L("Recent questions and saved searches, in an empty field"), "↑"),
		does(lang.L("Save the search, or remove it from saved searches"), ctrlWords("D")),
		does(lang.L("How to narrow a question"), "F2"),
		{Heading: lang.L("Passages")},
		does(lang.L("Next / previous passage, from anywhere"), "F3", lang.L("Shift+F3")),
		does(lang.L("Select a passage"), "↑", "↓", lang.L("PgUp"), lang.L("PgDn")),
		does(lang.L("Scroll the document"), lang.L("Enter"), lang.L("Esc")),
		does(lang.L("Turn the pages of a PDF"), lang.L("PgUp"), lang.L("PgDn")),
		does(lang.L("Find in the document"), ctrlWords("F")),
		does(lang.L("Next / previous match, while finding"), "F3", lang.L("Shift+F3")),
		does(lang.L("Zoom in, zoom out, reset"), ctrlWords("+"), ctrlWords("−"), ctrlWords("0")),
		does(lang.L("Copy with citation"), ctrlWords("C")),
		does(lang.L("More citation formats"), lang.L("Menu"), lang.L("Shift+F10")),
		does(lang.L("Open the document in its default program"), ctrlWords("O")),
		does(lang.L("Add to basket, or remove"), ctrlWords("B")),
		{Heading: lang.L("Basket")},
		does(lang.L("Move the passage up / down"), lang.L("Alt+{{.Key}}", map[string]any{"Key": "↑"}), lang.L("Alt+{{.Key}}", map[string]any{"Key": "↓"})),
		does(lang.L("Remove from basket"), lang.L("Del")),
		{Heading: lang.L("Window")},
		does(lang.L("Switch pages"), ctrlWords("1"), "…", ctrlWords(string(pageKeys[len(pageKeys)-1]))),
		does(lang.L("Undo"), ctrlWords("Z")),
		does(lang.L("Close the window / quit"), ctrlWords("W"), ctrlWords("Q")),
		does(lang.L("Next / previous control"), lang.L("Tab"), lang.L("Shift+Tab")),
		does(lang.L("Show this list"), "F1", ctrlWords("/")),
	}
}

// ctrlWords names a key with the system's shortcut modifier.
func ctrlWords(key string) string {
	if runtime.GOOS == "darwin" {
		return "⌘" + key
	}
	return lang.L("Ctrl+{{.Key}}", map[string]any{"Key": key})
}
