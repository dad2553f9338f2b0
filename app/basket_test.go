package app

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"footnote/app/basket"
	"footnote/app/export"
)

const (
	notice = "Either party gives two months' notice\nin writing."
	keys   = "Keys are handed back on the last day."
	leave  = "we hereby give notice"
)

// words returns the passages in the basket, as its page shows them.
func (s *stage) words() (words []string) {
	for _, k := range s.basket.page.Kept() {
		words = append(words, k.Text)
	}
	return words
}

// saved returns the passages in the basket's file.
func (s *stage) saved() (words []string) {
	s.jobsDone()
	kept, err := basket.Load(s.opt.Dir)
	if err != nil {
		s.Error(err)
	}
	for _, p := range kept {
		words = append(words, p.Text)
	}
	return words
}

func TestBasketCollectsFromSeveralSearches(t *testing.T) {
	s := open(t, library(), Starter{})
	if got := len(s.basket.page.Kept()); got != 0 {
		t.Fatalf("%d passages at the start", got)
	}
	s.ask("How much notice?", 3)
	s.shortcut(ctrl(fyne.KeyB)) // in the field
	s.press(fyne.KeyF3)
	s.press(fyne.KeyF3)
	test.Tap(s.asking.page.Results.Row(2).KeepButton())
	s.lib.found = s.lib.found[2:]
	s.asking.page.Field.SetText("Who has the keys?")
	s.asking.onQuestion("Who has the keys?")
	s.until("other passages are shown", func() bool { return s.asking.page.Results.Len() == 1 })
	s.shortcut(ctrl(fyne.KeyB))
	want := []string{notice, leave, keys}
	if got := s.words(); !slices.Equal(got, want) {
		t.Errorf("the basket holds %q, want %q", got, want)
	}
	if got := s.saved(); !slices.Equal(got, want) {
		t.Errorf("saved is %q, want %q", got, want)
	}
	again := s.restarted()
	s.until("the basket is read", func() bool { return again.basket.loaded })
	if got := len(again.basket.page.Kept()); got != 3 {
		t.Errorf("after a restart the basket holds %d passages, want 3", got)
	}
	if got := again.basket.page.Kept()[0].Source; got != "The lease, p. 3" {
		t.Errorf("after a restart the first comes from %q", got)
	}
}

func TestBasketTakesBack(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	for _, want := range [][]string{{notice}, nil, {notice}} {
		s.shortcut(ctrl(fyne.KeyB))
		if got := s.words(); !slices.Equal(got, want) {
			t.Errorf("the basket holds %q, want %q", got, want)
		}
	}
	if left, _ := s.status.Words(); left != "Added to basket." {
		t.Errorf("the status says %q", left)
	}
}

func TestBasketByHand(t *testing.T) {
	s := open(t, library(), Starter{})
	s.basket.kept = slices.Clone(s.lib.found)
	s.basket.changed(0)
	s.shortcut(ctrl(pageKeys[pageBasket]))
	if s.win.Canvas().Focused() != s.basket.page {
		t.Fatalf("%T has the focus", s.win.Canvas().Focused())
	}
	alt := func(key fyne.KeyName) {
		s.shortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt})
	}
	for _, step := range []struct {
		name   string
		do     func()
		want   []string
		chosen int
	}{
		{"Alt+Down", func() { alt(fyne.KeyDown) }, []string{leave, notice, keys}, 1},
		{"Alt+Down", func() { alt(fyne.KeyDown) }, []string{leave, keys, notice}, 2},
		{"Alt+Down at the end", func() { alt(fyne.KeyDown) }, []string{leave, keys, notice}, 2},
		{"Alt+Up", func() { alt(fyne.KeyUp) }, []string{leave, notice, keys}, 1},
		{"the button up", func() { up, _, _ := s.basket.page.Buttons(1); test.Tap(up) }, []string{notice, leave, keys}, 0},
		{"the button down", func() { _, down, _ := s.basket.page.Buttons(1); test.Tap(down) }, []string{notice, keys, leave}, 2},
		{"the last's button down", func() { _, down, _ := s.basket.page.Buttons(2); test.Tap(down) }, []string{notice, keys, leave}, 2},
		{"Delete", func() { s.focus(s.basket.page); s.press(fyne.KeyDelete) }, []string{notice, keys}, 1},
		{"the button out", func() { _, _, take := s.basket.page.Buttons(0); test.Tap(take) }, []string{keys}, 0},
	} {
		step.do()
		if got := s.words(); !slices.Equal(got, step.want) {
			t.Fatalf("%s: the basket holds %q, want %q", step.name, got, step.want)
		}
		if got := s.basket.page.Chosen(); got != step.chosen {
			t.Errorf("%s: passage %d is chosen, want %d", step.name, got, step.chosen)
		}
	}
	if got := s.saved(); !slices.Equal(got, []string{keys}) {
		t.Errorf("saved is %q", got)
	}
	s.focus(s.basket.page)
	s.shortcut(&fyne.ShortcutCopy{})
	if got := s.app.Clipboard().Content(); !strings.HasPrefix(got, "“"+keys+"” — The lease, p. 4") {
		t.Errorf("copied %q", got)
	}
}

func TestBasketIsExported(t *testing.T) {
	s := open(t, library(), Starter{})
	s.basket.kept = slices.Clone(s.lib.found)
	s.basket.changed(0)
	s.turn(pageBasket)
	if got := len(s.basket.exportMenu().Items); got != 3 {
		t.Errorf("%d formats, want 3", got)
	}
	path := filepath.Join(t.TempDir(), "out.md")
	f, err := storage.Writer(storage.NewFileURI(path))
	if err != nil {
		t.Fatal(err)
	}
	notes := s.basket.notes()
	s.exportTo(f, "The basket could not be exported.", func(out io.Writer) error {
		return export.Markdown(out, "Passages", notes, escapeMarkdown)
	})
	s.jobsDone()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"> Either party gives two months' notice in writing.[^1]\n",
		"[^2]: [letter, line 1 (/docs/letter.txt)](<file:///docs/letter.txt#L1>)\n",
		"[^3]: [The lease, p. 4 (/docs/lease.pdf)](<file:///docs/lease.pdf#page=4>)\n",
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%q is not in\n%s", want, data)
		}
	}
	if left, _ := s.status.Words(); left != "Exported to out.md." {
		t.Errorf("the status says %q", left)
	}
}

func TestExportTellsWhatWentWrong(t *testing.T) {
	s := open(t, library(), Starter{})
	f, err := storage.Writer(storage.NewFileURI(filepath.Join(t.TempDir(), "out.md")))
	if err != nil {
		t.Fatal(err)
	}
	s.exportTo(f, "The basket could not be exported.", func(io.Writer) error { return errors.New("no room") })
	s.jobsDone()
	if s.win.Canvas().Overlays().Top() == nil {
		t.Error("nothing is told")
	}
}

func TestBasketOfALaterVersionIsLeftAlone(t *testing.T) {
	const later = `{"version": 99, "passages": []}`
	dir := t.TempDir()
	file := filepath.Join(dir, basket.Name)
	if err := os.WriteFile(file, []byte(later), 0o600); err != nil {
		t.Fatal(err)
	}
	lib := library()
	s := stageWindow(t, lib, Options{Dir: dir, Open: func() (Library, error) { return lib, nil }})
	s.until("the basket is looked at", func() bool { return s.basket.failed != nil })
	s.ask("How much notice?", 3)
	s.shortcut(ctrl(fyne.KeyB))
	s.jobsDone()
	if s.win.Canvas().Overlays().Top() == nil {
		t.Error("nothing is told")
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != later {
		t.Errorf("the file holds %q, %v", data, err)
	}
}

func TestBasketIsSavedOnClosing(t *testing.T) {
	lib := library()
	s := stageWindow(t, lib, Options{Dir: t.TempDir(), Open: func() (Library, error) { return lib, nil }})
	s.until("the basket is read", func() bool { return s.basket.loaded })
	s.ask("How much notice?", 3)
	s.basket.saving = true // as while a save runs
	s.shortcut(ctrl(fyne.KeyB))
	s.jobs.stop()
	if err := s.basket.close(); err != nil {
		t.Fatal(err)
	}
	if kept, err := basket.Load(s.opt.Dir); err != nil || len(kept) != 1 {
		t.Errorf("kept is %v, %v", kept, err)
	}
}
