package view

import (
	"fmt"
	"image"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// showPage shows a page in its own window.
func showPage(tb testing.TB, width, height float32) *Page {
	tb.Helper()
	test.NewTempApp(tb).Settings().SetTheme(Theme{})
	p := NewPage()
	w := test.NewTempWindow(tb, p)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return p
}

func TestPageScrollsToThePassage(t *testing.T) {
	p := showPage(t, 500, 400)
	var b strings.Builder
	for i := range 500 {
		fmt.Fprintf(&b, "Line %d of the document.\n", i)
	}
	text := b.String()
	p.Set(PageText{Text: text})
	if got := p.InSight(); got.Start != 0 || got.End > 1000 {
		t.Fatalf("in sight at first: %v, want the beginning", got)
	}
	start := strings.Index(text, "Line 400 ")
	passage := Span{start, start + len("Line 400 of the document.\nLine 401 of the document.")}
	p.Mark(passage, []Span{{start, start + 4}})
	if got := p.InSight(); got.Start > start || got.End < passage.End {
		t.Errorf("in sight: %v, want %v in it", got, passage)
	}
	marked := 0
	for _, o := range p.sheet.rows {
		if o.(*pageRow).inPassage() {
			marked++
		}
	}
	if marked != 2 {
		t.Errorf("%d lines are marked, want 2", marked)
	}
	if rows := len(p.stock.seen); rows > 40 {
		t.Errorf("%d rows have objects, want only those in sight", rows)
	}
	test.WidgetRenderer(p)
	p.Resize(fyne.NewSize(300, 400))
	if got := p.InSight(); got.Start > passage.End || got.End < passage.Start {
		t.Errorf("in sight after the page became narrow: %v, want some of %v", got, passage)
	}
}

func TestPageBreaksAndHeadings(t *testing.T) {
	p := showPage(t, 500, 400)
	text := "Title\nfirst page\fsecond page\nHeading\nmore"
	second, heading := strings.Index(text, "second"), strings.Index(text, "Heading")
	p.Set(PageText{
		Text: text, Breaks: []PageBreak{{second, "p. 2"}},
		Blocks: []Block{{Kind: Heading, Level: 1, Span: Span{0, 5}}, {Kind: Heading, Level: 2, Span: Span{heading, heading + 7}}},
	})
	want := `bold "Title"|"first page\f"|break ""|"second page"|bold "Heading"|"more"`
	if got := strings.Join(laidOut(p), "|"); got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
}

// laidOut returns the lines of a page that are laid out.
func laidOut(p *Page) []string {
	var lines []string
	for _, s := range p.sections {
		for _, l := range s.lines {
			row := newPageRow(p)
			row.line = l
			row.arrangeWords()
			words := ""
			for _, w := range row.words {
				words += p.text.Text[w.Start:w.End]
			}
			kind := map[lineKind]string{gapLine: "gap ", breakLine: "break ", codeLine: "code ", ruleLine: "rule ", tableLine: "row "}[l.kind]
			if l.look.Bold {
				kind += "bold "
			}
			lines = append(lines, kind+strconv.Quote(words))
		}
	}
	return lines
}

func TestLongPageDrawsOnlyWhatIsInSight(t *testing.T) {
	p := showPage(t, 700, 600)
	text := strings.Repeat("The quick brown fox jumps over the lazy dog, and then it rests a while.\n\n", 20_000)
	p.Set(PageText{Text: text})
	at := len(text) / 2
	p.Mark(Span{at, at + 800}, nil)
	if got := p.InSight(); got.Start > at || got.End < at {
		t.Errorf("in sight %v, want %d", got, at)
	}
	if n := len(p.stock.seen) + len(p.stock.spare[0]); n > 120 {
		t.Errorf("%d objects for about 40 rows in sight", n)
	}
}

// BenchmarkPageOpens shows 10 MB, the longest document that must open at once.
func BenchmarkPageOpens(b *testing.B) {
	p := showPage(b, 700, 600)
	text := strings.Repeat("The quick brown fox jumps over the lazy dog, and then it rests a while.\n", 10<<20/72)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		p.Set(PageText{Text: text})
		p.Mark(Span{len(text) / 2, len(text)/2 + 800}, nil)
	}
}

// TestUnderscoresOfCodeAreDrawn compares code with underscores to the same code with blanks, at every zoom.
func TestUnderscoresOfCodeAreDrawn(t *testing.T) {
	for _, zoom := range []float32{0.75, 1, 1.25, 1.5, 2} {
		p := showPage(t, 300, 100)
		p.Zoom(zoom)
		c := fyne.CurrentApp().Driver().CanvasForObject(p)
		shot := func(text string) image.Image {
			p.Set(PageText{Text: text, Verbatim: true})
			return c.Capture()
		}
		with, without := shot("step_113"), shot("step 113")
		contrast := uint32(0)
		for y := range with.Bounds().Dy() {
			for x := range with.Bounds().Dx() {
				a, _, _, _ := with.At(x, y).RGBA()
				b, _, _, _ := without.At(x, y).RGBA()
				contrast = max(contrast, max(a, b)-min(a, b))
			}
		}
		if contrast>>8 < 100 {
			t.Errorf("zoom %v: an underscore differs from a blank by %d of 255, want it plain to see", zoom, contrast>>8)
		}
	}
}
