// Package extract turns a file into a Document: its canonical text and the places in it.
//
// The package reads files and nothing else: it fetches nothing, runs nothing, and does not know what a chunk is. Start
// reading at Extractor.File; each format has a file of its own.
package extract

import "footnote/index/doc"

// The values that extraction makes.
type (
	Document = doc.Document
	Places   = doc.Places
	Place    = doc.Place
	Mark     = doc.Mark
	MarkKind = doc.MarkKind
	Span     = doc.Span
)

// The kinds of marks.
const (
	Page    = doc.Page
	Heading = doc.Heading
	Message = doc.Message
	Member  = doc.Member
	Symbol  = doc.Symbol
	Cell    = doc.Cell
	Time    = doc.Time
	Slide   = doc.Slide
	Sheet   = doc.Sheet
	Rows    = doc.Rows
)
