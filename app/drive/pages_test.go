package drive_test

import (
	"image"
	"image/color"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// The colours of the light theme that the test looks for.
var (
	pen  = color.NRGBA{0xff, 0xe3, 0x9a, 0xff} // view.ColorPen: a marked passage on its white page
	side = color.NRGBA{0xf3, 0xf1, 0xed, 0xff} // view.ColorSide: beside the page
	hit  = color.NRGBA{0xcf, 0xe3, 0xf5, 0xff} // view.ColorHit, ColorHitPen: search hits
	now  = color.NRGBA{0x9c, 0xc8, 0xef, 0xff} // view.ColorHitNow, ColorHitPenNow: the current hit
)

// A PDF opens at the page of its passage, with a highlight over each of the passage's lines. Inside the highlights the page shows through;
// outside, it is unchanged. Choosing Text replaces the page with its text.
func TestPDFOpensAtItsMarkedPassage(t *testing.T) {
	t.Setenv("FYNE_THEME", "light")
	w := openWindow(t)
	w.ask("Who complained that notes stood at the back of the volume?", filepath.Join(w.library, "starter", "history-of-the-footnote.pdf"))

	// The foot of the first page, with the first passage. End is pressed until the page can scroll.
	atFoot := func(f *image.NRGBA) bool {
		w.press("End")
		return f.NRGBAAt(reader(f).Max.X-100, f.Rect.Max.Y-40) == side
	}
	w.press("Return") // asking has moved to the second passage, which is on the other page
	second := w.frame("the second passage", func(f *image.NRGBA) bool { return len(bands(f)) > 0 && atFoot(f) })
	w.press("Escape", "Home", "Return")
	marked := w.frame("the first passage", func(f *image.NRGBA) bool {
		lines := bands(f)
		return len(lines) > 0 && !slices.Equal(lines, bands(second)) && atFoot(f)
	})
	// With the second passage chosen, nothing on the first page is marked.
	w.press("Escape", "Down", "Return", "Prior")
	lines := bands(marked)
	plain := w.frame("the page without a mark", func(f *image.NRGBA) bool { // with its words: it is blank while it is drawn
		return len(bands(f)) == 0 && slices.ContainsFunc(lines, func(line image.Rectangle) bool { return ink(f, line) > 0 }) && atFoot(f)
	})
	if len(lines) < 4 || len(lines) > 8 {
		t.Errorf("%d boxes for a heading and the five lines below it", len(lines))
	}
	for _, line := range lines {
		if ink(plain, line) == 0 {
			t.Errorf("there are no words in the box %v", line)
		}
		for y := line.Min.Y; y < line.Max.Y; y++ {
			for x := line.Min.X; x < line.Max.X; x++ {
				before, after := plain.NRGBAAt(x, y), marked.NRGBAAt(x, y)
				if under := multiplied(before, pen); after != under && after != before {
					t.Fatalf("at %d, %d: %v, want %v or, beside the box, %v", x, y, after, under, before)
				}
			}
		}
	}
	for x := lines[0].Min.X; x < lines[0].Max.X; x++ { // above the passage nothing is marked
		if y := lines[0].Min.Y - 3; marked.NRGBAAt(x, y) != plain.NRGBAAt(x, y) {
			t.Fatalf("the page differs at %d, %d, above the passage", x, y)
		}
	}

	w.press("Tab", "Tab", "Tab", "Tab", "Tab", "Right") // past the reader's buttons to Page and Text
	w.frame("the text, which has no paper", func(f *image.NRGBA) bool { return f.NRGBAAt(reader(f).Max.X-100, f.Rect.Max.Y-40) != side })
}

// TestFindInTheDocument finds words in a document: in its text and on its pages, with one current hit.
func TestFindInTheDocument(t *testing.T) {
	t.Setenv("FYNE_THEME", "light")
	w := openWindow(t)
	for _, document := range []struct{ question, file, words string }{
		{"What put an end to the smuggling of tea?", "tea.txt", "SMUGGL"},
		{"Who complained that notes stood at the back of the volume?", "history-of-the-footnote.pdf", "note"},
	} {
		w.ask(document.question, filepath.Join(w.library, "starter", document.file))
		w.press("ctrl+f")
		if err := w.Type(w.ctx, document.words); err != nil {
			t.Fatal(err)
		}
		first := w.frame("hits in "+document.file, func(f *image.NRGBA) bool {
			return place(f, hit) != image.Rectangle{} && place(f, now) != image.Rectangle{}
		})
		w.press("Return")
		w.frame("another hit at hand", func(f *image.NRGBA) bool {
			at := place(f, now)
			return at != image.Rectangle{} && at != place(first, now)
		})
		w.press("Escape")
		w.frame("no hits", func(f *image.NRGBA) bool {
			return place(f, hit) == image.Rectangle{} && place(f, now) == image.Rectangle{}
		})
	}
}

// place returns the bounds of the reader's pixels of a colour.
func place(f *image.NRGBA, c color.NRGBA) (all image.Rectangle) {
	in := reader(f)
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if f.NRGBAAt(x, y) == c {
				all = all.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return all
}

func (w window) press(keys ...string) {
	w.t.Helper()
	if err := w.Press(w.ctx, keys...); err != nil {
		w.t.Fatal(err)
	}
}

// frame waits until the screen stops changing and shows what is wanted.
func (w window) frame(what string, shows func(*image.NRGBA) bool) *image.NRGBA {
	w.t.Helper()
	for deadline := time.Now().Add(foundWithin); ; {
		still, err := w.display.StillFrame(w.ctx)
		if err != nil {
			w.t.Fatal(err)
		}
		frame := still.(*image.NRGBA)
		if shows(frame) {
			return frame
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// reader returns the area of the document in a window as large as the screen, below the reader's head.
func reader(f *image.NRGBA) image.Rectangle {
	size := f.Rect.Size()
	return image.Rect(size.X*6/10, 160, size.X-20, size.Y-40)
}

// bands returns the highlighted parts of the reader: one per run of highlighted rows, as wide as the widest.
func bands(f *image.NRGBA) []image.Rectangle {
	var all []image.Rectangle
	in := reader(f)
	for y := in.Min.Y; y < in.Max.Y; y++ {
		row := image.Rectangle{}
		for x := in.Min.X; x < in.Max.X; x++ {
			if f.NRGBAAt(x, y) == pen {
				row = row.Union(image.Rect(x, y, x+1, y+1))
			}
		}
		switch last := len(all) - 1; {
		case row.Dx() < 5:
		case last >= 0 && all[last].Max.Y == y:
			all[last] = all[last].Union(row)
		default:
			all = append(all, row)
		}
	}
	return all
}

// ink counts the dark pixels in a part of a frame.
func ink(f *image.NRGBA, part image.Rectangle) (dark int) {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if f.NRGBAAt(x, y).G < 100 {
				dark++
			}
		}
	}
	return dark
}

// multiplied returns the colour c under a highlight of colour by.
func multiplied(c, by color.NRGBA) color.NRGBA {
	times := func(a, b uint8) uint8 { return uint8((int(a)*int(b) + 127) / 255) }
	return color.NRGBA{times(c.R, by.R), times(c.G, by.G), times(c.B, by.B), 0xff}
}
