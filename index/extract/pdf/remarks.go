package pdf

import (
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/index/extract/prose"
)

// A remark is what somebody wrote about a place of a page: a sticky note, or the comment on a highlight or a drawing. Viewers show it beside the
// page. It is a paragraph of its own behind the page's text, with its author's name before it.
type remark struct {
	name       string // of its author, in brackets
	words      string
	box        rect // of the icon, the highlight or the drawing
	start, end int  // in the text of the page, half-open
	drawn      bool // the page may show its words
}

// isRemarked reports whether notes of a kind have words that are shown beside the page, and whether those of some may be on the page as well: programs
// copy highlighted words, and stamps show theirs.
func isRemarked(kind enums.FPDF_ANNOTATION_SUBTYPE) (remarked, drawn bool) {
	switch kind {
	case enums.FPDF_ANNOT_SUBTYPE_TEXT, enums.FPDF_ANNOT_SUBTYPE_CARET, enums.FPDF_ANNOT_SUBTYPE_INK, enums.FPDF_ANNOT_SUBTYPE_FILEATTACHMENT,
		enums.FPDF_ANNOT_SUBTYPE_LINE, enums.FPDF_ANNOT_SUBTYPE_SQUARE, enums.FPDF_ANNOT_SUBTYPE_CIRCLE, enums.FPDF_ANNOT_SUBTYPE_POLYGON,
		enums.FPDF_ANNOT_SUBTYPE_POLYLINE, enums.FPDF_ANNOT_SUBTYPE_REDACT, enums.FPDF_ANNOT_SUBTYPE_SOUND:
		return true, false
	case enums.FPDF_ANNOT_SUBTYPE_HIGHLIGHT, enums.FPDF_ANNOT_SUBTYPE_UNDERLINE, enums.FPDF_ANNOT_SUBTYPE_SQUIGGLY, enums.FPDF_ANNOT_SUBTYPE_STRIKEOUT,
		enums.FPDF_ANNOT_SUBTYPE_STAMP, enums.FPDF_ANNOT_SUBTYPE_POPUP: // a pop-up window may repeat the words of its note
		return true, true
	}
	return false, false
}

// remarkOf returns a note's remark. ok is false if it has none, or is hidden, or only records the state of another.
func (r *fileReader) remarkOf(note references.FPDF_ANNOTATION, drawn bool) (m remark, ok bool) {
	const hidden, notShown = 1 << 1, 1 << 5 // ISO 32000-1, table 165
	flags, err := r.session.FPDFAnnot_GetFlags(&requests.FPDFAnnot_GetFlags{Annotation: note})
	if err == nil && flags.Flags&(hidden|notShown) != 0 {
		return m, false
	}
	if state, err := r.session.FPDFAnnot_HasKey(&requests.FPDFAnnot_HasKey{Annotation: note, Key: "StateModel"}); err == nil && state.HasKey {
		return m, false
	}
	m = remark{name: prose.RemarkName(r.noteString(note, "T"), r.noteString(note, "Subj")), drawn: drawn}
	if m.words = strings.TrimSpace(prose.Canonical(r.noteString(note, "Contents"))); m.words == "" {
		return m, false
	}
	if box, err := r.session.FPDFAnnot_GetRect(&requests.FPDFAnnot_GetRect{Annotation: note}); err == nil {
		b := box.Rect
		m.box = boxOf(float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top))
	}
	return m, true
}

// addRemarks puts remarks behind a page's text, each of them once.
func (p *textPage) addRemarks(remarks []remark) {
	said := squeeze(p.text)
	var b strings.Builder
	b.WriteString(p.text)
	for _, m := range remarks {
		words := squeeze(m.words)
		if m.drawn && strings.Contains(said, words) {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		m.start = b.Len()
		b.WriteString(m.name + " " + m.words)
		m.end = b.Len()
		said += words
		p.remarks = append(p.remarks, m)
	}
	p.text = b.String()
}

// remarked returns the text of a page that is a picture: what was read of the picture, and the remarks.
func remarked(scan, remarks string) string {
	if scan == "" || remarks == "" {
		return scan + remarks
	}
	return scan + "\n\n" + remarks
}

// remarkLines returns the boxes of the remarks in [start, end) of a page's text.
func (p textPage) remarkLines(start, end int) (lines []inkLine) {
	for _, m := range p.remarks {
		if m.start < end && start < m.end && m.box.right > m.box.left && m.box.top > m.box.bottom {
			lines = append(lines, inkLine{box: m.box, band: m.box})
		}
	}
	return lines
}
