package extracttest

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

// A PDFFile is a minimal PDF to write. Object n is Objects[n-1].
type PDFFile struct {
	Objects []string
	Trailer string // further entries
}

// Add adds an object and returns its number.
func (f *PDFFile) Add(format string, args ...any) int {
	f.Objects = append(f.Objects, fmt.Sprintf(format, args...))
	return len(f.Objects)
}

// Stream adds a stream with further dictionary entries and returns its number.
func (f *PDFFile) Stream(entries, content string) int {
	return f.Add("<<%s /Length %d>>\nstream\n%s\nendstream", entries, len(content), content)
}

// Bytes returns the file.
func (f *PDFFile) Bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(f.Objects))
	for i, object := range f.Objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(f.Objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(f.Objects)+1, f.Trailer, table)
	return b.Bytes()
}

// The objects that every PDF has. Page i is object PDFFirstPage+2*i, followed by its content.
const (
	PDFCatalog = iota + 1
	PDFPages
	PDFFont
	PDFFirstPage
)

// PDF makes a PDF of pages, each the lines of its text, with further entries in its catalogue.
func PDF(catalogue string, pages ...string) *PDFFile {
	f := &PDFFile{}
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", PDFFirstPage+2*i)
	}
	f.Add("<</Type/Catalog /Pages %d 0 R %s>>", PDFPages, catalogue)
	f.Add("<</Type/Pages /Count %d /Kids [%s] /MediaBox [0 0 595 842] /Resources <</Font <</F %d 0 R>>>>>>", len(pages), kids, PDFFont)
	f.Add("<</Type/Font /Subtype/Type1 /BaseFont/Helvetica /Encoding/WinAnsiEncoding>>")
	for _, text := range pages {
		f.Add("<</Type/Page /Parent %d 0 R /Contents %d 0 R>>", PDFPages, len(f.Objects)+2)
		f.Stream("", Drawn(text))
	}
	return f
}

// Drawn returns the operators that draw the lines of a text.
func Drawn(text string) string {
	if text == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString("BT /F 12 Tf 14 TL 72 770 Td\n")
	for line := range strings.Lines(text) {
		escaped := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(strings.TrimSuffix(line, "\n"))
		fmt.Fprintf(&b, "(%s) Tj T*\n", escaped)
	}
	b.WriteString("ET")
	return b.String()
}

// pdfPadding pads passwords (ISO 32000-1, algorithm 2).
const pdfPadding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// Encrypt encrypts the file's streams with the standard security handler of revision 2 (RC4, 40 bits).
func (f *PDFFile) Encrypt(user, owner string) {
	permissions := int32(-64) // nothing is allowed
	padded := func(password string) []byte { return []byte((password + pdfPadding)[:32]) }
	ownerKey := md5.Sum(padded(owner))
	o := rc4Of(ownerKey[:5], padded(user))
	id := "0123456789abcdef"
	seed := append(padded(user), o...)
	seed = binary.LittleEndian.AppendUint32(seed, uint32(permissions))
	key := md5.Sum(append(seed, id...))
	u := rc4Of(key[:5], []byte(pdfPadding))
	for i, object := range f.Objects {
		head, rest, isStream := strings.Cut(object, "stream\n")
		if !isStream {
			continue
		}
		n := i + 1
		objectKey := md5.Sum(append(key[:5:5], byte(n), byte(n>>8), byte(n>>16), 0, 0))
		content := strings.TrimSuffix(rest, "\nendstream")
		f.Objects[i] = head + "stream\n" + string(rc4Of(objectKey[:10], []byte(content))) + "\nendstream"
	}
	dictionary := f.Add("<</Filter/Standard /V 1 /R 2 /P %d /O <%x> /U <%x>>>", permissions, o, u)
	f.Trailer += fmt.Sprintf(" /Encrypt %d 0 R /ID [<%x> <%x>]", dictionary, id, id)
}

func rc4Of(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err) // only for a key of another length
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// PDFWords returns the operators that draw a line of words at a point of a page.
func PDFWords(x, y float64, words string) string {
	return fmt.Sprintf("BT /F 10 Tf %.1f %.1f Td (%s) Tj ET\n", x, y, words)
}

// DrawnPages makes a PDF of pages, each given as its operators.
func DrawnPages(contents ...string) *PDFFile {
	f := PDF("", make([]string, len(contents))...)
	for i, content := range contents {
		f.Objects[PDFFirstPage+2*i] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
	}
	return f
}

// Says maps ASCII codes of the file's font to characters.
func (f *PDFFile) Says(meaning map[byte]string) {
	var chars strings.Builder
	for code, s := range meaning {
		fmt.Fprintf(&chars, "<%02X> <", code)
		for _, unit := range utf16.Encode([]rune(s)) {
			fmt.Fprintf(&chars, "%04X", unit)
		}
		chars.WriteString(">\n")
	}
	toUnicode := f.Stream("", fmt.Sprintf("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <00> <FF> endcodespacerange\n"+
		"%d beginbfchar\n%sendbfchar\nendcmap end end", len(meaning), chars.String()))
	f.Objects[PDFFont-1] = strings.Replace(f.Objects[PDFFont-1], "/Type/Font", fmt.Sprintf("/Type/Font /ToUnicode %d 0 R", toUnicode), 1)
}
