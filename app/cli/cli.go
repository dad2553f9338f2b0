// Package cli is Footnote's terminal face: it reads a command line, asks the engine, and prints what comes back, for a person
// or as JSON.
//
// It formats for the terminal alone, and imports nothing of the window: the command that opens it calls a function it is given.
// It never writes to a user's documents. Start reading at Run; each command has a file of its own.
package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"strings"

	"github.com/adrg/xdg"
	"github.com/alecthomas/kong"

	"footnote/app/place"
	"footnote/app/secrets"
	"footnote/index"
	"footnote/index/store"
)

// The exit codes of the program.
const (
	exitOK      = 0 // done; for a search: something was found
	exitNothing = 1 // a search found nothing, or doctor found the library not to be sound
	exitError   = 2 // something failed, and stderr says what
)

// errNothing makes a command that ran, but to no good end, leave with its own exit code. It has been put into words by then.
var errNothing = errors.New("nothing found")

// Std is what a command reads from and prints to.
type Std struct {
	In, Out, Err *os.File
}

// A Window shows the program's window on the library in a folder, which is opened with opt, and returns when it is closed. Passwords that
// open documents are kept among those that opt gives. Run calls it on its own goroutine. It closes when ctx ends.
type Window func(ctx context.Context, library string, opt index.Options, passwords *secrets.Passwords) error

// grammar is the command line, in kong's terms.
type grammar struct {
	Library string           `help:"Use the library in this folder (default: ${library})." env:"FOOTNOTE_LIBRARY" placeholder:"DIR"`
	Version kong.VersionFlag `help:"Print the version."`

	Window windowCommand `cmd:"" default:"1" help:"Open the window. This is the default."`
	Index  indexCommand  `cmd:"" help:"Add folders or files to the library, and update it."`
	Search searchCommand `cmd:"" help:"Find the passages that answer a question."`
	Ask    askCommand    `cmd:"" help:"Answer a question from the documents, with numbered citations."`
	Status statusCommand `cmd:"" help:"Show what is in the library, and which files could not be read."`
	Unlock unlockCommand `cmd:"" help:"Give the password of a PDF that needs one."`
	Remove removeCommand `cmd:"" help:"Remove a folder or a file from the library. Your files stay as they are."`
	Move   moveCommand   `cmd:"" help:"Move the library to another folder. Your files stay where they are."`
	Export exportCommand `cmd:"" help:"Write the library into one file, for another computer."`
	Import importCommand `cmd:"" help:"Restore a library from a file that export wrote."`
	Doctor doctorCommand `cmd:"" help:"Check the library for damage, and repair it."`
	Ignore ignoreCommand `cmd:"" help:"Show or change which files of a folder are excluded."`
	Models modelsCommand `cmd:"" help:"List, test and choose the models that answer and that compare meaning."`
	MCP    mcpCommand    `cmd:"" name:"mcp" help:"Serve the library to an assistant, in the Model Context Protocol on standard input and output."`
	Text   textCommand   `cmd:"" help:"Print a file's text as Footnote reads it."`
	Read   readCommand   `cmd:"" hidden:"" help:"Read files for another process of this program."`
}

const description = `Ask your own documents questions in plain words.

Everything stays on this computer unless you choose a model on another one. Footnote reads your files where they are and never changes them.

Examples:

  footnote index ~/Documents
  footnote search "How much notice do I have to give?"
  footnote ask "How much notice do I have to give?"
  footnote status

Exit codes: 0 done or found, 1 nothing found (doctor: something is wrong), 2 error.`

// session is one run of the program.
type session struct {
	ctx     context.Context
	std     Std
	library string // absolute
	command string // the first word of it
	window  Window

	passwords *secrets.Passwords
}

// Run does what args ask for, without the program's name in front, and returns the program's exit code. Errors are printed.
// Where ctx ends, a command stops at the next file, keeps what is done, and says so.
func Run(ctx context.Context, args []string, std Std, window Window) int {
	place.Protect()
	s := &session{ctx: ctx, std: std, window: window, passwords: passwords()}
	err := s.run(args)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errNothing):
		return exitNothing
	}
	fmt.Fprintf(std.Err, "footnote: %s\n", printable(explain(err, s.library)))
	return exitError
}

func (s *session) run(args []string) error {
	var g grammar
	usual, gone := place.Default()
	left := false // kong has printed help or the version
	parser, err := kong.New(&g,
		kong.Name("footnote"),
		kong.Description(description),
		kong.Vars{"version": Version(), "library": usual},
		kong.Writers(s.std.Out, s.std.Err),
		kong.Exit(func(int) { left = true }),
		kong.KindMapper(reflect.String, kong.MapperFunc(wholeString)),
		kong.ConfigureHelp(kong.HelpOptions{WrapUpperBound: 100, NoAppDescFormat: true, NoExpandSubcommands: true}),
	)
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	if left {
		return nil
	}
	if err != nil {
		return usageError{err}
	}
	if g.Library == "" {
		if gone != nil && command.Command() != "window" { // which says so itself
			return gone
		}
		g.Library = usual
	}
	if s.library, err = filepath.Abs(g.Library); err != nil {
		return err
	}
	s.command, _, _ = strings.Cut(command.Command(), " ")
	return command.Run(s)
}

// wholeString takes an argument byte for byte. Kong's own mapper goes by way of JSON, which holds no path that is not UTF-8.
func wholeString(ctx *kong.DecodeContext, target reflect.Value) error {
	token, err := ctx.Scan.PopValue("string")
	if err != nil {
		return err
	}
	text, ok := token.Value.(string)
	if !ok {
		return fmt.Errorf("expected a string but got %q", token)
	}
	target.SetString(text)
	return nil
}

// create opens the library, and makes one where there is none.
func (s *session) create() (*index.Library, error) {
	opt, err := s.options()
	if err != nil {
		return nil, err
	}
	lib, err := index.Open(s.library, opt)
	if err != nil {
		return nil, openError{err}
	}
	return lib, nil
}

// options say how the engine works here: files are read by processes of this program.
func (s *session) options() (index.Options, error) {
	program, err := os.Executable()
	if err != nil {
		return index.Options{}, fmt.Errorf("find this program: %w", err)
	}
	return index.Options{
		CacheDir: cacheDir(), Worker: []string{program, "read"},
		Name: s.command, Parts: place.Parts(), Kept: place.Kept(s.library),
		Key: Keys().Get, Agreed: Keys().Agreed, Passwords: s.passwords.Known, OnSend: s.saySending(),
	}, nil
}

// open opens the library that is there. Asking must not make an empty library out of a mistyped folder.
func (s *session) open() (*index.Library, error) {
	if err := s.exists(); err != nil {
		return nil, err
	}
	return s.create()
}

// exists reports that there is no library.
func (s *session) exists() error {
	if _, err := os.Stat(filepath.Join(s.library, store.FileName)); errors.Is(err, os.ErrNotExist) {
		return noLibraryError{s.library}
	}
	return nil
}

// cacheDir is where compiled parts of the program are kept, for all libraries together.
func cacheDir() string { return filepath.Join(xdg.CacheHome, "footnote") }

// Version is the module's version, which the go command takes from the repository's tags.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "footnote (devel)"
	}
	return "footnote " + info.Main.Version
}
