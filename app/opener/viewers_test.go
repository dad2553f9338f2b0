package opener

import (
	"strings"
	"testing"
)

func TestViewersTakeAPage(t *testing.T) {
	const path = "/docs/a b#1,é.pdf"
	for program, want := range map[string]string{
		"org.gnome.Evince.desktop":                                     "evince --page-index=3 " + path,
		"evince.desktop":                                               "evince --page-index=3 " + path,
		"okularApplication_pdf.desktop":                                "okular --page 3 " + path,
		"org.kde.okular.desktop":                                       "okular --page 3 " + path,
		"org.pwmt.zathura.desktop":                                     "zathura --page=3 " + path,
		"firefox_firefox.desktop":                                      "firefox file:///docs/a%20b%231,%C3%A9.pdf#page=3",
		`C:\Program Files\SumatraPDF\SumatraPDF.exe`:                   "sumatrapdf -page 3 " + path,
		`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`: "msedge file:///docs/a%20b%231,%C3%A9.pdf#page=3",
		"libreoffice-draw.desktop":                                     "",
		"":                                                             "",
	} {
		got := ""
		if v, name, ok := viewerOf(program); ok {
			got = name + " " + strings.Join(v.args(path, 3), " ")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", program, got, want)
		}
	}
}
