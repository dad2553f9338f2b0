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

// The formats of Office before 2007 are read by way of LibreOffice, where it is installed: it saves a copy in today's format, in a
// folder that is gone afterwards, and that is read. It runs without a window and with a profile of its own, in which macros and
// what lies elsewhere are off.

// A LegacyFormat is one of them.
type LegacyFormat struct {
	Extension, newer string // with which it is saved, and as which
	read             func(context.Context, reader.Input) (doc.Document, error)
}

var (
	DOC = LegacyFormat{".doc", "docx", ReadDOCX}
	XLS = LegacyFormat{".xls", "xlsx", ReadXLSX}
	PPT = LegacyFormat{".ppt", "pptx", ReadPPTX}
)

// Bounds of LibreOffice's work on one file.
const (
	legacyTime      = 2 * time.Minute
	MaxLegacyBytes  = 256 << 20 // of such a file; past it the file is refused
	officeRestart   = 81        // the status with which it ends when it has made a profile, and wants to be started again
	maxOfficeStarts = 3
)

// Legacy returns the reader of a format.
func Legacy(tools *tool.Box, f LegacyFormat) func(context.Context, reader.Input) (doc.Document, error) {
	return func(ctx context.Context, in reader.Input) (doc.Document, error) {
		if err := in.TooDeep(); err != nil {
			return doc.Document{}, err
		}
		if !tools.Has(tool.LibreOffice) {
			return doc.Document{}, f.needsOffice()
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

// needsOffice is what is said of a file where LibreOffice is not installed.
func (f LegacyFormat) needsOffice() *doc.Refusal {
	return doc.Refuse(doc.CodeNeedsOffice, strings.TrimPrefix(f.Extension, "."), f.newer)
}

// A Converted is the file that LibreOffice made of another.
type Converted struct {
	Data *os.File
	Size int64
	dir  string // that it lies in; "" for none
}

// Close closes the file and removes it.
func (c Converted) Close() {
	_ = c.Data.Close() // only read: nothing to lose
	if c.dir != "" {
		_ = os.RemoveAll(c.dir) // what is left lies where the system clears up
	}
}

// Convert has LibreOffice save a file in a newer format. The caller closes it.
func Convert(ctx context.Context, tools *tool.Box, f LegacyFormat, in reader.Input) (Converted, error) {
	if tools.Remote != nil {
		made, file, err := tools.Remote.Call(tool.Call{Office: f.Extension}, in.Stream(), in.Size)
		if err == nil && (made.Missing || file == nil) {
			err = f.needsOffice()
		}
		return Converted{Data: file, Size: made.Size}, err
	}
	command := tool.LibreOffice.Command()
	if command == "" {
		return Converted{}, f.needsOffice()
	}
	dir, err := os.MkdirTemp("", "footnote-*")
	if err != nil {
		return Converted{}, NoRoom(err)
	}
	newer, err := convertIn(ctx, tools, command, dir, f, in)
	if err != nil {
		_ = os.RemoveAll(dir) // likewise
	}
	return newer, err
}

// NoRoom is what is said of a file that could not be copied for a tool.
func NoRoom(err error) *doc.Refusal {
	return doc.RefuseErr(doc.CodeNoRoom, err)
}

// convertIn is convert within a folder.
func convertIn(ctx context.Context, tools *tool.Box, command, dir string, f LegacyFormat, in reader.Input) (Converted, error) {
	source := filepath.Join(dir, "in"+f.Extension)
	if err := errors.Join(writeAll(source, in.Stream()), writeAll(filepath.Join(dir, "profile", "user", "registrymodifications.xcu"), strings.NewReader(officeProfile))); err != nil {
		return Converted{}, NoRoom(err)
	}
	task := tool.Task{
		Command: officeProgram(command), Limit: legacyTime, Env: []string{"HOME=" + dir},
		Args: []string{
			"--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "-env:UserInstallation=" + fileuri.Of(filepath.Join(dir, "profile")),
			"--convert-to", f.newer, "--outdir", filepath.Join(dir, "out"), source,
		},
	}
	var err error
	for range maxOfficeStarts {
		var exit *exec.ExitError
		if _, err = tools.Run(ctx, task); !errors.As(err, &exit) || exit.ExitCode() != officeRestart {
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
		refusal.Passing = true // another LibreOffice, or one with its other parts, may
		return Converted{}, refusal
	}
	return Converted{file, size, dir}, nil
}

// officeProgram is the program behind the script that starts it: only the program itself ends when its worker does.
func officeProgram(command string) string {
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

// writeAll writes a file and the folders that it lies in.
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

// officeProfile has LibreOffice run no macro, fetch nothing that a document names, and reach the network by way of a proxy that
// is not there.
var officeProfile = func() string {
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
