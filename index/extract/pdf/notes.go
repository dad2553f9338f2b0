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

// A Note that is written on a page, and a form's field, have an appearance that the file draws. Where it draws none, a reader is to make
// it of what they say (ISO 32000-1, 12.5.6.6 and 12.7.3.3), which PDFium does for few kinds. It is made here, so that their words are
// found, and are drawn where they are marked.

// drawNotes gives an appearance to the notes of a page that have words and none. One that takes none stays as it is.
func (r *fileReader) drawNotes(page requests.Page, count int) {
	left := maxNoteBytes
	for i := range count {
		if i == maxPDFNotes || left <= 0 {
			r.notesLeft = true
			return
		}
		note, err := r.session.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: page, Index: i})
		if err != nil {
			continue
		}
		left -= r.drawNote(note.Annotation)
		_, _ = r.session.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: note.Annotation})
	}
}

// drawNote gives an appearance to one note, and returns how many bytes it says.
func (r *fileReader) drawNote(note references.FPDF_ANNOTATION) int {
	words := r.noteWords(note)
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

// noteWords returns what a note says on the page, "" where it is of a kind that says nothing there.
func (r *fileReader) noteWords(note references.FPDF_ANNOTATION) string {
	kind, err := r.session.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: note})
	switch {
	case err != nil:
		return ""
	case kind.Subtype == enums.FPDF_ANNOT_SUBTYPE_FREETEXT:
		return r.noteString(note, "Contents")
	case kind.Subtype == enums.FPDF_ANNOT_SUBTYPE_WIDGET:
		return r.fieldValue(note)
	}
	return ""
}

// fieldValue returns what is written in a form's field, "" where that is not to be shown. What a box is ticked with is a name and no string.
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

// showsWords says whether a note has an appearance that may show words. That of a field may be left empty for the reader to fill in.
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

// noteString returns a string of a note, "" where it has none.
func (r *fileReader) noteString(note references.FPDF_ANNOTATION, key string) string {
	s, err := r.session.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: note, Key: key})
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(s.Value, "\x00", "")
}

// noteSize returns the size of the letters that operators set, as in "/Helv 10 Tf 0 g"; 0 where they leave it to the reader.
func noteSize(operators string) float64 {
	fields := strings.Fields(operators)
	for i, f := range fields {
		if f == "Tf" && i > 0 {
			if size, err := strconv.ParseFloat(fields[i-1], 64); err == nil && size > 0 && size < maxPDFLetter {
				return size
			}
		}
	}
	return 0
}

// noteLook returns the operators that write words into a box, from its upper edge down, in Helvetica: PDFium takes it for a font that it
// does not find. Characters that this has not are not drawn, but told (ActualText, ISO 32000-1, 14.9.4).
func noteLook(words string, box pdfBox, size float64) string {
	const usual, smallest, leading, margin = 12, 4, 1.15, 2
	width, height := box.right-box.left-2*margin, box.top-box.bottom
	size = min(cmp.Or(size, usual), max(height/leading, smallest))
	lines := noteLines(words, width/size)
	if float64(len(lines))*size*leading > height { // find the largest size, by whole units less, in which they fit
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

// noteLines parts words into lines of a width in heights of their letters.
func noteLines(words string, width float64) []string {
	const letter = 0.5 // as wide as most are
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
