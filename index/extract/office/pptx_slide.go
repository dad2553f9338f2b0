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
	drawings []string        // identifiers of the drawings that the slide refers to
	standing map[string]bool // layouts and masters that have been read
	slideState
}

// A slideState is where in a slide the reading is.
type slideState struct {
	want slideWords
	nesting
	taken  []bool // of each alternative that is open: one has been read
	role   string // what the shape is for
	inText bool   // within an element whose characters are words
	inBody bool   // within the words of a shape
	raised bool   // within a run above the line
	para   slideParagraph
	ended  func() // ends the heading that is open; nil where none is
}

// slideWords says which words of a slide are read.
type slideWords uint8

const (
	onlyTitle slideWords = iota
	allButTitle
	onlyNotes
	onlyStanding // on all slides
)

// A slideParagraph is what is known of the paragraph that is open.
type slideParagraph struct {
	level int  // of the list from 0
	none  bool // it says that it has none
	some  bool // it says that it has one
	begun bool // the paragraph has words
}

// readShapes reads those words of a part that are wanted.
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

const notesLabel = "Notes" // what stands in a place for the speaker's notes, which have no heading of their own

// token takes the next token of a part; it returns false when there is no point in another.
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

// isTaken says whether an element is an alternative to what has been read.
func (r *slideReader) isTaken(e xml.StartElement) bool {
	n := len(r.taken)
	return n > 0 && r.taken[n-1] && (e.Name.Local == "Choice" || e.Name.Local == "Fallback")
}

func (r *slideReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "sp", "graphicFrame", "pic", "cxnSp":
		r.role = ""
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
			r.refer(e)
		}
	}
}

// refer notes a reference to a diagram or a chart.
func (r *slideReader) refer(e xml.StartElement) {
	for _, a := range e.Attr {
		if a.Name.Local == "dm" || a.Name.Local == "id" && e.Name.Local == "chart" {
			r.drawings = append(r.drawings, a.Value)
		}
	}
}

// isWanted says whether the words of the shape that is open are to be read now.
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

// beginWords begins the item of a list where the paragraph that is open is one.
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
