package view

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// bodyLook returns the look of words without a block of their own.
func (p *pageLayout) bodyLook() Look { return Look{Zoom: p.zoom} }

// codeLook returns the look of source code.
func (p *pageLayout) codeLook() Look { return Look{Size: SizeCode, Mono: true, Zoom: p.zoom} }

// headingSizes are the sizes of headings by level, from 1; deeper levels have the last size.
var headingSizes = [...]fyne.ThemeSizeName{SizeHeading, SizeTitle, SizeBody}

// blockLook returns the look of the words of a block.
func (p *pageLayout) blockLook(b Block) Look {
	switch b.Kind {
	case Heading:
		return Look{Size: headingSizes[min(max(b.Level, 1), len(headingSizes))-1], Bold: true, Zoom: p.zoom}
	case Code:
		return p.codeLook()
	case TableHead:
		return Look{Bold: true, Zoom: p.zoom}
	}
	return p.bodyLook()
}

// runLook returns the look of a run among words with look l.
func runLook(l Look, run RunLook) Look {
	l.Bold = l.Bold || run&Strong != 0
	l.Italic = l.Italic || run&Emphasis != 0
	switch {
	case run&Struck != 0:
		l.Color = ColorInk3
	case run&Linked != 0:
		l.Color = ColorAccent
	}
	if run&Inline != 0 && !l.Mono {
		l.Mono = true
		if l.Size == "" {
			l.Size = SizeCode
		}
	}
	return l
}

// step returns the indent of one level of a list or a quotation.
func (p *pageLayout) step() float32 { return float32(int(1.5 * p.bodyLook().size())) }

// indent returns the indent of a block.
func (p *pageLayout) indent(b Block) float32 {
	left := float32(b.Depth+b.Quotes) * p.step()
	if b.Kind == Code {
		left += theme.Size(SizeGap)
	}
	return min(left, p.measure()/2)
}

// face returns the face that measures words of a look.
func (p *pageLayout) face(look Look) *face {
	look.Color = ""
	f, ok := p.faces[look]
	if !ok {
		f = newFace(look.measure)
		p.faces[look] = f
	}
	return f
}

// A runStyle is the look of words up to a byte.
type runStyle struct {
	end  int
	look RunLook
}

// styleAt returns the look of the words from a byte on.
func (p *pageLayout) styleAt(at int) runStyle {
	runs := p.text.Runs
	i := sort.Search(len(runs), func(i int) bool { return runs[i].End > at })
	switch {
	case i == len(runs):
		return runStyle{end: len(p.text.Text)}
	case runs[i].Start > at:
		return runStyle{end: runs[i].Start}
	}
	return runStyle{runs[i].End, runs[i].Look}
}

// wrapper returns a wrapper that breaks words of a look, and the runs among them, into lines.
func (p *pageLayout) wrapper(look Look, flow bool) *wrapper {
	w := &wrapper{face: p.face(look), flow: flow}
	if len(p.text.Runs) == 0 {
		return w
	}
	w.style = func(at int) wrapStyle {
		s := p.styleAt(at)
		switch {
		case s.look&LineEnd != 0:
			return wrapStyle{end: s.end, lineEnd: true}
		case s.look&Hidden != 0:
			return wrapStyle{end: s.end}
		}
		return wrapStyle{end: s.end, face: p.face(runLook(look, s.look))}
	}
	return w
}
