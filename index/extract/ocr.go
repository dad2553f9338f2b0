package extract

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"footnote/index/doc"
)

// An ocrEngine reads the text in pictures, by way of Tesseract where it is installed. What it read is kept in a cache by the
// picture's content, since reading a page takes seconds.
type ocrEngine struct {
	tools *toolbox
	cache ocrCache

	mu        sync.Mutex
	asked     time.Time // when Tesseract told the two below
	languages string    // that are installed, as Tesseract takes them: "deu+eng"
	version   string
}

func newOCREngine(cacheDir string) *ocrEngine {
	return &ocrEngine{tools: newToolbox(), cache: ocrCache{dir: cacheDir}}
}

// Bounds of what Tesseract is asked. Its time is for one picture: a page takes seconds, a newspaper's half a minute.
const (
	ocrTime         = 2 * time.Minute
	ocrAskAgain     = 10 * time.Minute // another version, or another language, may have been installed
	maxOCRLanguages = 4                // more make it slow, and see words that are none
)

var errNoOCR = errors.New("tesseract is not installed")

// installed reports whether pictures can be read.
func (e *ocrEngine) installed() bool { return e.tools.has(Tesseract) }

// read reads the text in a picture, a file of a format that Tesseract knows. dpi is its resolution, or 0 where the file says it.
func (e *ocrEngine) read(ctx context.Context, picture []byte, dpi int) ([]ocrPage, error) {
	if e.tools.remote != nil {
		made, _, err := e.tools.remote.call(toolCall{DPI: dpi}, bytes.NewReader(picture), int64(len(picture)))
		if err == nil && made.Missing {
			err = errNoOCR
		}
		return made.Pages, err
	}
	return e.recognise(ctx, bytes.NewReader(picture), dpi)
}

// recognise is read of a picture that need not be in memory.
func (e *ocrEngine) recognise(ctx context.Context, picture io.ReadSeeker, dpi int) ([]ocrPage, error) {
	command := Tesseract.command()
	if command == "" {
		return nil, errNoOCR
	}
	languages, version := e.ask(ctx, command)
	hash := sha256.New()
	_, _ = io.WriteString(hash, version+"\n"+languages+"\n") // a hash takes everything
	if _, err := io.Copy(hash, picture); err != nil {
		return nil, unreadable(err)
	}
	if _, err := picture.Seek(0, io.SeekStart); err != nil {
		return nil, unreadable(err)
	}
	key := [sha256.Size]byte(hash.Sum(nil))
	if pages, ok := e.cache.get(key); ok {
		return pages, nil
	}
	args := []string{"stdin", "stdout", "--psm", "3"}
	if dpi > 0 {
		args = append(args, "--dpi", strconv.Itoa(dpi))
	}
	if languages != "" {
		args = append(args, "-l", languages)
	}
	out, err := e.tools.run(ctx, toolTask{command: command, args: append(args, "tsv"), stdin: picture, limit: ocrTime})
	if err != nil {
		return nil, e.fault(ctx, err)
	}
	pages := ocrPages(string(out))
	e.cache.put(key, pages)
	return pages, nil
}

// fault says what became of a picture that Tesseract did not read.
func (e *ocrEngine) fault(ctx context.Context, err error) error {
	var refusal *doc.Refusal
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &refusal):
		return refusal
	case errors.Is(err, errToolOutput):
		return doc.RefuseErr(doc.CodePictureWords, err)
	case errors.As(err, &exit):
		refusal = doc.RefuseErr(doc.CodePictureFailed, fmt.Errorf("%w: %s", err, exit.Stderr))
		refusal.Passing = true // another tesseract, or one with its languages, may
		return refusal
	}
	return doc.RefuseErr(doc.CodeTesseract, err)
}

// ask asks Tesseract for its languages and its version, unless it did so a short while ago.
func (e *ocrEngine) ask(ctx context.Context, command string) (languages, version string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if time.Since(e.asked) < ocrAskAgain {
		return e.languages, e.version
	}
	told, err := e.tools.run(ctx, toolTask{command: command, args: []string{"--version"}, limit: ocrTime})
	version, _, _ = strings.Cut(string(told), "\n")
	out, listErr := e.tools.run(ctx, toolTask{command: command, args: []string{"--list-langs"}, limit: ocrTime})
	languages = ocrLanguages(string(out)) // none where it failed: it reads English then, or says itself what is wrong
	if err == nil && listErr == nil {
		e.languages, e.version, e.asked = languages, version, time.Now()
	}
	return languages, version
}

// ocrLanguages are those to read, of Tesseract's list.
func ocrLanguages(list string) string {
	var found []string
	for i, line := range strings.Split(strings.TrimSpace(list), "\n") {
		if line = strings.TrimSpace(line); i > 0 && line != "osd" && line != "equ" && !strings.ContainsAny(line, "/\\ ") {
			found = append(found, line)
		}
	}
	slices.Sort(found)
	return strings.Join(found[:min(len(found), maxOCRLanguages)], "+")
}
