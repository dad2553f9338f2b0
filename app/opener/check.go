package opener

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"
)

// headBytes is how much of a file Check reads.
const headBytes = 4 << 10

// Check says whether the system may be asked to open a file, and returns the path to give it: path itself or, where path is a link, the
// file behind it. The error is a *ShownError for a file that has to be shown in its folder instead, or the disk's.
func Check(path string) (target string, err error) {
	shown := func(r Reason) (string, error) { return "", &ShownError{path, r} }
	kind, reason := named(filepath.Base(path), runtime.GOOS)
	if reason != 0 {
		return shown(reason)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return "", err
	}
	target = path
	if info.Mode()&os.ModeSymlink != 0 {
		if target, err = filepath.EvalSymlinks(path); err != nil {
			return "", err
		}
		if kind, reason = named(filepath.Base(target), runtime.GOOS); reason != 0 {
			return shown(reason)
		}
		if info, err = os.Lstat(target); err != nil {
			return "", err
		}
	}
	if !info.Mode().IsRegular() || markedExecutable(target, info) {
		return shown(Runs)
	}
	head, err := headOf(target)
	switch {
	case err != nil:
		return "", err
	case runs(head):
		return shown(Runs)
	case !kind.holds(head):
		return shown(Mismatch)
	}
	return target, nil
}

// named tells the kind of document that a file's name says it is, or why a file of that name is not opened. The system's own idea of what
// the name means must be the same: so a name is refused where a system reads it otherwise than a person does.
func named(name, system string) (kind, Reason) {
	if strings.ContainsFunc(name, hides) || strings.TrimRight(name, ". ") != name {
		return 0, OddName
	}
	if i := strings.IndexByte(name, ':'); i >= 0 && (system == "windows" || known(name[:i])) {
		return 0, OddName // a.js:b.txt names a stream of a.js on NTFS
	}
	k := kinds()[extension(name)]
	if k == 0 || k == archive && system == "darwin" { // whose handler unpacks an archive unasked
		return 0, Runs
	}
	return k, 0
}

// known says whether a name ends as one does that a system tells a kind of file by, and not a kind that is opened.
func known(name string) bool {
	const longest = 10
	ext := strings.TrimPrefix(extension(strings.TrimRight(name, ". ")), ".")
	letters := strings.IndexFunc(ext, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) < 0
	return ext != "" && len(ext) <= longest && letters && (ext[0] < '0' || ext[0] > '9') && kinds()["."+ext] == 0
}

// hides says whether a character hides from a person how a name ends: it is not shown, or turns the direction of writing.
func hides(r rune) bool {
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// extension is the end of a name from its last dot on, in lower case. Only ASCII has a lower case here: no system takes the Kelvin sign
// for a k.
func extension(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, filepath.Ext(name))
}

func headOf(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read from
	head := make([]byte, headBytes)
	n, err := io.ReadFull(file, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], err
}

// programs are how files begin that a system runs, whatever they are called.
var programs = []string{
	"#!", "MZ", "\x7fELF",
	"\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", // Mach-O
	"\xca\xfe\xba\xbe", "\xca\xfe\xba\xbf", "\xbe\xba\xfe\xca", "\xbf\xba\xfe\xca", // Mach-O for several processors, and Java classes
	"L\x00\x00\x00\x01\x14\x02\x00", // a Windows shortcut
}

// runs says whether a file that begins so is a program, a script, or a launcher of one.
func runs(head []byte) bool {
	text := bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	for _, p := range programs {
		if bytes.HasPrefix(text, []byte(p)) {
			return true
		}
	}
	return isJava(head) || isLauncher(text)
}

// isJava says whether a ZIP archive begins as a Java program does: its first member is in META-INF.
func isJava(head []byte) bool {
	const nameAt = 30 // in a local file header: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) && len(head) > nameAt && bytes.HasPrefix(head[nameAt:], []byte("META-INF/"))
}

// isLauncher says whether a text is a freedesktop.org desktop entry: its first group is so called, behind blank lines and remarks.
func isLauncher(text []byte) bool {
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '#' {
			return bytes.HasPrefix(line, []byte("[Desktop Entry]")) || bytes.HasPrefix(line, []byte("[KDE Desktop Entry]"))
		}
	}
	return false
}
