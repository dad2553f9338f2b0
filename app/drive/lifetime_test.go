package drive_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDrop drops a file and a folder on the window, and finds both in answers.
func TestDrop(t *testing.T) {
	w := openWindow(t)
	folder := t.TempDir()
	note, key := filepath.Join(folder, "a note.txt"), filepath.Join(folder, "house", "key.md")
	if err := os.Mkdir(filepath.Dir(key), 0o755); err != nil {
		t.Fatal(err)
	}
	for path, words := range map[string]string{
		note: "The spare oars of the rowing boat lie under the jetty.\n",
		key:  "The key to the boathouse hangs behind the blue lifebelt.\n",
	} {
		if err := os.WriteFile(path, []byte(words), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w.drop(note, filepath.Dir(key))
	w.ask("Where are the oars of the rowing boat?", note)
	w.ask("Where is the key to the boathouse?", key)
}

// TestAskWhileIndexing asks while many documents are being read, cancels the reading, and asks again. The last documents are pictures
// that take their time, so that the reading cannot end by itself.
func TestAskWhileIndexing(t *testing.T) {
	const texts, pictures = 5_000, 100
	tools := t.TempDir()
	tesseract := "#!/bin/sh\ncase \"$1\" in\n--version) echo tesseract 5.0 ;;\n--list-langs) printf 'List of languages (1):\\neng\\n' ;;\n*) echo >>\"$0.read\"; sleep 20 ;;\nesac\n"
	if err := os.WriteFile(filepath.Join(tools, "tesseract"), []byte(tesseract), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", tools+string(filepath.ListSeparator)+os.Getenv("PATH"))
	w := openWindow(t)
	folder := t.TempDir()
	for i := range texts {
		text := strings.Repeat(fmt.Sprintf("Ledger %d: barrels of herring were shipped to the north, and salt came back.\n\n", i), 20)
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("ledger-%05d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i := range pictures {
		var picture bytes.Buffer
		page := image.NewGray(image.Rect(0, 0, 400, 400+i)) // no two are the same
		if err := png.Encode(&picture, page); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("scan-%03d.png", i)), picture.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tea := filepath.Join(w.library, "starter", "tea.txt")
	w.drop(folder)
	w.ask("What put an end to the smuggling of tea?", tea)
	read := w.documents(folder)
	begun, err := os.ReadFile(filepath.Join(tools, "tesseract.read"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if seen := len(begun); read == texts && seen == 0 || seen >= pictures {
		t.Fatalf("the reading was over before the question was answered: this shows nothing (%d documents, %d pictures)", read, seen)
	}
	frame, err := w.display.Frame()
	if err != nil {
		t.Fatal(err)
	}
	at := lastButton(frame)
	if err := w.Click(w.ctx, at.X, at.Y); err != nil {
		t.Fatal(err)
	}
	if _, err := w.display.StillFrame(w.ctx); err != nil { // progress has disappeared
		t.Fatal(err)
	}
	stopped := w.documents(folder)
	w.ask("What put an end to the smuggling of tea?", tea)
	if read := w.documents(folder); read != stopped {
		t.Errorf("%d documents are read after it was cancelled at %d", read, stopped)
	}
}

// TestRestart chooses a theme and a size, and checks that the window still has them after a restart.
func TestRestart(t *testing.T) {
	w := openWindow(t)
	dark := func(f *image.NRGBA) bool { return f.NRGBAAt(1000, 300).G < 0x60 }
	light := func(f *image.NRGBA) bool { return f.NRGBAAt(1000, 300).G > 0xe0 }
	w.press("ctrl+4", "Tab", "Right", "Right")
	w.frame("the dark theme", dark)
	w.press("Left")
	w.frame("the light theme", light)
	w.press("Right")
	w.frame("the dark theme again", dark)
	size := image.Pt(1000, 700)
	if err := w.Resize(w.ctx, size.X, size.Y); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(w.Home(), ".config", "fyne", "io.footnote.Footnote", "preferences.json")
	w.frame("the size to be kept", func(*image.NRGBA) bool {
		settings, err := os.ReadFile(kept)
		return err == nil && strings.Contains(string(settings), `"window.width":1000`) && strings.Contains(string(settings), `"window.height":700`)
	})
	if err := w.Restart(w.ctx); err != nil {
		t.Fatal(err)
	}
	if got := w.OpenedSize(); got != size {
		t.Errorf("the window opens with a size of %v, want %v", got, size)
	}
	w.frame("the dark theme after a restart", dark)
	w.ask("What put an end to the smuggling of tea?", filepath.Join(w.library, "starter", "tea.txt"))
}

// drop drops files and folders on the middle of the window.
func (w window) drop(paths ...string) {
	w.t.Helper()
	if err := w.Drop(w.ctx, 640, 400, paths...); err != nil {
		w.t.Fatal(err)
	}
}

// documents returns the number of documents of a source in the library.
func (w window) documents(source string) int {
	w.t.Helper()
	out, err := w.Terminal(w.ctx, "--library", w.library, "status", "--json")
	if err != nil {
		w.t.Fatal(err)
	}
	var status struct {
		Sources []struct {
			Path      string
			Documents int
		}
	}
	if err := json.Unmarshal(out, &status); err != nil {
		w.t.Fatal(err)
	}
	for _, s := range status.Sources {
		if s.Path == source {
			return s.Documents
		}
	}
	return 0
}

// lastButton returns a point in the last button on the left of the status line. While something runs, it cancels.
func lastButton(frame image.Image) image.Point {
	size := frame.Bounds().Size()
	y, x := size.Y-14, size.X*7/10
	ground := frame.At(x, y)
	for x > 0 && alike(frame.At(x, y), ground) {
		x--
	}
	return image.Pt(x-20, y)
}

func alike(a, b color.Color) bool {
	r, g, bl, _ := a.RGBA()
	r2, g2, bl2, _ := b.RGBA()
	return r == r2 && g == g2 && bl == bl2
}
