package extract

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

	"footnote/index/fileuri"

	"footnote/index/doc"
)

// The formats of Office before 2007 are read by way of LibreOffice, where it is installed: it saves a copy in today's format, in a
// folder that is gone afterwards, and that is read. It runs without a window and with a profile of its own, in which macros and
// what lies elsewhere are off.

// A legacyFormat is one of them.
type legacyFormat struct {
	extension, newer string // with which it is saved, and as which
	read             func(context.Context, input) (Document, error)
}

// legacyFormats are the rows of the table for them.
func legacyFormats(tools *toolbox) []format {
	row := func(kind, mediaType string, f legacyFormat, extensions ...string) format {
		return format{kind: kind, types: []string{mediaType}, extensions: extensions, read: legacy(tools, f)}
	}
	return []format{
		row("doc", "application/msword", oldDOC, ".doc", ".dot"),
		row("xls", "application/vnd.ms-excel", oldXLS, ".xls", ".xlt"),
		row("ppt", "application/vnd.ms-powerpoint", oldPPT, ".ppt", ".pps", ".pot"),
	}
}

var (
	oldDOC = legacyFormat{".doc", "docx", readDOCX}
	oldXLS = legacyFormat{".xls", "xlsx", readXLSX}
	oldPPT = legacyFormat{".ppt", "pptx", readPPTX}
)

// Bounds of LibreOffice's work on one file.
const (
	legacyTime      = 2 * time.Minute
	maxLegacyBytes  = 256 << 20 // of such a file; past it the file is refused
	officeRestart   = 81        // the status with which it ends when it has made a profile, and wants to be started again
	maxOfficeStarts = 3
)

// legacy returns the reader of a format.
func legacy(tools *toolbox, f legacyFormat) func(context.Context, input) (Document, error) {
	return func(ctx context.Context, in input) (Document, error) {
		if err := in.tooDeep(); err != nil {
			return Document{}, err
		}
		if !tools.has(LibreOffice) {
			return Document{}, f.needsOffice()
		}
		if in.size > maxLegacyBytes {
			return Document{}, doc.Refuse(doc.CodeTooLarge, maxLegacyBytes>>20)
		}
		newer, err := convert(ctx, tools, f, in)
		if err != nil {
			return Document{}, err
		}
		defer newer.close()
		return f.read(ctx, input{name: in.name, data: newer.data, size: newer.size, passwords: in.passwords, depth: in.depth, allowance: in.allowance, read: in.read})
	}
}

// needsOffice is what is said of a file where LibreOffice is not installed.
func (f legacyFormat) needsOffice() *doc.Refusal {
	return doc.Refuse(doc.CodeNeedsOffice, strings.TrimPrefix(f.extension, "."), f.newer)
}

// A converted is the file that LibreOffice made of another.
type converted struct {
	data *os.File
	size int64
	dir  string // that it lies in; "" for none
}

// close closes the file and removes it.
func (c converted) close() {
	_ = c.data.Close() // only read: nothing to lose
	if c.dir != "" {
		_ = os.RemoveAll(c.dir) // what is left lies where the system clears up
	}
}

// convert has LibreOffice save a file in a newer format. The caller closes it.
func convert(ctx context.Context, tools *toolbox, f legacyFormat, in input) (converted, error) {
	if tools.remote != nil {
		made, file, err := tools.remote.call(toolCall{Office: f.extension}, io.NewSectionReader(in.data, 0, in.size), in.size)
		if err == nil && (made.Missing || file == nil) {
			err = f.needsOffice()
		}
		return converted{data: file, size: made.Size}, err
	}
	command := LibreOffice.command()
	if command == "" {
		return converted{}, f.needsOffice()
	}
	dir, err := os.MkdirTemp("", "footnote-*")
	if err != nil {
		return converted{}, noRoom(err)
	}
	newer, err := convertIn(ctx, tools, command, dir, f, in)
	if err != nil {
		_ = os.RemoveAll(dir) // likewise
	}
	return newer, err
}

// noRoom is what is said of a file that could not be copied for a tool.
func noRoom(err error) *doc.Refusal {
	return doc.RefuseErr(doc.CodeNoRoom, err)
}

// convertIn is convert within a folder.
func convertIn(ctx context.Context, tools *toolbox, command, dir string, f legacyFormat, in input) (converted, error) {
	source := filepath.Join(dir, "in"+f.extension)
	if err := errors.Join(writeAll(source, io.NewSectionReader(in.data, 0, in.size)), writeAll(filepath.Join(dir, "profile", "user", "registrymodifications.xcu"), strings.NewReader(officeProfile))); err != nil {
		return converted{}, noRoom(err)
	}
	task := toolTask{
		command: officeProgram(command), limit: legacyTime, env: []string{"HOME=" + dir},
		args: []string{
			"--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "-env:UserInstallation=" + fileuri.Of(filepath.Join(dir, "profile")),
			"--convert-to", f.newer, "--outdir", filepath.Join(dir, "out"), source,
		},
	}
	var err error
	for range maxOfficeStarts {
		var exit *exec.ExitError
		if _, err = tools.run(ctx, task); !errors.As(err, &exit) || exit.ExitCode() != officeRestart {
			break
		}
	}
	var refusal *doc.Refusal
	if ctx.Err() != nil || errors.As(err, &refusal) {
		return converted{}, errors.Join(ctx.Err(), err)
	}
	file, size, openErr := openRegular(filepath.Join(dir, "out", "in."+f.newer))
	if openErr != nil {
		refusal = doc.RefuseErr(doc.CodeOfficeFailed, errors.Join(err, openErr), strings.TrimPrefix(f.extension, "."))
		refusal.Passing = true // another LibreOffice, or one with its other parts, may
		return converted{}, refusal
	}
	return converted{file, size, dir}, nil
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
