package pdf

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/text/encoding/charmap"
)

// The appearance of a note or a form field is drawn by the file. If the file draws none, the viewer has to make one of the text (ISO 32000-1,
// 12.5.6.6 and 12.7.3.3), which PDFium does for few kinds. This file makes it, so that the text is found, and drawn where it is highlighted.

// A pageNotes is what is read of the notes of a page.
type pageNotes struct {
	remarks []remark
	drawn   bool // some of them are drawn on the page, or may be
	bytes   int  // of their text
}

// readNotes reads the notes of a page, and gives an appearance to those whose text belongs on the page but that have none. If that fails, a note
// stays as it is.
func (r *fileReader) readNotes(page requests.Page, count int) (notes pageNotes) {
	for i := range count {
		if i == maxNotes || notes.bytes >= maxNoteBytes {
			r.notesLeft = true
			break
		}
		note, err := r.session.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: page, Index: i})
		if err != nil {
			continue
		}
		r.readNote(note.Annotation, &notes)
		_, _ = r.session.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: note.Annotation})
	}
	return notes
}

// readNote reads a note.
func (r *fileReader) readNote(note references.FPDF_ANNOTATION, notes *pageNotes) {
	got, err := r.session.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: note})
	if err != nil || got.Subtype == enums.FPDF_ANNOT_SUBTYPE_LINK { // a link has no words of its own
		return
	}
	notes.drawn = notes.drawn || got.Subtype != enums.FPDF_ANNOT_SUBTYPE_POPUP
	if remarked, drawn := isRemarked(got.Subtype); remarked {
		if m, ok := r.remarkOf(note, drawn); ok {
			notes.remarks = append(notes.remarks, m)
			notes.bytes += len(m.words)
		}
	}
	if got.Subtype == enums.FPDF_ANNOT_SUBTYPE_FILEATTACHMENT {
		r.readAttachedTo(note)
	}
	notes.bytes += r.drawNote(note, got.Subtype)
}

// drawNote gives an appearance to a note of a kind, and returns the bytes of its text.
func (r *fileReader) drawNote(note references.FPDF_ANNOTATION, kind enums.FPDF_ANNOTATION_SUBTYPE) int {
	words := r.noteWords(note, kind)
	if strings.TrimSpace(words) == "" || r.showsWords(note) {
		return len(words)
	}
	box, err := r.session.FPDFAnnot_GetRect(&requests.FPDFAnnot_GetRect{Annotation: note})
	if err != nil {
		return len(words) // it is nowhere on the page
	}
	b := boxOf(float64(box.Rect.Left), float64(box.Rect.Bottom), float64(box.Rect.Right), float64(box.Rect.Top))
	look := noteLook(words, b, noteSize(r.noteString(note, "DA")))
	_, _ = r.session.FPDFAnnot_SetAP(&requests.FPDFAnnot_SetAP{Annotation: note, AppearanceMode: enums.FPDF_ANNOT_APPEARANCEMODE_NORMAL, Value: &look})
	return len(words)
}

// noteWords returns the text that a note shows on the page, or "" for kinds that show none.
func (r *fileReader) noteWords(note references.FPDF_ANNOTATION, kind enums.FPDF_ANNOTATION_SUBTYPE) string {
	switch kind {
	case enums.FPDF_ANNOT_SUBTYPE_FREETEXT:
		return r.noteString(note, "Contents")
	case enums.FPDF_ANNOT_SUBTYPE_WIDGET:
		return r.fieldValue(note)
	}
	return ""
}

// fieldValue returns the text in a form field, or "" for a password. The value of a check box is a name, not a string.
func (r *fileReader) fieldValue(field references.FPDF_ANNOTATION) string {
	const password = 1 << 13 // ISO 32000-1, table 228
	value, err := r.session.FPDFAnnot_GetValueType(&requests.FPDFAnnot_GetValueType{Annotation: field, Key: "V"})
	if err != nil || value.ValueType != enums.FPDF_OBJECT_TYPE_STRING {
		return ""
	}
	flags, err := r.session.FPDFAnnot_GetNumberValue(&requests.FPDFAnnot_GetNumberValue{Annotation: field, Key: "Ff"})
	if err == nil && int(flags.Value)&password != 0 {
		return ""
	}
	return r.noteString(field, "V")
}

// showsWords reports whether a note has an appearance that may show text. A field may have an empty one for the viewer to fill.
func (r *fileReader) showsWords(note references.FPDF_ANNOTATION) bool {
	has, err := r.session.FPDFAnnot_HasKey(&requests.FPDFAnnot_HasKey{Annotation: note, Key: "AP"})
	if err != nil || !has.HasKey {
		return false
	}
	look, err := r.session.FPDFAnnot_GetAP(&requests.FPDFAnnot_GetAP{Annotation: note, AppearanceMode: enums.FPDF_ANNOT_APPEARANCEMODE_NORMAL})
	if err != nil {
		return true
	}
	return showing.MatchString(look.Value)
}

// showing matches the operators that show text (ISO 32000-1, 9.4.3), or what is drawn elsewhere.
var showing = regexp.MustCompile(`[\s)>\]](?:Tj|TJ|'|"|Do)(?:\s|$)`)

// noteString returns a string of a note; "" if it has none.
func (r *fileReader) noteString(note references.FPDF_ANNOTATION, key string) string {
	s, err := r.session.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: note, Key: key})
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(s.Value, "\x00", "")
}

// noteSize returns the font size that operators set, as in "/Helv 10 Tf 0 g"; 0 if they leave it to the viewer.
func noteSize(operators string) float64 {
	fields := strings.Fields(operators)
	for i, f := range fields {
		if f == "Tf" && i > 0 {
			if size, err := strconv.ParseFloat(fields[i-1], 64); err == nil && size > 0 && size < maxLetterSize {
				return size
			}
		}
	}
	return 0
}

// noteLook returns the operators that write text into a box, from its upper edge down, in Helvetica, PDFium's fallback for an unknown font.
// Characters that Helvetica lacks are not drawn, but stated (ActualText, ISO 32000-1, 14.9.4).
func noteLook(words string, box rect, size float64) string {
	const usual, smallest, leading, margin = 12, 4, 1.15, 2
	width, height := box.right-box.left-2*margin, box.top-box.bottom
	size = min(cmp.Or(size, usual), max(height/leading, smallest))
	lines := noteLines(words, width/size)
	if float64(len(lines))*size*leading > height { // find the largest size at which they fit, in steps of a unit
		steps := int(math.Ceil(max(size-smallest, 0)))
		fewest := sort.Search(steps, func(n int) bool {
			s := size - float64(n)
			return float64(len(noteLines(words, width/s)))*s*leading <= height
		})
		size -= float64(fewest)
		lines = noteLines(words, width/size)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "BT /F %.2f Tf %.2f TL 0 g %.2f %.2f Td\n", size, size*leading, box.left+margin, box.top-size)
	for _, line := range lines {
		if latin, err := charmap.Windows1252.NewEncoder().String(line); err == nil {
			fmt.Fprintf(&b, "0 Tr <%x> Tj T*\n", latin)
			continue
		}
		fmt.Fprintf(&b, "3 Tr /Span <</ActualText <FEFF")
		for _, unit := range utf16.Encode([]rune(line)) {
			fmt.Fprintf(&b, "%04X", unit)
		}
		fmt.Fprintf(&b, ">>> BDC <%s> Tj EMC T*\n", strings.Repeat("6e", utf8.RuneCountInString(line)))
	}
	b.WriteString("ET")
	return b.String()
}

// noteLines breaks text into lines. width is in heights of a letter.
func noteLines(words string, width float64) []string {
	const letter = 0.5 // the usual width of a letter
	most := max(int(width/letter), 1)
	var lines []string
	for paragraph := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(words), "\n") {
		var line strings.Builder
		length := 0
		for word := range strings.FieldsSeq(paragraph) {
			n := utf8.RuneCountInString(word)
			if length > 0 && length+1+n > most {
				lines = append(lines, line.String())
				line.Reset()
				length = 0
			}
			if length > 0 {
				line.WriteByte(' ')
				length++
			}
			line.WriteString(word)
			length += n
		}
		lines = append(lines, line.String())
	}
	return lines
}
