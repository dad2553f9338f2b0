package office

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"footnote/index/doc"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
	"footnote/index/fileuri"
)

// LibreOffice, if it is installed, reads the files of Office before 2007 that package office97 cannot read. It saves a copy in a current format, in a
// temporary folder, and that copy is read. LibreOffice runs without a window and with a profile of its own, in which macros and links to other files
// are off.

// A LegacyFormat is one of these formats.
type LegacyFormat struct {
	Extension, newer string // its file extension, and that of the format to save it as
	read             func(context.Context, reader.Input) (doc.Document, error)
}

var (
	DOC = LegacyFormat{".doc", "docx", ReadDOCX}
	XLS = LegacyFormat{".xls", "xlsx", ReadXLSX}
	PPT = LegacyFormat{".ppt", "pptx", ReadPPTX}
)

// Bounds of LibreOffice's work on a file.
const (
	legacyTime     = 2 * time.Minute
	MaxLegacyBytes = 256 << 20 // a larger file is refused
	restartStatus  = 81        // its exit status after it has made a profile, when it wants a restart
	maxStarts      = 3
)

// Legacy returns the reader of a format.
func Legacy(tools *tool.Box, f LegacyFormat) func(context.Context, reader.Input) (doc.Document, error) {
	return func(ctx context.Context, in reader.Input) (doc.Document, error) {
		if err := in.TooDeep(); err != nil {
			return doc.Document{}, err
		}
		if !tools.Has(tool.LibreOffice) {
			return doc.Document{}, f.NeedsOffice()
		}
		if in.Size > MaxLegacyBytes {
			return doc.Document{}, doc.Refuse(doc.CodeTooLarge, MaxLegacyBytes>>20)
		}
		newer, err := Convert(ctx, tools, f, in)
		if err != nil {
			return doc.Document{}, err
		}
		defer newer.Close()
		return f.read(ctx, reader.Input{Name: in.Name, Data: newer.Data, Size: newer.Size, Passwords: in.Passwords, Depth: in.Depth, Allowance: in.Allowance, Read: in.Read})
	}
}

// NeedsOffice refuses a file because LibreOffice is not installed.
func (f LegacyFormat) NeedsOffice() *doc.Refusal {
	return doc.Refuse(doc.CodeNeedsOffice, strings.TrimPrefix(f.Extension, "."), f.newer)
}

// A Converted is a file that LibreOffice has converted.
type Converted struct {
	Data *os.File
	Size int64
	dir  string // its folder; "" for none
}

// Close closes the file and removes it.
func (c Converted) Close() {
	_ = c.Data.Close() // only read: nothing to lose
	if c.dir != "" {
		_ = os.RemoveAll(c.dir) // the system clears up what is left
	}
}

// Convert has LibreOffice save a file in a newer format. The caller closes the result.
func Convert(ctx context.Context, tools *tool.Box, f LegacyFormat, in reader.Input) (Converted, error) {
	if tools.Remote != nil {
		made, file, err := tools.Remote.Call(tool.Call{Office: f.Extension}, in.Stream(), in.Size)
		if err == nil && (made.Missing || file == nil) {
			err = f.NeedsOffice()
		}
		return Converted{Data: file, Size: made.Size}, err
	}
	command := tool.LibreOffice.Command()
	if command == "" {
		return Converted{}, f.NeedsOffice()
	}
	dir, err := os.MkdirTemp("", "footnote-*")
	if err != nil {
		return Converted{}, NoRoom(err)
	}
	newer, err := convertIn(ctx, tools, command, dir, f, in)
	if err != nil {
		_ = os.RemoveAll(dir) // the system clears up what is left
	}
	return newer, err
}

// NoRoom refuses a file that could not be copied for a tool.
func NoRoom(err error) *doc.Refusal {
	return doc.RefuseErr(doc.CodeNoRoom, err)
}

// convertIn is Convert within a folder.
func convertIn(ctx context.Context, tools *tool.Box, command, dir string, f LegacyFormat, in reader.Input) (Converted, error) {
	source := filepath.Join(dir, "in"+f.Extension)
	if err := errors.Join(writeAll(source, in.Stream()), writeAll(filepath.Join(dir, "profile", "user", "registrymodifications.xcu"), strings.NewReader(profile))); err != nil {
		return Converted{}, NoRoom(err)
	}
	task := tool.Task{
		Command: programBehind(command), Limit: legacyTime, Env: []string{"HOME=" + dir},
		Args: []string{
			"--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "-env:UserInstallation=" + fileuri.Of(filepath.Join(dir, "profile")),
			"--convert-to", f.newer, "--outdir", filepath.Join(dir, "out"), source,
		},
	}
	var err error
	for range maxStarts {
		var exit *exec.ExitError
		if _, err = tools.Run(ctx, task); !errors.As(err, &exit) || exit.ExitCode() != restartStatus {
			break
		}
	}
	var refusal *doc.Refusal
	if ctx.Err() != nil || errors.As(err, &refusal) {
		return Converted{}, errors.Join(ctx.Err(), err)
	}
	file, size, openErr := reader.OpenRegular(filepath.Join(dir, "out", "in."+f.newer))
	if openErr != nil {
		refusal = doc.RefuseErr(doc.CodeOfficeFailed, errors.Join(err, openErr), strings.TrimPrefix(f.Extension, "."))
		refusal.Passing = true // another LibreOffice, or more parts of it, may help
		return Converted{}, refusal
	}
	return Converted{file, size, dir}, nil
}

// programBehind returns the program behind LibreOffice's start script: only the program itself ends with its worker.
func programBehind(command string) string {
	if runtime.GOOS != "linux" {
		return command
	}
	script, err := filepath.EvalSymlinks(command)
	if err != nil {
		return command
	}
	program := filepath.Join(filepath.Dir(script), "soffice.bin")
	if info, err := os.Stat(program); err != nil || !info.Mode().IsRegular() {
		return command
	}
	return program
}

// writeAll writes a file, and makes the folders that it lies in.
func writeAll(path string, r io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}

// profile keeps LibreOffice from running macros, from fetching what a document refers to, and, by a proxy that does not exist, from the
// network.
var profile = func() string {
	var items strings.Builder
	for _, item := range [][3]string{
		{"Common/Security/Scripting", "DisableMacrosExecution", "true"},
		{"Common/Security/Scripting", "MacroSecurityLevel", "3"},
		{"Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"},
		{"Common/Security/Scripting", "DisableActiveContent", "true"},
		{"Inet/Settings", "ooInetProxyType", "2"},
		{"Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"},
		{"Inet/Settings", "ooInetHTTPProxyPort", "9"},
		{"Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"},
		{"Inet/Settings", "ooInetHTTPSProxyPort", "9"},
	} {
		fmt.Fprintf(&items, `<item oor:path="/org.openoffice.%s"><prop oor:name="%s" oor:op="fuse"><value>%s</value></prop></item>`+"\n", item[0], item[1], item[2])
	}
	return `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
` + items.String() + "</oor:items>\n"
}()
