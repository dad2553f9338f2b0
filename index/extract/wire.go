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

// A program and its worker send each other messages. A message says first how long its parts are, so that the program knows what it
// takes before it takes it:
//
//	head    4 × uint32, big-endian: which message it is, and the bytes of each of the parts
//	packed  what it says (encoding/gob), without what follows
//	text    of the document, as it is
//	data    the pixels of a page, or a file for a tool, as they are
//
// Text and data are most of a message, and are copied once: to pack them would take more time and memory than to make them.
//
// A worker may have been taken over by a file that it read, so the program believes nothing that it says: bounds are held, and a document
// is checked for what every document promises.

const (
	maxPackedBytes = 64 << 20 // of a message: a document of maxBoundMarks takes half of it
	maxTextPart    = prose.MaxTextBytes
	maxDataPart    = max(reader.MaxPixelPart, ocr.MaxPictureBytes, office.MaxLegacyBytes)
)

// A messageKind is which message it is.
type messageKind uint32

const (
	asking    messageKind = iota // the program asks for a file: a request
	answering                    // the worker answers it: an answer
	working                      // the worker says that another program is at work on the file: no parts
	needsPDF                     // the worker says that there is a PDF within the file, and that it was not prepared for one: no parts
	calling                      // the worker has the program run a tool, since it may not itself: a Call, and the file as data
	returning                    // the program gives what the tool made of it: a Return
)

// A request asks a worker for a file, or to compile what PDFs are read with: that then lies in the cache for the others, each of which
// would take seconds and 310 MB for it, all at the same time.
type request struct {
	Path      string
	Passwords []string         // to try where it needs one
	View      *reader.PageView // a page of it is to be drawn; nil to read it
	WarmUp    bool
	Report    bool // says no more than how the worker is protected

	Passed bool        // the file comes beside the request, open, and Path is but its name
	PDF    bool        // where it comes so: there may be a PDF within it
	Tools  []tool.Tool // where it comes so: those that are installed
	file   *os.File
	tools  *ocr.Engine // runs them for the worker
}

// An answer is what a worker made of a request.
type answer struct {
	Document doc.Document
	Page     reader.PageImage
	Refusal  *doc.Refusal // without its Err, which does not travel
	Filtered bool         // see Protection
}

// A head is which message it is, and the length of its parts.
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

// documentBytes is about what the document in a message takes in memory: a mark takes four times as much as when it is packed.
func (h head) documentBytes() int64 { return int64(h.Text) + 4*int64(h.Packed) }

// send writes a message. size is how many bytes of data follow.
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

// sendPacked writes a message without text and data.
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

// receiveHead reads how long a message's parts are.
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

// receiveAnswer reads what follows the head of an answer.
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
	a.Document.Text = unsafe.String(unsafe.SliceData(text), len(text)) // nobody else has the bytes: to copy them would double the text
	if a.Page.Image != nil {
		a.Page.Image.Pix = pixels
	}
	if !a.sound() {
		return answer{}, errMessage
	}
	return a, nil
}

// sound says whether an answer keeps what documents and pages promise, so that no later step can trip over it.
func (a answer) sound() bool {
	left := maxOutcomes
	refused := a.Refusal == nil || soundNotes(doc.Notes{a.Refusal.Outcome}, &left)
	return refused && soundDocument(a.Document) && a.Page.Sound()
}

// The bounds of the outcomes of a file. Those of a real one are far from them.
const (
	maxOutcomes      = 10_000
	maxOutcomeString = 16 << 10 // bytes of an argument or a name
)

// soundNotes says whether outcomes are few and short, and of codes that are known. left is how many there may be yet.
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
