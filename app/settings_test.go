package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"footnote/app/view"
	"footnote/index"
)

// The sections of the settings, in order.
const (
	lookSection = iota
	textSection
	_
	limitSection
	watchSection
	placeSection   = sectionPlace
	privacySection = sectionPrivacy
)

// restarted returns a window as the next start would show it.
func (s *stage) restarted() *Window {
	j := newJobs()
	j.post, j.timer = s.post, s.timer
	opt := s.opt
	opt.Open = func() (Library, error) { return library(), nil }
	w := newWindow(s.app, opt, j)
	s.Cleanup(func() {
		if err := w.close(); err != nil {
			s.Errorf("close: %v", err)
		}
	})
	return w
}

func TestThemeAppliesAtOnceAndIsRemembered(t *testing.T) {
	s := open(t, library(), Starter{})
	ground := func(w *Window) any { return theme.ColorForWidget(theme.ColorNameBackground, w.frame) }
	dark, light := view.Theme{Scheme: view.SchemeDark}, view.Theme{Scheme: view.SchemeLight}
	for _, want := range []view.Theme{dark, light} {
		test.Tap(s.frame.Rail().Stop(pageSettings))
		s.prefs.page.Section(lookSection).Choice.Choose(map[view.Theme]int{dark: 2, light: 1}[want])
		for name, w := range map[string]*Window{"at once": s.Window, "after a restart": s.restarted()} {
			if got := ground(w); got != want.Color(theme.ColorNameBackground, theme.VariantLight) {
				t.Errorf("%s, %s: the ground is %v", want.Scheme, name, got)
			}
		}
	}
}

func TestTextGrows(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	row, body := s.asking.page.Results.Row(0).Size().Height, theme.Size(view.SizeBody)
	s.prefs.page.Section(textSection).Choice.Choose(len(textSizes) - 1)
	if got := theme.Size(view.SizeBody); got != 2*body {
		t.Errorf("text is %v high, want %v", got, 2*body)
	}
	if got := s.asking.page.Results.Row(0).Size().Height; got < 1.5*row {
		t.Errorf("a passage's row is %v high, want more than %v", got, 1.5*row)
	}
	if got := s.restarted().settings.text; got != 200 {
		t.Errorf("after a restart text is at %d %%, want 200", got)
	}
	s.prefs.page.Section(textSection).Choice.Choose(0)
	if got := s.asking.page.Results.Row(0).Size().Height; got != row {
		t.Errorf("back at 100 %% a row is %v high, want %v", got, row)
	}
}

func TestLimitAsksAgain(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	limit := func() (n int) { s.lib.locked(func() { n = s.lib.limit }); return n }
	if got := limit(); got != index.DefaultLimit {
		t.Errorf("asked for %d passages, want %d", got, index.DefaultLimit)
	}
	s.prefs.page.Section(limitSection).Choice.Choose(3)
	s.jobsDone()
	if got := limit(); got != 50 {
		t.Errorf("asked for %d passages, want 50", got)
	}
	if got := s.restarted().prefs.page.Section(limitSection).Choice.Chosen(); got != 3 {
		t.Errorf("after a restart option %d is chosen, want 3", got)
	}
}

func TestSettingsAreCheckedWhenRead(t *testing.T) {
	p := test.NewTempApp(t).Preferences()
	p.SetString(keyScheme, "pink")
	p.SetInt(keyText, 900)
	p.SetInt(keyLimit, -1)
	got := readSettings(p)
	if got.scheme != view.SchemeSystem || got.text != 100 || got.limit != index.DefaultLimit {
		t.Errorf("read %+v", got)
	}
}

func TestSettingsByKeyboard(t *testing.T) {
	s := open(t, library(), Starter{})
	test.Tap(s.frame.Rail().Stop(pageSettings))
	s.win.Canvas().FocusNext()
	if s.win.Canvas().Focused() != s.prefs.page.Section(lookSection).Choice {
		t.Fatalf("%T has the focus, want the choice of theme", s.win.Canvas().Focused())
	}
	s.press(fyne.KeyRight)
	s.press(fyne.KeyRight)
	s.press(fyne.KeyRight) // the end
	if got := s.settings.scheme; got != view.SchemeDark {
		t.Errorf("the theme is %q, want dark", got)
	}
}

func TestSettingsSayWhereTheLibraryLies(t *testing.T) {
	s := open(t, library(), Starter{})
	place := s.prefs.page.Section(placeSection)
	if !filepath.IsAbs(place.Lines[0]) || place.Lines[0] != s.opt.Dir {
		t.Errorf("the library is shown in %q, want %q", place.Lines[0], s.opt.Dir)
	}
	shown := make(chan string, 1)
	s.reveal = func(path string) error { shown <- path; return errors.New("no file manager") }
	place.Buttons[0].Tapped(nil)
	if got := <-shown; got != s.opt.Dir {
		t.Errorf("shown %q, want %q", got, s.opt.Dir)
	}
	s.until("the trouble is told", func() bool { return s.win.Canvas().Overlays().Top() != nil })
	if words := strings.Join(s.prefs.page.Section(privacySection).Lines, " "); !strings.Contains(words, "Nothing leaves this computer") {
		t.Errorf("privacy says %q", words)
	}
}

func TestSettingsSayHowLargeTheLibraryIs(t *testing.T) {
	s := open(t, library(), Starter{})
	for name, size := range map[string]int{"cache/a/b": 500, "starter/a.md": 40} {
		path := filepath.Join(s.opt.Dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.turn(pageSettings)
	s.jobsDone()
	lines := s.prefs.page.Section(placeSection).Lines
	want := "3.5 kB in use: 1.0 kB for text, 1.5 kB for words, 500 B for meaning, 40 B for starter documents, 500 B for parts of the program."
	if got := lines[len(lines)-1]; got != want || lines[0] != s.opt.Dir {
		t.Errorf("the settings say %q, want %q", lines, want)
	}
}

func TestSettingsScrollToWhatHasTheKeyboard(t *testing.T) {
	s := open(t, library(), Starter{})
	s.win.Resize(fyne.NewSize(900, 600))
	s.turn(pageSettings)
	s.prefs.page.Section(textSection).Choice.Choose(len(textSizes) - 1)
	button := s.prefs.page.Section(placeSection).Buttons[0]
	for range 10 {
		if s.win.Canvas().FocusNext(); s.win.Canvas().Focused() == button {
			break
		}
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
	if at.Y < 0 || at.Y+button.Size().Height > s.win.Canvas().Size().Height {
		t.Errorf("the focused button is at %v of a window %v high", at, s.win.Canvas().Size().Height)
	}
}

func TestLanguageAppliesAtOnceAndIsRemembered(t *testing.T) {
	s := open(t, library(), Starter{})
	t.Cleanup(func() {
		if err := speak("en"); err != nil {
			t.Error(err)
		}
	})
	s.ask("How much notice?", 3)
	test.Tap(s.frame.Rail().Stop(pageSettings))
	s.prefs.page.Section(sectionLanguage).Choice.Choose(2)
	s.until("the question is asked again", func() bool { return s.asking.page.Results.Len() == 3 && s.reading.reader.Title() != "" })
	if got := s.asking.page.Count(); got != "3 Stellen · 14 ms" {
		t.Errorf("it counts %q", got)
	}
	if got := s.asking.page.Field.Text(); got != "How much notice?" {
		t.Errorf("the question is %q", got)
	}
	if s.split.Visible() || s.prefs.page.Section(sectionLanguage).Heading != "Sprache" {
		t.Error("the settings are not shown in the language that was chosen there")
	}
	if s.win.Canvas().Focused() != s.prefs.page.Section(sectionLanguage).Choice {
		t.Error("the keyboard is taken from the choice")
	}
	s.until("the status line is in that language", func() bool {
		_, held := s.status.Words()
		return strings.Contains(held, "Stellen")
	})
	if got := s.restarted().prefs.page.Section(sectionLanguage).Choice.Chosen(); got != 2 {
		t.Errorf("choice %d after a restart, want 2", got)
	}
	s.prefs.page.Section(sectionLanguage).Choice.Choose(1)
	s.until("English is back", func() bool { return s.asking.page.Count() == "3 passages · 14 ms" })
}

func TestSettingsSayWhichVersionThisIs(t *testing.T) {
	lib := library()
	s := stageWindow(t, lib, Options{Dir: t.TempDir(), Open: func() (Library, error) { return lib, nil }, Version: "1.2.3"})
	s.until("the library is open", func() bool { return s.library != nil })
	if got := s.setting(sectionAbout); !strings.HasPrefix(got, "Version 1.2.3") {
		t.Errorf("the settings say %q", got)
	}
}
