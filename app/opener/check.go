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

// headBytes is how many bytes of a file Check reads.
const headBytes = 4 << 10

// Check reports whether the system may be asked to open a file, and returns the path to give it: path itself or, if path is a link, the
// path of its target. The error is a *ShownError for a file that must be shown in its folder instead, or the disk's error.
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

// named returns the kind of document that a file's name claims, or why a file with that name is not opened. The system must understand the
// name as a person does, so named refuses a name that some system reads differently.
func named(name, system string) (kind, Reason) {
	if strings.ContainsFunc(name, hides) || strings.TrimRight(name, ". ") != name {
		return 0, OddName
	}
	if i := strings.IndexByte(name, ':'); i >= 0 && (system == "windows" || known(name[:i])) {
		return 0, OddName // a.js:b.txt names a stream of a.js on NTFS
	}
	k := kinds()[extension(name)]
	if k == 0 || k == archive && system == "darwin" { // the macOS handler unpacks an archive without asking
		return 0, Runs
	}
	return k, 0
}

// known reports whether a name has an ending that systems recognise, and that is not of a kind that is opened.
func known(name string) bool {
	const longest = 10
	ext := strings.TrimPrefix(extension(strings.TrimRight(name, ". ")), ".")
	letters := strings.IndexFunc(ext, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) < 0
	return ext != "" && len(ext) <= longest && letters && (ext[0] < '0' || ext[0] > '9') && kinds()["."+ext] == 0
}

// hides reports whether a character can hide the end of a name from a person: it is invisible, or changes the direction of writing.
func hides(r rune) bool {
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// extension returns the end of a name from its last dot, in lower case. It lowers only ASCII letters, because no system takes the Kelvin
// sign for a k.
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

// programs lists the first bytes of files that a system runs whatever their names.
var programs = []string{
	"#!", "MZ", "\x7fELF",
	"\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", // Mach-O
	"\xca\xfe\xba\xbe", "\xca\xfe\xba\xbf", "\xbe\xba\xfe\xca", "\xbf\xba\xfe\xca", // Mach-O for several processors, and Java classes
	"L\x00\x00\x00\x01\x14\x02\x00", // a Windows shortcut
}

// runs reports whether a file with these first bytes is a program, a script, or a launcher of one.
func runs(head []byte) bool {
	text := bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	for _, p := range programs {
		if bytes.HasPrefix(text, []byte(p)) {
			return true
		}
	}
	return isJava(head) || isLauncher(text)
}

// isJava reports whether a ZIP archive begins as a Java program does: its first member is in META-INF.
func isJava(head []byte) bool {
	const nameAt = 30 // in a local file header: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) && len(head) > nameAt && bytes.HasPrefix(head[nameAt:], []byte("META-INF/"))
}

// isLauncher reports whether a text is a freedesktop.org desktop entry: its first group has that name, after blank lines and comments.
func isLauncher(text []byte) bool {
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '#' {
			return bytes.HasPrefix(line, []byte("[Desktop Entry]")) || bytes.HasPrefix(line, []byte("[KDE Desktop Entry]"))
		}
	}
	return false
}
