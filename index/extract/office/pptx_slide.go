package office

import (
	"context"
	"encoding/xml"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/prose"
)

// A slideReader makes the flow of a presentation from the tokens of its slides.
type slideReader struct {
	prose.Flow
	ctx      context.Context
	d        ooxml
	drawings []string        // identifiers of the slide's drawings
	standing map[string]bool // layouts and masters that have been read
	slideState
}

// A slideState is the position in a slide.
type slideState struct {
	want slideWords
	nesting
	taken  []bool // for each open alternative: one choice has been read
	role   string // the purpose of the shape
	inText bool   // within an element whose characters are text
	inBody bool   // within the text of a shape
	raised bool   // within a run above the line
	para   slideParagraph
	ended  func() // ends the open heading; nil for none
}

// slideWords says which words of a slide to read.
type slideWords uint8

const (
	onlyTitle slideWords = iota
	allButTitle
	onlyNotes
	onlyStanding // what is on all slides
)

// A slideParagraph is the state of the open paragraph.
type slideParagraph struct {
	level int  // list level from 0
	none  bool // it has no bullet
	some  bool // it has a bullet
	begun bool // it has words
}

// readShapes reads the wanted words of a part.
func (r *slideReader) readShapes(part string, want slideWords) error {
	r.slideState = slideState{want: want}
	if want == onlyTitle {
		r.drawings = nil
	}
	if want == onlyNotes {
		r.Lines(2)
		i := r.Mark(doc.Mark{Kind: doc.Heading, Level: 2, Label: notesLabel})
		before := r.B.Len()
		defer func() {
			if r.B.Len() == before { // there are none
				r.Unmark(i)
			}
		}()
	}
	err := r.d.Elements(part, r.token)
	r.endTitle()
	r.OneLine, r.Bar = 0, ""
	r.Lines(2)
	return err
}

const notesLabel = "Notes" // notesLabel is the heading of speaker's notes, which have none of their own.

// token handles a token of a part. It returns false when no further token is needed.
func (r *slideReader) token(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		if r.opens(r.isTaken(t)) {
			r.start(t)
		}
	case xml.EndElement:
		if r.closes() {
			r.end(t.Name.Local)
		}
	case xml.CharData:
		if r.inText && r.skip == 0 {
			r.beginWords()
			words := string(t)
			if r.raised {
				words = prose.Raise(words)
			}
			r.Words(words)
		}
	}
	return !r.Full && r.ctx.Err() == nil
}

// isTaken reports whether an element is an alternative to what has been read.
func (r *slideReader) isTaken(e xml.StartElement) bool {
	n := len(r.taken)
	return n > 0 && r.taken[n-1] && (e.Name.Local == "Choice" || e.Name.Local == "Fallback")
}

func (r *slideReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "sp", "graphicFrame", "pic", "cxnSp":
		r.role = ""
	case "cNvPr":
		if words := prose.OneLine(container.Attr(e, "descr")); words != "" && r.want == allButTitle {
			r.Lines(1)
			r.Words(words)
			r.Lines(1)
		}
	case "ph":
		r.role = container.Attr(e, "type")
		if r.role == "" {
			r.role = "body"
		}
	case "txBody":
		r.inBody = r.isWanted()
		if r.inBody && r.want == onlyTitle {
			r.ended = r.Heading(1)
			r.OneLine++
		}
	case "tr":
		r.Lines(1)
	case "tc":
		r.OneLine++
	case "p":
		r.para = slideParagraph{}
	case "pPr":
		r.para.level = min(max(attrInt(e, "lvl"), 0), 8)
	case "buNone":
		r.para.none = true
	case "buChar", "buAutoNum", "buBlip":
		r.para.some = true
	case "r":
		r.raised = false
	case "rPr":
		r.raised = attrInt(e, "baseline") > 0
	case "t":
		r.inText = r.inBody
	case "br":
		if r.inBody {
			r.Newline()
		}
	case "AlternateContent":
		r.taken = append(r.taken, false)
	case "Choice", "Fallback":
		if n := len(r.taken); n > 0 {
			r.taken[n-1] = true
		}
	case "relIds", "chart":
		if r.want == allButTitle {
			r.drawings = append(r.drawings, drawingsOf(e)...)
		}
	}
}

// isWanted reports whether to read the open shape now.
func (r *slideReader) isWanted() bool {
	isTitle := r.role == "title" || r.role == "ctrTitle"
	switch r.want {
	case onlyTitle:
		return isTitle
	case onlyNotes:
		return r.role == "body"
	case onlyStanding:
		return r.role == ""
	}
	return !isTitle && !roleless(r.role)
}

// beginWords begins a list item, if the open paragraph is one.
func (r *slideReader) beginWords() {
	listed := r.para.some || r.para.level > 0 || r.role == "body" && r.want == allButTitle
	if listed && !r.para.none && !r.para.begun && r.ended == nil {
		r.BeginItem("- ", r.para.level+1)
	}
	r.para.begun = true
}

func (r *slideReader) end(local string) {
	switch local {
	case "p":
		if r.inBody {
			r.Bullet = ""
			r.Lines(1)
		}
	case "txBody":
		if r.endTitle(); r.inBody {
			r.Lines(2)
		}
		r.inBody = false
	case "tc":
		if r.OneLine > 0 {
			r.OneLine--
		}
		r.EndCell()
	case "tr":
		r.Lines(1)
	case "t":
		r.inText = false
	case "AlternateContent":
		r.taken = r.taken[:max(0, len(r.taken)-1)]
	}
}

func (r *slideReader) endTitle() {
	if r.ended != nil {
		r.OneLine--
		r.ended()
		r.ended = nil
	}
}
