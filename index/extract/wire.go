package extract

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"image"
	"io"
	"unicode/utf8"
	"unsafe"
)

// A program and its worker send each other messages. A message says first how long its parts are, so that the program knows what it
// takes before it takes it:
//
//	head    3 × uint32, big-endian: the bytes of each of the parts
//	packed  a request or an answer (encoding/gob), without what follows
//	text    of the document, as it is
//	pixels  of the page, as they are
//
// A message without parts is no answer yet: it says that another program is at work on the file.
//
// Text and pixels are most of a message, and are copied once: to pack them would take more time and memory than to make them.
//
// A worker may have been taken over by a file that it read, so the program believes nothing that it says: bounds are held, and a document
// is checked for what every document promises.

const (
	maxPackedBytes = 64 << 20 // of a message: a document of maxBoundMarks takes half of it
	maxTextPart    = maxTextBytes
	maxPixelPart   = 4 * (maxPagePixels + 2*maxPageSide) // its sides are rounded
)

// A request asks a worker for a file, or to compile what PDFs are read with: that then lies in the cache for the others, each of which
// would take seconds and 310 MB for it, all at the same time.
type request struct {
	Path      string
	Passwords []string  // to try where it needs one
	View      *PageView // a page of it is to be drawn; nil to read it
	WarmUp    bool
}

// An answer is what a worker made of a request.
type answer struct {
	Document Document
	Page     PageImage
	Refusal  *Refusal // without its Err, which does not travel
}

// A head is the length of a message's parts.
type head struct{ Packed, Text, Pixels uint32 }

var errMessage = errors.New("a message that makes no sense")

// documentBytes is about what the document in a message takes in memory: a mark takes four times as much as when it is packed.
func (h head) documentBytes() int64 { return int64(h.Text) + 4*int64(h.Packed) }

// send writes a message.
func send(w *bufio.Writer, packed any, text string, pixels []byte) error {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(packed); err != nil {
		return err
	}
	if b.Len() > maxPackedBytes || len(text) > maxTextPart || len(pixels) > maxPixelPart {
		return errMessage
	}
	err := binary.Write(w, binary.BigEndian, head{uint32(b.Len()), uint32(len(text)), uint32(len(pixels))})
	_, errPacked := w.Write(b.Bytes())
	_, errText := w.WriteString(text)
	_, errPixels := w.Write(pixels)
	return errors.Join(err, errPacked, errText, errPixels, w.Flush())
}

// sendWorking says that another program is at work.
func sendWorking(w *bufio.Writer) error {
	return errors.Join(binary.Write(w, binary.BigEndian, head{}), w.Flush())
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
	return send(w, a, text, pixels)
}

// receiveHead reads how long a message's parts are.
func receiveHead(r io.Reader) (h head, err error) {
	if err := binary.Read(r, binary.BigEndian, &h); err != nil {
		return head{}, err
	}
	if h.Packed > maxPackedBytes || h.Text > maxTextPart || h.Pixels > maxPixelPart {
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

// receiveRequest reads a request.
func receiveRequest(r io.Reader, to *request) error {
	h, err := receiveHead(r)
	if err != nil {
		return err
	}
	return receivePacked(r, h, to)
}

// receiveAnswer reads what follows the head of an answer.
func receiveAnswer(r io.Reader, h head) (a answer, err error) {
	if err := receivePacked(r, h, &a); err != nil {
		return answer{}, err
	}
	text, pixels := make([]byte, h.Text), make([]byte, h.Pixels)
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
func (a answer) sound() bool { return soundDocument(a.Document) && a.Page.sound() }

func soundDocument(d Document) bool {
	if !utf8.ValidString(d.Text) {
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

func (p PageImage) sound() bool {
	if p.Image == nil {
		return true
	}
	size := p.Image.Rect.Size()
	return p.Image.Rect.Min == image.Point{} && size.X >= 0 && size.Y >= 0 && size.X <= maxPixelPart && size.Y <= maxPixelPart &&
		p.Image.Stride == 4*size.X && len(p.Image.Pix) == p.Image.Stride*size.Y
}
