package extract

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// An ocrEngine reads the text in pictures, by way of Tesseract where it is installed. What it read is kept in a cache by the
// picture's content, since reading a page takes seconds.
type ocrEngine struct {
	tools *toolbox

	asking    sync.Once
	languages string // that are installed, as Tesseract takes them: "deu+eng"
	version   string
}

// An ocrPage is what was read of a picture, or of one page of it. Its text is canonical.
type ocrPage struct {
	Text  string
	Words []ocrWord // in their order in Text
	Size  image.Point
}

// An ocrWord is where a word stands in the picture.
type ocrWord struct {
	Start, End int // of the text, in bytes
	Box        image.Rectangle
}

// Bounds of what Tesseract is asked. Its time is for one picture: a page takes seconds, a newspaper's half a minute.
const (
	ocrTime         = 2 * time.Minute
	maxOCRLanguages = 4 // more make it slow, and see words that are none
)

var errNoOCR = errors.New("tesseract is not installed")

// read reads the text in a picture, a file of a format that Tesseract knows. dpi is its resolution, or 0 where the file says it.
func (e *ocrEngine) read(ctx context.Context, picture []byte, dpi int) ([]ocrPage, error) {
	command := Tesseract.command()
	if command == "" {
		return nil, errNoOCR
	}
	e.asking.Do(func() { e.ask(ctx, command) })
	key := sha256.Sum256(append([]byte(e.version+"\n"+e.languages+"\n"), picture...))
	if pages, ok := e.tools.cached("ocr", key); ok {
		return pages, nil
	}
	args := []string{"stdin", "stdout", "--psm", "3"}
	if dpi > 0 {
		args = append(args, "--dpi", strconv.Itoa(dpi))
	}
	if e.languages != "" {
		args = append(args, "-l", e.languages)
	}
	out, err := e.tools.run(ctx, toolTask{command: command, args: append(args, "tsv"), stdin: bytes.NewReader(picture), limit: ocrTime})
	if err != nil {
		return nil, e.fault(ctx, err)
	}
	pages := ocrPages(string(out))
	e.tools.keep("ocr", key, pages)
	return pages, nil
}

// fault says what became of a picture that Tesseract did not read.
func (e *ocrEngine) fault(ctx context.Context, err error) error {
	var refusal *Refusal
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &refusal):
		return refusal
	case errors.Is(err, errToolOutput):
		return refuseErr(TooLarge, err, "a picture with more words than are read of one file")
	case errors.As(err, &exit):
		refusal = refuseErr(Damaged, fmt.Errorf("%w: %s", err, exit.Stderr), "damaged: a picture that tesseract could not read")
		refusal.Passing = true // another tesseract, or one with its languages, may
		return refusal
	}
	return refuseErr(Unreadable, err, "tesseract could not be run: %v", rootCause(err))
}

// ask asks Tesseract for its version and its languages.
func (e *ocrEngine) ask(ctx context.Context, command string) {
	if out, err := e.tools.run(ctx, toolTask{command: command, args: []string{"--version"}, limit: ocrTime}); err == nil {
		e.version, _, _ = strings.Cut(string(out), "\n")
	}
	out, err := e.tools.run(ctx, toolTask{command: command, args: []string{"--list-langs"}, limit: ocrTime})
	if err != nil { // it reads English then, or says itself what is wrong
		return
	}
	var found []string
	for i, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		if line = strings.TrimSpace(line); i > 0 && line != "osd" && line != "equ" && !strings.ContainsAny(line, "/\\ ") {
			found = append(found, line)
		}
	}
	slices.Sort(found)
	e.languages = strings.Join(found[:min(len(found), maxOCRLanguages)], "+")
}
