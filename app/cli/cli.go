// Package cli is Footnote's terminal interface. It parses a command line, calls the engine, and prints the result for a person or as JSON.
//
// It formats for the terminal only, and imports nothing of the window: the command that opens the window calls a function given by the
// caller. It never writes to a user's documents. Start reading at Run; each command has its own file.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
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
	exitOK      = 0 // success; for a search: something was found
	exitNothing = 1 // a search found nothing, or doctor found a fault in the library
	exitError   = 2 // an error, which stderr explains
)

// errNothing makes a command exit with exitNothing: it ran, but found nothing or found a fault. The command has already said so.
var errNothing = errors.New("nothing found")

// Std holds the standard input and outputs of a command.
type Std struct {
	In, Out, Err *os.File
}

// A Window shows the program's window on the library in a folder, opened with opt, and returns when the window is closed. It adds passwords
// that open documents to passwords, from which opt reads them, and shows the files, folders and links in open. Run calls it on its own goroutine. The window closes when ctx ends.
type Window func(ctx context.Context, library string, opt index.Options, passwords *secrets.Passwords, open []string) error

// grammar is the command line, as kong describes it.
type grammar struct {
	Library string           `help:"Use the library in this folder (default: ${library})." env:"FOOTNOTE_LIBRARY" placeholder:"DIR"`
	Version kong.VersionFlag `help:"Print the version."`

	Window windowCommand `cmd:"" default:"withargs" help:"Open the window, and show files in it. This is the default."`
	Index  indexCommand  `cmd:"" help:"Add folders or files to the library, and update it."`
	Search searchCommand `cmd:"" help:"Find the passages that answer a question."`
	Ask    askCommand    `cmd:"" help:"Answer a question from the documents, with numbered citations."`
	Status statusCommand `cmd:"" help:"Show what is in the library, and which files could not be read."`
	Unlock unlockCommand `cmd:"" help:"Read a document that needs a password."`
	Remove removeCommand `cmd:"" help:"Remove a folder or a file from the library. Your files stay as they are."`
	Move   moveCommand   `cmd:"" help:"Move the library to another folder. Your files stay where they are."`
	Export exportCommand `cmd:"" help:"Write the library to one file, for another computer."`
	Import importCommand `cmd:"" help:"Restore a library from a file that export wrote."`
	Doctor doctorCommand `cmd:"" help:"Check the library for damage, and repair it."`
	Ignore ignoreCommand `cmd:"" help:"Show or change which files of a folder are excluded."`
	Models modelsCommand `cmd:"" help:"List, test and choose the models for answers and for meaning."`
	MCP    mcpCommand    `cmd:"" name:"mcp" help:"Serve the library to an assistant over the Model Context Protocol, on standard input and output."`
	Text   textCommand   `cmd:"" help:"Print a file's text as Footnote reads it."`
	Read   readCommand   `cmd:"" hidden:"" help:"Read files for another Footnote process."`
}

const description = `Ask your own documents questions in plain words.

Everything stays on this computer unless you choose a model on another one. Footnote reads your files where they are and never changes them.

Examples:

  footnote index ~/Documents
  footnote search "How much notice do I have to give?"
  footnote ask "How much notice do I have to give?"
  footnote status

Exit codes: 0 done or found, 1 nothing found (doctor: problems found), 2 error.`

// session is one run of the program.
type session struct {
	ctx     context.Context
	std     Std
	library string // absolute
	gone    error  // the library is not where it was moved to
	command string // the first word of the command line
	window  Window

	passwords *secrets.Passwords
}

// Run runs the command in args, which do not include the program's name, and returns the program's exit code. It prints errors. When ctx
// ends, a command stops at the next file, keeps what is done, and says so.
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
	complain(std.Err, printable(explain(err, s.library)))
	return exitError
}

func (s *session) run(args []string) error {
	var g grammar
	usual, gone := place.Default()
	left := false // kong has printed help or the version
	parser, err := newParser(&g, usual, s.std.Out, s.std.Err, func(int) { left = true })
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
		if name := command.Selected().Name; gone != nil && name != "window" && name != "mcp" { // they report that themselves
			return gone
		}
		g.Library, s.gone = usual, gone
	}
	if s.library, err = filepath.Abs(g.Library); err != nil {
		return err
	}
	s.command, _, _ = strings.Cut(command.Command(), " ")
	return command.Run(s)
}

// newParser returns a parser of the command line. usual is the folder of the library if none is named.
func newParser(g *grammar, usual string, out, err io.Writer, exit func(int)) (*kong.Kong, error) {
	return kong.New(g,
		kong.Name("footnote"),
		kong.Description(description),
		kong.Vars{"version": Version(), "library": usual},
		kong.Writers(out, err),
		kong.Exit(exit),
		kong.KindMapper(reflect.String, kong.MapperFunc(wholeString)),
		kong.ConfigureHelp(kong.HelpOptions{WrapUpperBound: 100, NoAppDescFormat: true, NoExpandSubcommands: true}),
	)
}

// Commands describes the command line, for the manual page and the completions of shells.
func Commands() (*kong.Application, error) {
	parser, err := newParser(&grammar{}, "~/.local/share/footnote", io.Discard, io.Discard, func(int) {})
	if err != nil {
		return nil, err
	}
	return parser.Model, nil
}

// wholeString takes an argument byte for byte. Kong's own mapper goes through JSON, which cannot hold a path that is not UTF-8.
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

// create opens the library, and creates it if it does not exist.
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

// options returns the engine's options: processes of this program read the files.
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

// open opens the existing library. A question must not create an empty library in a mistyped folder.
func (s *session) open() (*index.Library, error) {
	if err := s.exists(); err != nil {
		return nil, err
	}
	return s.create()
}

// exists returns an error if there is no library.
func (s *session) exists() error {
	if _, err := os.Stat(filepath.Join(s.library, store.FileName)); errors.Is(err, os.ErrNotExist) {
		return noLibraryError{s.library}
	}
	return nil
}

// cacheDir returns the folder for compiled parts of the program, which all libraries share.
func cacheDir() string { return filepath.Join(xdg.CacheHome, "footnote") }

// release is the version of a package. The linker sets it: -ldflags "-X footnote/app/cli.release=0.1.0".
var release string

// Version returns the program's name and version.
func Version() string { return "footnote " + Release() }

// Release returns the program's version: that of the package, or else the one that the go command took from the repository's tags.
func Release() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return strings.TrimPrefix(info.Main.Version, "v")
	}
	return "unreleased"
}
