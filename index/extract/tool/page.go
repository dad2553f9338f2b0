package tool

import (
	"image"
	"strings"
	"unicode"
)

// A Page is the text read from a picture, or from one page of it. The text is canonical.
type Page struct {
	Text  string
	Words []Word // in the order of Text
	Size  image.Point
}

// A Word says where a word stands in the picture.
type Word struct {
	Start, End int // in Text, in bytes
	Box        image.Rectangle
}

// Boxes returns a rectangle for each line of a span of the text, in a picture of the page of a size.
func (p Page) Boxes(start, end int, size image.Point) []image.Rectangle {
	if p.Size.X <= 0 || p.Size.Y <= 0 {
		return nil
	}
	var boxes []image.Rectangle
	last := -1 // the previous word's end
	for _, w := range p.Words {
		if w.End <= start || w.Start >= end {
			continue
		}
		box := image.Rect(w.Box.Min.X*size.X/p.Size.X, w.Box.Min.Y*size.Y/p.Size.Y, w.Box.Max.X*size.X/p.Size.X, w.Box.Max.Y*size.Y/p.Size.Y)
		box = box.Intersect(image.Rectangle{Max: size})
		if n := len(boxes); last >= 0 && p.Text[last:w.Start] == " " {
			boxes[n-1] = boxes[n-1].Union(box)
		} else {
			boxes = append(boxes, box)
		}
		last = w.End
	}
	return boxes
}

// Finish sets a page's text, unless it is only specks that look like letters here and there.
func (p *Page) Finish(text string) {
	letters := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	if letters < 3 || letters*2 < len([]rune(strings.ReplaceAll(text, " ", ""))) {
		p.Words = nil
		return
	}
	p.Text = text
}
