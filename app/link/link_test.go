package link_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"footnote/app/link"
)

// here makes a path of the system of a path with slashes.
func here(path string) string {
	if filepath.Separator == '\\' {
		return `C:` + filepath.FromSlash(path)
	}
	return path
}

func TestLinkIsReadAsItWasWritten(t *testing.T) {
	for _, l := range []link.Link{
		{Path: here("/a.txt")},
		{Path: here("/home/ada/a b+c&d=e#f?g%20.pdf"), Start: 120, End: 180},
		{Path: here("/not/utf-8/\xff"), Start: 3, End: 3},
		{Path: here("/日本/ü.txt"), Start: 0, End: 9},
		{Page: link.Ask},
		{Page: link.Library},
	} {
		s := l.String()
		if strings.ContainsAny(s, " \"'<>") || !link.Is(s) {
			t.Errorf("%+v: %s does not pass as one word", l, s)
		}
		if got, err := link.Parse(s); err != nil || got != l {
			t.Errorf("%s: %+v (%v), want %+v", s, got, err, l)
		}
	}
}

func TestWhatIsNoLink(t *testing.T) {
	for _, s := range []string{
		"", "footnote:", "footnote://open", "footnote://open?path=", "footnote://open?path=relative.txt", "footnote://open?path=../up",
		"footnote://run?path=/a", "footnote://open/x?path=/a", "footnote://u@open?path=/a", "footnote://open?path=/a%00b",
		"footnote://open?path=/a&start=-1", "footnote://open?path=/a&start=x", "footnote://open?path=/a&start=99999999999999999999",
		"footnote://open?path=%zz", "file:///a", "https://open?path=/a",
	} {
		if got, err := link.Parse(s); !errors.Is(err, link.ErrNotLink) {
			t.Errorf("%s: %+v, %v", s, got, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("footnote://open?path=/a%20b&start=3&end=9")
	f.Fuzz(func(t *testing.T, s string) {
		l, err := link.Parse(s)
		if err != nil {
			return
		}
		if l.Page == "" && !filepath.IsAbs(l.Path) || l.Start < 0 || l.End < l.Start {
			t.Fatalf("%q: %+v", s, l)
		}
		if again, err := link.Parse(l.String()); err != nil || again != l {
			t.Fatalf("%q: %+v, and then %+v (%v)", s, l, again, err)
		}
	})
}
