package app

import (
	"footnote/app/view"
	"footnote/index"
	"footnote/index/doc"
	"footnote/index/extract/layout"
)

// A pageTexts holds the forms in which the reader can show a document's text.
type pageTexts struct {
	laidOut view.PageText
	plain   view.PageText // as it is in the file; the zero value if it is the same
}

// textsOf lays out a document's text. It is slow and runs as a job.
func textsOf(d index.Document) pageTexts {
	layout := d.Layout()
	page := view.PageText{
		Text: d.Text, Breaks: pageBreaks(d), Printed: d.Kind == "pdf",
		Verbatim: layout.Verbatim, Numbered: layout.Verbatim && d.Lines, Wide: layout.Verbatim || isSheet(d.Kind),
	}
	plain := page
	for _, b := range layout.Blocks {
		block := view.Block{
			Kind: blockKinds[b.Kind], Level: b.Level, Depth: b.Depth, Quotes: b.Quotes, Bullet: view.Span(b.Bullet), Table: b.Table, Span: view.Span(b.Span),
		}
		for _, c := range b.Cells {
			block.Cells = append(block.Cells, view.Span(c))
		}
		page.Blocks = append(page.Blocks, block)
	}
	for _, r := range layout.Runs {
		page.Runs = append(page.Runs, view.Run{Span: view.Span(r.Span), Look: view.RunLook(r.Look)})
	}
	for _, t := range layout.Tables {
		page.Tables = append(page.Tables, t.Columns)
	}
	if len(page.Runs) == 0 {
		return pageTexts{laidOut: page}
	}
	plain.Verbatim = d.Kind == "markdown"
	plain.Numbered = plain.Verbatim && d.Lines
	return pageTexts{page, plain}
}

// isSheet reports whether documents of a kind are tables, which may be as wide as the reader.
func isSheet(kind string) bool { return kind == "xlsx" || kind == "ods" || kind == "csv" }

// blockKinds maps the engine's block kinds to the view's. Their styles are the same bits.
var blockKinds = map[layout.BlockKind]view.BlockKind{
	layout.ParagraphBlock: view.Paragraph, layout.HeadingBlock: view.Heading, layout.CodeBlock: view.Code,
	layout.RuleBlock: view.Rule, layout.RowBlock: view.TableRow, layout.CaptionsRow: view.TableHead,
}

// pageBreaks returns where pages, slides and similar units begin in a document.
func pageBreaks(d index.Document) []view.PageBreak {
	var breaks []view.PageBreak
	part := func(start int, said string) {
		if n := len(breaks); n > 0 && breaks[n-1].Start == start {
			breaks[n-1].Words += dot + said
		} else {
			breaks = append(breaks, view.PageBreak{Start: start, Words: said})
		}
	}
	for _, m := range d.Marks {
		switch m.Kind {
		case doc.Page:
			if m.Page > 1 || m.Start > 0 {
				part(m.Start, inWords().Page(m.Page, m.Label))
			}
		case doc.Slide:
			part(m.Start, inWords().Place(index.Place{Slide: m.Page}))
		case doc.Sheet:
			part(m.Start, inWords().Place(index.Place{Sheet: m.Label}))
		case doc.Member, doc.Message:
			part(m.Start, inWords().Place(index.Place{Message: m.Page, Member: m.Label}))
		}
	}
	return breaks
}
