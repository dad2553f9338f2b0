package view

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// richText returns a text of so many paragraphs with every kind of block and run.
func richText(paragraphs int) PageText {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	var t PageText
	t.Tables = [][]int{{4, 60, 9}}
	run := func(words string, look RunLook) {
		t.Runs = append(t.Runs, Run{Span{b.Len(), b.Len() + len(words)}, look})
		b.WriteString(words)
	}
	for i := range paragraphs {
		block := Block{Kind: BlockKind(r.IntN(6)), Level: 1 + r.IntN(4), Depth: r.IntN(3), Quotes: r.IntN(2)}
		block.Start = b.Len()
		if block.Kind == Rule {
			run("---", Hidden)
		}
		for w := range 1 + r.IntN(40) {
			if block.Kind == Rule {
				break
			}
			cell := b.Len()
			switch word := fmt.Sprintf("w%d-%d", i, w); r.IntN(8) {
			case 0:
				run("**", Hidden)
				run(word, Strong)
				run("**", Hidden)
			case 1:
				run(word, Inline|Emphasis)
			default:
				b.WriteString(word)
			}
			if (block.Kind == TableRow || block.Kind == TableHead) && w < 3 {
				block.Cells = append(block.Cells, Span{cell, b.Len()})
			} else if block.Kind == TableRow || block.Kind == TableHead {
				b.WriteString(" ")
				block.Cells[2].End = b.Len() - 1
				continue
			}
			b.WriteString(" ")
		}
		block.End = b.Len()
		t.Blocks = append(t.Blocks, block)
		b.WriteString("\n\n")
		if r.IntN(10) == 0 {
			fmt.Fprintf(&b, "plain words %d\n\n", i)
		}
	}
	t.Text = b.String()
	return t
}

// In any sections and at any width, each word that is not hidden is drawn once, and nothing else is.
func TestEveryWordIsDrawnOnce(t *testing.T) {
	text := richText(400)
	want := ""
	at := 0
	for _, r := range text.Runs {
		want += text.Text[at:r.Start]
		if r.Look&Hidden == 0 {
			want += text.Text[r.Start:r.End]
		}
		at = r.End
	}
	want += text.Text[at:]
	for _, width := range []float32{340, 560, 1200} {
		p := showPage(t, width, 500)
		p.Set(text)
		if len(p.sections) < 2 {
			t.Fatalf("%d sections, want several", len(p.sections))
		}
		for i := range p.sections {
			p.lay(i)
		}
		count := map[string]int{}
		for _, word := range strings.Fields(want) {
			count[word]++
		}
		drawn := map[int]bool{}
		for _, s := range p.sections {
			y := float32(0)
			for _, l := range s.lines {
				if l.top < y-0.01 {
					t.Fatalf("line at %v above %v", l.top, y)
				}
				y = l.top + l.height
				row := newPageRow(p)
				row.line = l
				row.arrangeWords()
				for _, w := range row.words {
					for i := w.Start; i < w.End; i++ {
						if text.Text[i] != ' ' && drawn[i] {
							t.Fatalf("byte %d is drawn twice", i)
						}
						drawn[i] = true
					}
				}
			}
		}
		at := 0
		for _, r := range append(text.Runs, Run{Span{len(text.Text), len(text.Text)}, 0}) {
			for i := at; i < r.Start; i++ {
				if c := text.Text[i]; c != ' ' && c != '\n' && !drawn[i] {
					t.Fatalf("width %v: byte %d, %q, is not drawn", width, i, c)
				}
			}
			at = r.End
		}
	}
}

// However a page is scrolled, visible lines stay in place when more lines are laid out.
func TestScrollingIsSteady(t *testing.T) {
	p := showPage(t, 500, 400)
	p.Set(richText(400))
	p.ScrollToEnd()
	if seen := p.InSight(); seen.End < len(p.text.Text)-4 {
		t.Fatalf("in sight at the end: %v of %d", seen, len(p.text.Text))
	}
	for range 400 {
		before := p.InSight()
		p.ScrollBy(-0.5)
		if after := p.InSight(); after.Start > before.Start || after.End < before.Start {
			t.Fatalf("from %v up to %v: something is left out", before, after)
		}
	}
	p.ScrollToTop()
	for range 200 {
		before := p.InSight()
		p.ScrollBy(0.5)
		if after := p.InSight(); after.Start > before.End || after.End < before.End {
			t.Fatalf("from %v down to %v: something is left out", before, after)
		}
	}
}

// The mouse selects from where it is pressed to where it is dragged, in either direction; a double click selects a word.
func TestSelectingWithTheMouse(t *testing.T) {
	p := showPage(t, 500, 400)
	text := "Tea is drunk *hot*.\nÉtude in two lines."
	hot := strings.Index(text, "*hot*")
	p.Set(PageText{Text: text, Runs: []Run{{Span{hot, hot + 1}, Hidden}, {Span{hot + 1, hot + 4}, Emphasis}, {Span{hot + 4, hot + 5}, Hidden}}})
	touched := 0
	p.OnTouched = func() { touched++ }
	place := func(at int) fyne.Position {
		i := p.sectionOf(at)
		row := newPageRow(p)
		row.line = p.sections[i].lines[p.lineOf(i, at)]
		row.arrangeWords()
		for _, w := range row.words {
			if at >= w.Start && at < w.End {
				return fyne.NewPos(w.leftOf(text, at, row.line.flows)+1, p.tops[i]+row.line.top+5)
			}
		}
		t.Fatalf("byte %d is not drawn", at)
		return fyne.Position{}
	}
	press := func(at int) {
		p.sheet.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: place(at)}, Button: desktop.MouseButtonPrimary})
	}
	drag := func(at int) { p.sheet.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: place(at)}}) }
	in := strings.Index(text, "in two")
	press(strings.Index(text, "is"))
	drag(in)
	if got := text[p.Selected().Start:p.Selected().End]; got != "is drunk *hot*.\nÉtude " {
		t.Errorf("selected %q", got)
	}
	press(in)
	drag(strings.Index(text, "drunk"))
	if got := text[p.Selected().Start:p.Selected().End]; got != "drunk *hot*.\nÉtude " {
		t.Errorf("selected %q, drawn backwards", got)
	}
	p.sheet.DoubleTapped(&fyne.PointEvent{Position: place(strings.Index(text, "tude"))})
	if got := text[p.Selected().Start:p.Selected().End]; got != "Étude" {
		t.Errorf("selected %q by a double click", got)
	}
	press(0)
	if p.Selected() != (Span{}) || touched != 3 {
		t.Errorf("selected %v after a click; touched %d times", p.Selected(), touched)
	}
	test.WidgetRenderer(p)
}

// Each line of a source file has its number in the file, once.
func TestLinesAreNumbered(t *testing.T) {
	p := showPage(t, 300, 400)
	var b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&b, "line %d of a source, %s\n", i+1, strings.Repeat("long ", i%30))
	}
	p.Set(PageText{Text: b.String(), Verbatim: true, Numbered: true, Wide: true})
	next := 1
	for i := range p.sections {
		p.lay(i)
		for _, l := range p.sections[i].lines {
			if l.number == 0 {
				continue
			}
			if l.number != next || !strings.HasPrefix(p.text.Text[l.Start:], fmt.Sprintf("line %d ", next)) {
				t.Fatalf("number %d of %q, want %d", l.number, p.text.Text[l.Start:l.End], next)
			}
			next++
		}
	}
	if next != 3001 {
		t.Errorf("%d lines are numbered", next-1)
	}
}
