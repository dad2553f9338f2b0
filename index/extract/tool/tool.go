// Package tool runs the programs that read what Footnote cannot read itself, Tesseract and LibreOffice, either in this process or through the one
// that started it.
package tool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"sync"
	"time"

	"footnote/index/doc"
	"footnote/index/extract/process"
	"footnote/index/extract/reader"
)

// Some formats are read by programs that may or may not be installed: pictures of text by Tesseract, older Office formats by LibreOffice. They are
// looked for when a file needs them, run one at a time for each worker within bounds of time and memory, and ended with it. Each runs only on files
// of its own formats.

// A Tool is a program that reads some formats.
type Tool string

const (
	Tesseract   Tool = "tesseract"
	LibreOffice Tool = "LibreOffice"
)

// commands are the names, or usual paths, of a tool's program. They name Homebrew's folders, because PATH lacks them if the desktop of macOS
// starts the program.
var commands = map[Tool][]string{
	Tesseract: {
		"tesseract", "/opt/homebrew/bin/tesseract", "/usr/local/bin/tesseract",
		`C:\Program Files\Tesseract-OCR\tesseract.exe`,
	},
	LibreOffice: {
		"soffice", "libreoffice", "/opt/homebrew/bin/soffice", "/usr/local/bin/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice",
		`C:\Program Files\LibreOffice\program\soffice.exe`, `C:\Program Files (x86)\LibreOffice\program\soffice.exe`,
	},
}

// Installed reports whether a tool is installed, and so may read a file that was refused without it.
func (t Tool) Installed() bool { return t.Command() != "" }

// lacking are the outcomes of files that a tool would read.
var lacking = map[doc.Code]Tool{
	doc.CodeScan: Tesseract, doc.CodePicture: Tesseract, doc.CodePagesPictured: Tesseract,
	doc.CodeNeedsOffice: LibreOffice,
}

// ReadableNow reports whether a file lacked only a tool that has been installed since.
func ReadableNow(happened doc.Notes) bool {
	for code, tool := range lacking {
		if happened.Has(code) && tool.Installed() {
			return true
		}
	}
	return false
}

// Command returns the path of a tool's program, or "".
func (t Tool) Command() string {
	for _, name := range commands[t] {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Installed returns the tools that are installed.
func Installed() []Tool {
	return slices.DeleteFunc([]Tool{Tesseract, LibreOffice}, func(t Tool) bool { return !t.Installed() })
}

// A Box runs tools, or has the program that started this one run them.
type Box struct {
	Remote  Remote // runs them; nil if this process does
	mu      sync.Mutex
	running map[*os.Process]bool
	closed  bool

	Working func() // called on Run's goroutine every beat while a tool runs, and when it ends; never nil
}

func NewBox() *Box {
	return &Box{running: map[*os.Process]bool{}, Working: func() {}}
}

// Has reports whether a tool can run.
func (b *Box) Has(t Tool) bool {
	if b.Remote != nil {
		return b.Remote.Has(t)
	}
	return t.Installed()
}

// A Remote runs tools for this process in another one.
type Remote interface {
	Has(t Tool) bool

	// Call runs a tool on size bytes. The caller closes the file that LibreOffice made.
	Call(c Call, file io.Reader, size int64) (Return, *os.File, error)
}

// A Call says which tool to run on the file that follows.
type Call struct {
	DPI    int    // for Tesseract: the picture's resolution, or 0 if the file states it
	Office string // for LibreOffice: the extension of the file's format; "" for Tesseract
}

// A Return is the result of a Call.
type Return struct {
	Pages   []Page       // of Tesseract
	Passed  bool         // of LibreOffice: its file is passed along
	Size    int64        // of that file
	Missing bool         // the tool is not installed
	Refusal *doc.Refusal // without its Err
}

// A Task is one run of a tool.
type Task struct {
	Command string
	Args    []string
	Env     []string // in addition to what every tool gets
	Stdin   io.Reader
	Limit   time.Duration
}

// beat is how often a worker says that a tool works for it: a worker's time limit covers only its own work.
const beat = 5 * time.Second

var ErrOutput = errors.New("it says more than is read of it")

// Run runs a tool and returns its output. If the tool fails, the error is an *exec.ExitError with the tool's message in Stderr.
func (b *Box) Run(ctx context.Context, t Task) ([]byte, error) {
	timed, cancel := context.WithTimeout(ctx, t.Limit)
	defer cancel()
	out, said := &capped{most: maxOutputBytes}, &process.Complaint{}
	c, err := b.start(func() *exec.Cmd { return t.prepared(timed, out, said) })
	if err != nil {
		return nil, err
	}
	err = b.wait(c)
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case timed.Err() != nil:
		return nil, doc.Refuse(doc.CodeTimedOut, reader.Seconds(t.Limit))
	case out.full:
		return nil, ErrOutput
	case errors.As(err, &exit):
		exit.Stderr = []byte(said.String())
		if cause := process.Ending(exit.ProcessState, said.String(), false); cause != nil {
			return nil, refusalOf(cause, err)
		}
	}
	return out.Bytes(), err
}

// refusalOf returns the Refusal of a file on which a tool was ended by cause: see process.Ending.
func refusalOf(cause, err error) *doc.Refusal {
	if errors.Is(cause, process.ErrKilled) {
		return doc.RefuseErr(doc.CodeInterrupted, err)
	}
	return doc.RefuseErr(doc.CodeNoMemory, err)
}

// wait waits until a program ends, and calls Working meanwhile.
func (b *Box) wait(c *exec.Cmd) error {
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	beat := time.NewTicker(beat)
	defer beat.Stop()
	for {
		select {
		case err := <-ended:
			b.mu.Lock()
			delete(b.running, c.Process)
			b.mu.Unlock()
			b.Working()
			return err
		case <-beat.C:
			b.Working()
		}
	}
}

// prepared returns the command of a task, ready to start.
func (t Task) prepared(ctx context.Context, out, said io.Writer) *exec.Cmd {
	c := exec.CommandContext(ctx, t.Command, t.Args...)
	c.Stdin, c.Stdout, c.Stderr = t.Stdin, out, said
	c.Env = append(environment(), t.Env...)
	c.WaitDelay = 5 * time.Second // for its children to close the output
	c.Cancel = func() error { return process.KillTool(c.Process) }
	return c
}

// start starts a program without this process's bounds, offline if the system can do that.
func (b *Box) start(prepared func() *exec.Cmd) (*exec.Cmd, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil, ErrClosed
	}
	c := prepared()
	err := process.StartTool(c, true)
	if err != nil {
		c = prepared()
		err = process.StartTool(c, false)
	}
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", c.Path, err)
	}
	b.running[c.Process] = true
	return c, nil
}

// Close ends the running tools, and lets none start any more.
func (b *Box) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for p := range b.running {
		_ = process.KillTool(p) // an error means that it has ended
	}
}

// environment returns a tool's environment: where programs are, and nothing about the user.
func environment() []string {
	env := []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8", "http_proxy=http://127.0.0.1:9", "https_proxy=http://127.0.0.1:9"}
	for _, name := range []string{"PATH", "TESSDATA_PREFIX", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// A capped buffer fails to take more than most bytes.
type capped struct {
	bytes.Buffer
	most int
	full bool
}

func (c *capped) Write(p []byte) (int, error) {
	if c.Len()+len(p) > c.most {
		c.full = true
		return 0, ErrOutput
	}
	return c.Buffer.Write(p)
}

// maxOutputBytes bounds the output of a tool in bytes; a file with more is refused.
const (
	maxOutputBytes = 64 << 20
)

// ErrClosed is the error of tools and readers after their Extractor was closed.
var ErrClosed = errors.New("the extractor is closed")
