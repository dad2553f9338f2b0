package office

import (
	"context"
	"encoding/xml"
	"strings"

	"footnote/index/extract/prose"
)

// drawingsOf returns the identifiers of the diagrams or charts that an element refers to.
func drawingsOf(e xml.StartElement) (ids []string) {
	for _, a := range e.Attr {
		if a.Name.Local == "dm" || a.Name.Local == "id" && e.Name.Local == "chart" {
			ids = append(ids, a.Value)
		}
	}
	return ids
}

// drawing returns the words of a chart or a diagram as paragraphs.
func (d ooxml) drawing(ctx context.Context, part string) (blocks []prose.Block) {
	var f prose.Flow
	readDrawing(ctx, &f, d, part)
	text, _, _ := f.Finish()
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			blocks = append(blocks, prose.Block{Pieces: []prose.Piece{{Words: line}}})
		}
	}
	return blocks
}

// readDrawing reads the words of a chart or a diagram: its paragraphs, and the names of what a chart shows.
func readDrawing(ctx context.Context, f *prose.Flow, d ooxml, part string) {
	var words strings.Builder
	named := 0
	said := map[string]bool{}
	_ = d.Elements(part, func(t xml.Token) bool { // without the drawing, the rest remains
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "strCache", "strLit":
				named++
			case "t", "v":
				words.Reset()
			}
		case xml.CharData:
			if words.Len() < prose.MaxCellBytes {
				words.Write(t)
			}
		case xml.EndElement:
			switch local := t.Name.Local; {
			case local == "t":
				f.Words(words.String())
				words.Reset()
			case local == "v" && named > 0 && !said[words.String()]: // each series repeats its categories
				said[words.String()] = len(said) < prose.MaxNotes
				f.Lines(1)
				f.Words(words.String())
			case local == "p" || local == "strCache" || local == "strLit":
				if f.Lines(1); local != "p" {
					named = max(0, named-1)
				}
			}
		}
		return !f.Full && ctx.Err() == nil
	})
	f.Lines(2)
}
