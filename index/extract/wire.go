package extract

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
	"unsafe"

	"footnote/index/doc"
	"footnote/index/extract/ocr"
	"footnote/index/extract/office"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
)

// The program and its workers exchange messages. A message begins with the lengths of its parts, so that the program knows how much memory it takes
// before it reads it:
//
//	head    4 × uint32, big-endian: which message it is, and the bytes of each of the parts
//	packed  what it says (encoding/gob), without what follows
//	text    of the document, as it is
//	data    the pixels of a page, or a file for a tool, as they are
//
// Text and data are most of a message, and are copied once. Packing them would take more time and memory than making them.
//
// A file may have taken over the worker that read it, so the program trusts nothing that a worker says: it enforces bounds, and checks that a
// document keeps what every document promises.

const (
	maxPackedBytes = 64 << 20 // of a message; the marks of a document take at most half of it
	maxTextPart    = prose.MaxTextBytes
	maxDataPart    = max(reader.MaxPixelPart, ocr.MaxPictureBytes, office.MaxLegacyBytes)
)

// A messageKind says what a message means.
type messageKind uint32

const (
	asking    messageKind = iota // program: a request
	answering                    // worker: the answer
	working                      // worker: another program works on the file; no parts
	needsPDF                     // worker: there is a PDF within the file, and PDFium is not loaded; no parts
	calling                      // worker: a Call of a tool, with the file as data
	returning                    // program: the tool's Return
)

// A request asks a worker to read a file or draw a page, or to compile PDFium: one worker compiles it into the cache, since each would take seconds
// and 310 MB for it.
type request struct {
	Path      string
	Passwords []string         // to try
	View      *reader.PageView // the page to draw; nil to read the file
	WarmUp    bool
	Report    bool // asks only how the worker is confined

	Passed bool        // the file is passed along, and Path is its name
	PDF    bool        // if passed: PDFs are to be expected
	Tools  []tool.Tool // if passed: the tools that are installed
	file   *os.File
	tools  *ocr.Engine // runs tools for the worker
}

// An answer is a worker's answer to a request.
type answer struct {
	Document doc.Document
	Page     reader.PageImage
	Refusal  *doc.Refusal // without its Err
	Filtered bool         // see Protection
}

// A head begins a message: its kind, and the lengths of its parts.
type head struct {
	Message            messageKind
	Packed, Text, Data uint32
}

var errMessage = errors.New("a message that makes no sense")

// travelling returns what a worker and its program tell each other of an error: a Refusal without its cause, which stays where it happened.
func travelling(err error) *doc.Refusal {
	refusal := *reader.AsRefusal(err)
	refusal.Err = nil
	return &refusal
}

// documentBytes estimates the memory that a document in a message takes: a mark takes four times as much unpacked.
func (h head) documentBytes() int64 { return int64(h.Text) + 4*int64(h.Packed) }

// send writes a message with size bytes of data.
func send(w *bufio.Writer, m messageKind, packed any, text string, data io.Reader, size int64) error {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(packed); err != nil {
		return err
	}
	if b.Len() > maxPackedBytes || len(text) > maxTextPart || size > maxDataPart {
		return errMessage
	}
	err := binary.Write(w, binary.BigEndian, head{m, uint32(b.Len()), uint32(len(text)), uint32(size)})
	_, errPacked := w.Write(b.Bytes())
	_, errText := w.WriteString(text)
	_, errData := io.CopyN(w, data, size)
	return errors.Join(err, errPacked, errText, errData, w.Flush())
}

// sendPacked writes a message with neither text nor data.
func sendPacked(w *bufio.Writer, m messageKind, packed any) error {
	return send(w, m, packed, "", strings.NewReader(""), 0)
}

// sendBare writes a message without parts.
func sendBare(w *bufio.Writer, m messageKind) error {
	return errors.Join(binary.Write(w, binary.BigEndian, head{Message: m}), w.Flush())
}

// sendAnswer sends an answer.
func sendAnswer(w *bufio.Writer, a answer) error {
	text := a.Document.Text
	a.Document.Text = ""
	var pixels []byte
	if a.Page.Image != nil {
		bare := *a.Page.Image
		pixels, bare.Pix = bare.Pix, nil
		a.Page.Image = &bare
	}
	return send(w, answering, a, text, bytes.NewReader(pixels), int64(len(pixels)))
}

// receiveHead reads the head of a message.
func receiveHead(r io.Reader) (h head, err error) {
	if err := binary.Read(r, binary.BigEndian, &h); err != nil {
		return head{}, err
	}
	if h.Packed > maxPackedBytes || h.Text > maxTextPart || h.Data > maxDataPart {
		return head{}, errMessage
	}
	return h, nil
}

// receivePacked reads the packed part of a message.
func receivePacked(r io.Reader, h head, to any) error {
	limited := &io.LimitedReader{R: r, N: int64(h.Packed)}
	if err := gob.NewDecoder(bufio.NewReader(limited)).Decode(to); err != nil {
		return fmt.Errorf("%w: %w", errMessage, err)
	}
	_, err := io.Copy(io.Discard, limited)
	return err
}

// receiveAnswer reads an answer, whose head has been read.
func receiveAnswer(r io.Reader, h head) (a answer, err error) {
	if h.Data > reader.MaxPixelPart {
		return answer{}, errMessage
	}
	if err := receivePacked(r, h, &a); err != nil {
		return answer{}, err
	}
	text, pixels := make([]byte, h.Text), make([]byte, h.Data)
	if _, err := io.ReadFull(r, text); err != nil {
		return answer{}, err
	}
	if _, err := io.ReadFull(r, pixels); err != nil {
		return answer{}, err
	}
	a.Document.Text = unsafe.String(unsafe.SliceData(text), len(text)) // nobody else has the bytes, and a copy would double them
	if a.Page.Image != nil {
		a.Page.Image.Pix = pixels
	}
	if !a.sound() {
		return answer{}, errMessage
	}
	return a, nil
}

// sound reports whether an answer keeps what documents and pages promise, so that later steps can rely on it.
func (a answer) sound() bool {
	left := maxOutcomes
	refused := a.Refusal == nil || soundNotes(doc.Notes{a.Refusal.Outcome}, &left)
	return refused && soundDocument(a.Document) && a.Page.Sound()
}

// Bounds of the outcomes of a file, which no real file comes near.
const (
	maxOutcomes      = 10_000
	maxOutcomeString = 16 << 10 // bytes of an argument or a name
)

// soundNotes reports whether outcomes are few and short, and their codes known. left is how many more there may be.
func soundNotes(notes doc.Notes, left *int) bool {
	short := func(s string) bool { return len(s) <= maxOutcomeString && utf8.ValidString(s) }
	for _, o := range notes {
		if *left -= 1 + len(o.Args) + len(o.Of); *left < 0 || o.Code.Class() == "" {
			return false
		}
		for _, arg := range o.Args {
			if !short(arg) {
				return false
			}
		}
		for _, part := range o.Of {
			if !short(part.Name) || !soundNotes(part.Notes, left) {
				return false
			}
		}
	}
	return true
}

func soundDocument(d doc.Document) bool {
	left := maxOutcomes
	if !utf8.ValidString(d.Text) || !soundNotes(d.Notes, &left) {
		return false
	}
	at := 0
	for _, m := range d.Places.Marks {
		if m.Start < at || m.Start > len(d.Text) {
			return false
		}
		at = m.Start
	}
	at = 0
	for _, s := range d.Skip {
		if s.Start < at || s.End <= s.Start || s.End > len(d.Text) {
			return false
		}
		at = s.End
	}
	return true
}
