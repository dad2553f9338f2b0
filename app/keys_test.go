package app

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"footnote/app/view"
)

// sheet returns the list of keys, or nil if it is not shown.
func (s *stage) sheet() *view.Sheet {
	sheet, _ := s.win.Canvas().Overlays().Top().(*view.Sheet)
	return sheet
}

func TestKeysAreListed(t *testing.T) {
	for name, show := range map[string]func(s *stage){
		"F1 in the field":     func(s *stage) { s.press(fyne.KeyF1) },
		"Ctrl+/ in the field": func(s *stage) { s.shortcut(ctrl(fyne.KeySlash)) },
		"F1 on a button": func(s *stage) {
			s.turn(pageLibrary)
			s.win.Canvas().FocusNext()
			s.press(fyne.KeyF1)
		},
		"F1 with no focus": func(s *stage) {
			s.win.Canvas().Unfocus()
			s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, library(), Starter{})
			show(s)
			sheet := s.sheet()
			if sheet == nil {
				t.Fatal("no list is shown")
			}
			if !slices.ContainsFunc(sheet.Rows(), func(r view.SheetRow) bool { return slices.Contains(r.Keys, "F3") }) {
				t.Error("the list lacks F3")
			}
			s.onShortcut(ctrl(fyne.KeyK))
			if s.win.Canvas().Focused() != sheet {
				t.Error("the list has not the keyboard to itself")
			}
			s.press(fyne.KeyEscape)
			if got := len(s.win.Canvas().Overlays().List()); got != 0 {
				t.Errorf("after Escape %d things lie over the window", got)
			}
		})
	}
}

func TestF3StepsThroughPassages(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	shift := fyne.KeyModifier(0)
	s.held = func() fyne.KeyModifier { return shift }
	for i, step := range []struct {
		focus  fyne.Focusable
		shift  fyne.KeyModifier
		chosen int
	}{
		{s.asking.page.Field.Entry(), 0, 1},
		{s.reading.reader, 0, 2},
		{s.reading.reader, 0, 2}, // the last
		{s.asking.page.Results, fyne.KeyModifierShift, 1},
		{s.asking.page.Field.Entry(), fyne.KeyModifierShift, 0},
		{s.asking.page.Field.Entry(), fyne.KeyModifierShift, 0},
	} {
		s.focus(step.focus)
		shift = step.shift
		s.press(fyne.KeyF3)
		s.jobsDone()
		if got := s.asking.page.Results.Chosen(); got != step.chosen {
			t.Errorf("step %d: passage %d is chosen, want %d", i, got, step.chosen)
		}
		if got := s.win.Canvas().Focused(); got != step.focus {
			t.Errorf("step %d: the focus went from %T to %T", i, step.focus, got)
		}
	}
	if left, _ := s.status.Words(); left != "This is the first passage." {
		t.Errorf("at the first passage the status says %q", left)
	}
}

func TestPagesByKeyboard(t *testing.T) {
	s := open(t, library(), Starter{})
	pages := []fyne.CanvasObject{s.split, s.shelves.page, s.basket.page, s.prefs.page}
	for _, page := range []int{pageSettings, pageBasket, pageLibrary, pageAsk} {
		s.shortcut(ctrl(pageKeys[page]))
		for i, p := range pages {
			if p.Visible() != (i == page) {
				t.Errorf("Ctrl+%s: page %d is visible: %v", pageKeys[page], i, p.Visible())
			}
		}
	}
}

// TestEverythingIsReachedByTab checks that Tab reaches every visible button.
func TestEverythingIsReachedByTab(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	c := s.win.Canvas()
	seen := map[fyne.Focusable]bool{}
	for range 40 {
		if f := c.Focused(); f != nil {
			seen[f] = true
		}
		c.FocusNext()
	}
	wanted := map[string]fyne.Focusable{
		"the question": s.asking.page.Field.Entry(), "the passages": s.asking.page.Results, "the reader": s.reading.reader,
		"the three dots":    s.asking.page.Results.Row(0).MenuButton(),
		"a page's rail":     s.frame.Rail().Stop(pageLibrary).(fyne.Focusable),
		"the settings' one": s.frame.Rail().Stop(pageSettings).(fyne.Focusable),
	}
	for what, f := range wanted {
		if !seen[f] {
			t.Errorf("Tab does not come by %s", what)
		}
	}
}

// TestIconsSayWhatTheyDo rests the pointer on every icon that is in sight.
func TestIconsSayWhatTheyDo(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	icons := 0
	for _, o := range test.LaidOutObjects(s.frame) {
		b, ok := o.(*view.Button)
		if !ok || !b.Visible() || !b.IsIcon() {
			continue
		}
		icons++
		b.MouseIn(nil)
		if s.frame.Hint() != "" {
			t.Errorf("%q: it says so at once", b.Words())
		}
		s.pass(hintPause)
		if got := s.frame.Hint(); got == "" || got != b.Words() {
			t.Errorf("an icon says %q, want %q", got, b.Words())
		}
		b.MouseOut()
		if s.frame.Hint() != "" {
			t.Errorf("%q stays", b.Words())
		}
	}
	if icons < 8 {
		t.Errorf("%d icons are in sight, want more", icons)
	}
}
