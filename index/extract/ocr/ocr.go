// Package ocr reads the text in pictures through Tesseract, if it is installed.
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

// An Engine reads the text in pictures through Tesseract, if it is installed. It caches the results by the pictures' content, since reading a page
// takes seconds.
type Engine struct {
	Tools *tool.Box
	cache cache

	mu        sync.Mutex
	asked     time.Time // when languages and version were asked
	languages string    // installed ones, in Tesseract's notation: "deu+eng"
	version   string
}

func New(cacheDir string) *Engine {
	return &Engine{Tools: tool.NewBox(), cache: cache{dir: cacheDir}}
}

// Bounds of Tesseract's work. The time is for one picture: a page takes seconds, a newspaper's half a minute.
const (
	timeLimit    = 2 * time.Minute
	askAgain     = 10 * time.Minute // since another version or language may have been installed
	maxLanguages = 4                // more make it slow, and find words that are none
)

var ErrNotInstalled = errors.New("tesseract is not installed")

// Installed reports whether pictures can be read.
func (e *Engine) Installed() bool { return e.Tools.Has(tool.Tesseract) }

// Read reads the text in a picture of a format that Tesseract knows. dpi is its resolution, or 0 if the file states it.
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

// Recognise is Read for a picture that need not be in memory.
func (e *Engine) Recognise(ctx context.Context, picture io.ReadSeeker, dpi int) ([]tool.Page, error) {
	command := tool.Tesseract.Command()
	if command == "" {
		return nil, ErrNotInstalled
	}
	languages, version := e.ask(ctx, command)
	hash := sha256.New()
	_, _ = io.WriteString(hash, version+"\n"+languages+"\n") // a hash never fails
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

// fault returns why Tesseract did not read a picture.
func (e *Engine) fault(ctx context.Context, err error) error {
	var refusal *doc.Refusal
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &refusal):
		return refusal
	case errors.Is(err, tool.ErrOutput):
		return doc.RefuseErr(doc.CodePictureWords, err)
	case errors.As(err, &exit):
		refusal = doc.RefuseErr(doc.CodePictureFailed, fmt.Errorf("%w: %s", err, exit.Stderr))
		refusal.Passing = true // another Tesseract, or more languages, may help
		return refusal
	}
	return doc.RefuseErr(doc.CodeTesseract, err)
}

// ask returns Tesseract's languages and version. It asks Tesseract once in a while.
func (e *Engine) ask(ctx context.Context, command string) (languages, version string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if time.Since(e.asked) < askAgain {
		return e.languages, e.version
	}
	told, err := e.Tools.Run(ctx, tool.Task{Command: command, Args: []string{"--version"}, Limit: timeLimit})
	version, _, _ = strings.Cut(string(told), "\n")
	out, listErr := e.Tools.Run(ctx, tool.Task{Command: command, Args: []string{"--list-langs"}, Limit: timeLimit})
	languages = languagesOf(string(out)) // if it failed, none: Tesseract then reads English, or says what is wrong
	if err == nil && listErr == nil {
		e.languages, e.version, e.asked = languages, version, time.Now()
	}
	return languages, version
}

// languagesOf returns the languages to use from Tesseract's list.
func languagesOf(list string) string {
	var found []string
	for i, line := range strings.Split(strings.TrimSpace(list), "\n") {
		if line = strings.TrimSpace(line); i > 0 && line != "osd" && line != "equ" && !strings.ContainsAny(line, "/\\ ") {
			found = append(found, line)
		}
	}
	slices.Sort(found)
	return strings.Join(found[:min(len(found), maxLanguages)], "+")
}
