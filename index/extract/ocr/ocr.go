// Package ocr reads the text in pictures, by way of Tesseract where it is installed.
package ocr

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
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
)

// An Engine reads the text in pictures, by way of Tesseract where it is installed. What it read is kept in a cache by the
// picture's content, since reading a page takes seconds.
type Engine struct {
	Tools *tool.Box
	cache cache

	mu        sync.Mutex
	asked     time.Time // when Tesseract told the two below
	languages string    // that are installed, as Tesseract takes them: "deu+eng"
	version   string
}

func New(cacheDir string) *Engine {
	return &Engine{Tools: tool.NewBox(), cache: cache{dir: cacheDir}}
}

// Bounds of what Tesseract is asked. Its time is for one picture: a page takes seconds, a newspaper's half a minute.
const (
	timeLimit    = 2 * time.Minute
	ocrAskAgain  = 10 * time.Minute // another version, or another language, may have been installed
	maxLanguages = 4                // more make it slow, and see words that are none
)

var ErrNotInstalled = errors.New("tesseract is not installed")

// Installed reports whether pictures can be read.
func (e *Engine) Installed() bool { return e.Tools.Has(tool.Tesseract) }

// Read reads the text in a picture, a file of a format that Tesseract knows. dpi is its resolution, or 0 where the file says it.
func (e *Engine) Read(ctx context.Context, picture []byte, dpi int) ([]tool.Page, error) {
	if e.Tools.Remote != nil {
		made, _, err := e.Tools.Remote.Call(tool.Call{DPI: dpi}, bytes.NewReader(picture), int64(len(picture)))
		if err == nil && made.Missing {
			err = ErrNotInstalled
		}
		return made.Pages, err
	}
	return e.Recognise(ctx, bytes.NewReader(picture), dpi)
}

// Recognise is read of a picture that need not be in memory.
func (e *Engine) Recognise(ctx context.Context, picture io.ReadSeeker, dpi int) ([]tool.Page, error) {
	command := tool.Tesseract.Command()
	if command == "" {
		return nil, ErrNotInstalled
	}
	languages, version := e.ask(ctx, command)
	hash := sha256.New()
	_, _ = io.WriteString(hash, version+"\n"+languages+"\n") // a hash takes everything
	if _, err := io.Copy(hash, picture); err != nil {
		return nil, reader.Unreadable(err)
	}
	if _, err := picture.Seek(0, io.SeekStart); err != nil {
		return nil, reader.Unreadable(err)
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
	out, err := e.Tools.Run(ctx, tool.Task{Command: command, Args: append(args, "tsv"), Stdin: picture, Limit: timeLimit})
	if err != nil {
		return nil, e.fault(ctx, err)
	}
	pages := pagesOf(string(out))
	e.cache.put(key, pages)
	return pages, nil
}

// fault says what became of a picture that Tesseract did not read.
func (e *Engine) fault(ctx context.Context, err error) error {
	var refusal *doc.Refusal
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &refusal):
		return refusal
	case errors.Is(err, tool.ErrToolOutput):
		return doc.RefuseErr(doc.CodePictureWords, err)
	case errors.As(err, &exit):
		refusal = doc.RefuseErr(doc.CodePictureFailed, fmt.Errorf("%w: %s", err, exit.Stderr))
		refusal.Passing = true // another tesseract, or one with its languages, may
		return refusal
	}
	return doc.RefuseErr(doc.CodeTesseract, err)
}

// ask asks Tesseract for its languages and its version, unless it did so a short while ago.
func (e *Engine) ask(ctx context.Context, command string) (languages, version string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if time.Since(e.asked) < ocrAskAgain {
		return e.languages, e.version
	}
	told, err := e.Tools.Run(ctx, tool.Task{Command: command, Args: []string{"--version"}, Limit: timeLimit})
	version, _, _ = strings.Cut(string(told), "\n")
	out, listErr := e.Tools.Run(ctx, tool.Task{Command: command, Args: []string{"--list-langs"}, Limit: timeLimit})
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
	return strings.Join(found[:min(len(found), maxLanguages)], "+")
}
