package extract_test

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
	"strings"
)

// A pdfFile is a PDF in the making, as small as one can be. Object n is objects[n-1].
type pdfFile struct {
	objects []string
	trailer string // further entries
}

// add adds an object and returns its number.
func (f *pdfFile) add(format string, args ...any) int {
	f.objects = append(f.objects, fmt.Sprintf(format, args...))
	return len(f.objects)
}

// stream adds a stream with further dictionary entries and returns its number.
func (f *pdfFile) stream(entries, content string) int {
	return f.add("<<%s /Length %d>>\nstream\n%s\nendstream", entries, len(content), content)
}

// bytes returns the file.
func (f *pdfFile) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(f.objects))
	for i, object := range f.objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(f.objects)+1, f.trailer, table)
	return b.Bytes()
}

// The objects that every pdfOf has; page i of n is object pdfFirstPage+2*i, followed by its content.
const (
	pdfCatalog = iota + 1
	pdfPages
	pdfFont
	pdfFirstPage
)

// pdfOf makes a PDF of pages, each the lines of its text, with further entries in its catalogue.
func pdfOf(catalogue string, pages ...string) *pdfFile {
	f := &pdfFile{}
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", pdfFirstPage+2*i)
	}
	f.add("<</Type/Catalog /Pages %d 0 R %s>>", pdfPages, catalogue)
	f.add("<</Type/Pages /Count %d /Kids [%s] /MediaBox [0 0 595 842] /Resources <</Font <</F %d 0 R>>>>>>", len(pages), kids, pdfFont)
	f.add("<</Type/Font /Subtype/Type1 /BaseFont/Helvetica /Encoding/WinAnsiEncoding>>")
	for _, text := range pages {
		f.add("<</Type/Page /Parent %d 0 R /Contents %d 0 R>>", pdfPages, len(f.objects)+2)
		f.stream("", drawn(text))
	}
	return f
}

// drawn returns the operators that draw the lines of a text.
func drawn(text string) string {
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

// pdfPadding fills passwords up (ISO 32000-1, algorithm 2).
const pdfPadding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// encrypt encrypts the file's streams with the standard security handler of revision 2 (RC4, 40 bits).
func (f *pdfFile) encrypt(user, owner string) {
	permissions := int32(-64) // nothing is allowed
	padded := func(password string) []byte { return []byte((password + pdfPadding)[:32]) }
	ownerKey := md5.Sum(padded(owner))
	o := rc4Of(ownerKey[:5], padded(user))
	id := "0123456789abcdef"
	seed := append(padded(user), o...)
	seed = binary.LittleEndian.AppendUint32(seed, uint32(permissions))
	key := md5.Sum(append(seed, id...))
	u := rc4Of(key[:5], []byte(pdfPadding))
	for i, object := range f.objects {
		head, rest, isStream := strings.Cut(object, "stream\n")
		if !isStream {
			continue
		}
		n := i + 1
		objectKey := md5.Sum(append(key[:5:5], byte(n), byte(n>>8), byte(n>>16), 0, 0))
		content := strings.TrimSuffix(rest, "\nendstream")
		f.objects[i] = head + "stream\n" + string(rc4Of(objectKey[:10], []byte(content))) + "\nendstream"
	}
	dictionary := f.add("<</Filter/Standard /V 1 /R 2 /P %d /O <%x> /U <%x>>>", permissions, o, u)
	f.trailer += fmt.Sprintf(" /Encrypt %d 0 R /ID [<%x> <%x>]", dictionary, id, id)
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
