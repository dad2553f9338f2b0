package fileuri

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		path, uri string
		windows   bool
	}{
		{"/docs/100% sure/a #1 (ü){x}?.pdf", "file:///docs/100%25%20sure/a%20%231%20%28%C3%BC%29%7Bx%7D%3F.pdf", false},
		{"/a b/c%20d.txt", "file:///a%20b/c%2520d.txt", false},
		{"/caf\xe9/\xff.txt", "file:///caf%E9/%FF.txt", false},
		{`/odd\name:1;x=&+`, "file:///odd%5Cname:1;x=&+", false},
		{"//x/y", "file:////x/y", false},
		{"/line\nbreak", "file:///line%0Abreak", false},
		{`C:\Users\Ada\a b#%.pdf`, "file:///C:/Users/Ada/a%20b%23%25.pdf", true},
		{`c:\`, "file:///c:/", true},
		{`\\server\share\a b\c#.pdf`, "file://server/share/a%20b/c%23.pdf", true},
		{`\\wsl$\Ubuntu\home\ü`, "file://wsl$/Ubuntu/home/%C3%BC", true},
	} {
		if got := Of(c.path); got != c.uri {
			t.Errorf("Of(%q) = %s, want %s", c.path, got, c.uri)
		}
		for _, fragment := range []string{"", "#page=3"} {
			if got, err := pathOn(c.windows, c.uri+fragment); got != c.path || err != nil {
				t.Errorf("Path(%q) = %q, %v, want %q", c.uri+fragment, got, err, c.path)
			}
		}
	}
	for path, want := range map[string]string{
		`\\?\C:\very\long.pdf`:      "file:///C:/very/long.pdf",
		`\\?\UNC\server\share\a.md`: "file://server/share/a.md",
	} {
		if got := Of(path); got != want {
			t.Errorf("Of(%q) = %s, want %s", path, got, want)
		}
	}
}

func TestPathRefusesWhatIsNoFileHere(t *testing.T) {
	for _, c := range []struct {
		uri     string
		windows bool
	}{
		{"", false},
		{"/docs/a.pdf", false},
		{"http://localhost/docs/a.pdf", false},
		{"file://server/share/a.pdf", false},
		{"file:docs/a.pdf", false},
		{"file:///a%00b", false},
		{"file:///a%zz", false},
		{"file:///docs/a.pdf", true},
	} {
		if got, err := pathOn(c.windows, c.uri); err == nil {
			t.Errorf("Path(%q) = %q, want an error (Windows: %v)", c.uri, got, c.windows)
		}
	}
	for _, uri := range []string{"file:/a%20b", "file://localhost/a%20b", "FILE:///a%20b"} {
		if got, err := pathOn(false, uri); got != "/a b" || err != nil {
			t.Errorf("Path(%q) = %q, %v", uri, got, err)
		}
	}
}

// FuzzOf checks that every path survives the round trip byte for byte, and that the URI is printable ASCII.
func FuzzOf(f *testing.F) {
	f.Add("/docs/100% sure/a #1?.pdf")
	f.Add("/caf\xe9\xff//\n")
	f.Fuzz(func(t *testing.T, path string) {
		path = "/" + path
		if strings.ContainsRune(path, 0) {
			t.Skip("no path")
		}
		uri := Of(path)
		if !utf8.ValidString(uri) || strings.ContainsFunc(uri, func(r rune) bool { return r <= ' ' || r > '~' }) {
			t.Errorf("%q has the URI %q", path, uri)
		}
		if got, err := pathOn(false, uri); got != path || err != nil {
			t.Errorf("%q comes back as %q, %v", path, got, err)
		}
		if u, err := url.Parse(uri); err != nil || u.Fragment != "" || u.RawQuery != "" {
			t.Errorf("%q: the URI %q has more than a path: %v", path, uri, err)
		}
	})
}
