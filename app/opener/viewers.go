package opener

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"footnote/index/fileuri"
)

// A viewer is a program that shows a PDF at a page, with the arguments for it.
type viewer struct {
	names string // of its program, in lower case, without extension, separated by spaces
	args  func(path string, page int) []string
}

// viewers lists the known viewers. The sources are their manuals: evince(1), okular(1), zathura(1), mupdf(1), qpdfview(1), SumatraPDF's
// command-line arguments, and "Parameters for Opening PDF Files" for Adobe's and for browsers.
var viewers = []viewer{
	{"evince papers atril xreader", func(path string, page int) []string { return []string{"--page-index=" + strconv.Itoa(page), path} }},
	{"okular", func(path string, page int) []string { return []string{"--page", strconv.Itoa(page), path} }},
	{"zathura", func(path string, page int) []string { return []string{"--page=" + strconv.Itoa(page), path} }},
	{"mupdf mupdf-gl", func(path string, page int) []string { return []string{path, strconv.Itoa(page)} }},
	{"qpdfview", func(path string, page int) []string { return []string{path + "#" + strconv.Itoa(page)} }},
	{"xpdf", func(path string, page int) []string { return []string{path, strconv.Itoa(page)} }},
	{"sumatrapdf", func(path string, page int) []string { return []string{"-page", strconv.Itoa(page), path} }},
	{"acrord32 acrobat", func(path string, page int) []string { return []string{"/A", "page=" + strconv.Itoa(page), path} }},
	{
		"firefox firefox-esr chrome google-chrome google-chrome-stable chromium chromium-browser brave brave-browser msedge microsoft-edge",
		func(path string, page int) []string {
			return []string{fmt.Sprintf("%s#page=%d", fileuri.Of(path), page)}
		},
	},
}

// viewerOf returns the viewer for a program, given as a path or as the name of a desktop entry ("org.gnome.Evince.desktop"), and the
// program's name. ok is false if the viewer is unknown.
func viewerOf(program string) (v viewer, name string, ok bool) {
	name = strings.ToLower(filepath.Base(strings.ReplaceAll(program, `\`, "/")))
	for _, end := range []string{".exe", ".desktop"} {
		name = strings.TrimSuffix(name, end)
	}
	if strings.HasPrefix(name, "okularapplication") { // okularApplication_pdf
		name = "okular"
	}
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		name = name[dot+1:] // org.gnome.evince
	}
	name, _, _ = strings.Cut(name, "_") // firefox_firefox, from a snap
	for _, v := range viewers {
		for known := range strings.FieldsSeq(v.names) {
			if name == known {
				return v, name, true
			}
		}
	}
	return viewer{}, "", false
}
