// Package fileuri converts a file's path to a URI (RFC 8089) and back, byte for byte. It handles names that are not UTF-8, and every
// character that has a meaning in a URI.
//
//	/docs/100% sure/a #1.pdf        file:///docs/100%25%20sure/a%20%231.pdf
//	C:\Users\Ada\a b.pdf            file:///C:/Users/Ada/a%20b.pdf
//	\\server\share\a.pdf            file://server/share/a.pdf
//
// It never touches the disk. Start with Of and Path.
package fileuri

import (
	"errors"
	"net/url"
	"runtime"
	"strings"
)

// ErrNotFile reports that a URI does not name a file that this system can open by its path.
var ErrNotFile = errors.New("not the URI of a file on this system")

// Of returns the URI of an absolute path. It recognises a Windows path by its form, so it returns the same URI on every system.
func Of(path string) string {
	if strings.HasPrefix(path, "/") {
		return (&url.URL{Scheme: "file", Path: path}).String()
	}
	if rest, ok := strings.CutPrefix(path, `\\?\`); ok { // the form without a length limit
		path = rest
		if share, ok := strings.CutPrefix(rest, `UNC\`); ok {
			path = `\\` + share
		}
	}
	path = strings.ReplaceAll(path, `\`, "/")
	if rest, ok := strings.CutPrefix(path, "//"); ok {
		host, share, _ := strings.Cut(rest, "/")
		return (&url.URL{Scheme: "file", Host: host, Path: "/" + share}).String()
	}
	return (&url.URL{Scheme: "file", Path: "/" + path}).String()
}

// Path returns the path that a URI names on this system. It drops a fragment, such as a page. The error is ErrNotFile.
func Path(uri string) (string, error) { return pathOn(runtime.GOOS == "windows", uri) }

func pathOn(windows bool, uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || !strings.HasPrefix(u.Path, "/") || strings.ContainsRune(u.Path, 0) {
		return "", ErrNotFile
	}
	local := u.Host == "" || strings.EqualFold(u.Host, "localhost")
	switch {
	case !windows && local:
		return u.Path, nil
	case !windows:
		return "", ErrNotFile
	case !local:
		return `\\` + u.Host + strings.ReplaceAll(u.Path, "/", `\`), nil
	case len(u.Path) < 3 || u.Path[2] != ':':
		return "", ErrNotFile
	}
	return strings.ReplaceAll(u.Path[1:], "/", `\`), nil
}
