package opener

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// file writes a file and returns its path.
func file(t *testing.T, name, content string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// reasonOf returns the reason why Check refuses a file, or 0 if it accepts it.
func reasonOf(t *testing.T, path string) Reason {
	t.Helper()
	_, err := Check(path)
	var shown *ShownError
	if err != nil && !errors.As(err, &shown) {
		t.Fatal(err)
	}
	if shown == nil {
		return 0
	}
	return shown.Reason
}

// openable maps names to first bytes of documents.
var openable = map[string]string{
	"lease.pdf": "%PDF-1.7\n", "UPPER.PDF": "junk\n%PDF-1.4", "notes.md": "# Notes\n", "letter.txt": "Dear Ada\n", "empty.txt": "",
	"caf\xe9.txt": "not UTF-8", "größe (1) #2 100%.txt": "x", "Meeting: notes.txt": "x", "v1.2: plan.pdf": "%PDF-1.7", "a.txt.pdf": "%PDF-1.7",
	"report.docx": "PK\x03\x04", "macros.docm": "PK\x03\x04", "locked.xlsx": compoundMark, "old.doc": compoundMark, "table.xls": "<html>",
	"book.epub": "PK\x03\x04", "page.html": "<!doctype html>", "text.pdf": "words", "empty.docx": "", "scan.PNG": "\x89PNG\r\n\x1a\n", "scan.webp": "RIFF\x00\x00\x00\x00WEBPVP8 ",
	"utf16.txt": "\xff\xfea\x00", "mail.eml": "From: Ada\n", "main.go": "package main\n", "data.json": "{}", "tilde~1.txt": "x",
	"شهادة.pdf": "%PDF-1.7",
}

func TestDocumentsPass(t *testing.T) {
	for name, content := range openable {
		if runtime.GOOS == "windows" && strings.Contains(name, ":") {
			continue
		}
		path := file(t, name, content, 0o644)
		if target, err := Check(path); target != path || err != nil {
			t.Errorf("%q: %q, %v", name, target, err)
		}
	}
}

// runnable lists extensions that some system runs, or follows to something that it runs.
const runnable = `js jse mjs cjs jsx vbs vbe bat cmd ps1 psm1 psd1 ps1xml lnk desktop sh bash zsh ksh csh fish command app exe com scr pif msi msp mst
	msu jar hta wsf wsh wsc sct reg cpl url scf inf gadget appref-ms application py pyw pyc pyz pyzw rb pl pm php phar AppImage run bin out elf
	workflow terminal tool action scpt scptd applescript osax pkg mpkg dmg webloc fileloc inetloc chm hlp msc ws sys dll ocx drv ax acm
	xll xlam xla wll ppam ppa xbap xnk iqy slk oqy dqy rqy website search-ms library-ms theme themepack deskthemepack settingcontent-ms
	msix msixbundle appx appxbundle appinstaller vsix deb rpm apk flatpak flatpakref flatpakrepo snap iso img vhd vhdx vmdk rdp
	jnlp class war ear lua tcl r rscript jl groovy kts gradle awk sed hs erl escript ex exs clj rkt scm el ml fsx csx vb bas d nim dart
	mak mk cmake makefile service timer socket mount plist prefpane saver qlgenerator mobileconfig kext bundle framework xpi crx air
	one onepkg accdb accde mdb mde ade adp dpr sln vcxproj csproj code-workspace ps eps ovpn torrent ics.js tmp dat so dylib ko 1 man`

func TestWhatMayRunIsRefused(t *testing.T) {
	for ext := range strings.FieldsSeq(runnable) {
		for _, name := range []string{"a." + ext, "a." + strings.ToUpper(ext), "lease.pdf." + ext} {
			if got := reasonOf(t, file(t, name, "words\n", 0o644)); got != Runs {
				t.Errorf("%s: reason %d, want that it may run", name, got)
			}
		}
	}
	for _, name := range []string{"README", "Makefile", "autorun", ".profile", "a.", "a.txt~", "a.pd\u212a"} {
		if got := reasonOf(t, file(t, name, "words\n", 0o644)); got == 0 {
			t.Errorf("%s passes", name)
		}
	}
}

func TestProgramsUnderADocumentsNameAreRefused(t *testing.T) {
	for content, want := range map[string]Reason{
		"#!/bin/sh\nrm -r x\n": Runs, "\xef\xbb\xbf#!/bin/sh\n": Runs, "MZ\x90\x00": Runs, "\x7fELF\x02": Runs,
		"\xcf\xfa\xed\xfe\x07": Runs, "\xfe\xed\xfa\xce": Runs, "\xca\xfe\xba\xbe\x00": Runs,
		"L\x00\x00\x00\x01\x14\x02\x00": Runs, "[Desktop Entry]\nExec=x\n": Runs, "# a remark\n\n  [Desktop Entry]\r\n": Runs,
		"PK\x03\x04" + strings.Repeat("\x00", 26) + "META-INF/MANIFEST.MF": Runs,
	} {
		for _, name := range []string{"a.txt", "a.pdf", "a.docx", "a.doc", "a.html", "a.png"} {
			if got := reasonOf(t, file(t, name, content, 0o644)); got != want {
				t.Errorf("%s of %q: reason %d, want %d", name, content, got, want)
			}
		}
	}
	for name, content := range map[string]string{
		"a.pdf": "PK\x03\x04\x00", "a.png": "\x00%PDF-1.7", "a.docx": "words\x00", "a.txt": "words\x00", "a.zip": "words\x00", "a.webp": "RIFF\x00\x00\x00\x00ACON",
	} {
		want := Mismatch
		if name == "a.zip" && runtime.GOOS == "darwin" {
			want = Runs
		}
		if got := reasonOf(t, file(t, name, content, 0o644)); got != want {
			t.Errorf("%s of %q: reason %d, want %d", name, content, got, want)
		}
	}
}

func TestNamesThatHideAreRefused(t *testing.T) {
	for _, name := range []string{
		"a.pdf.", "a.pdf ", "a.js. .", "a\u202efdp.js", "a\u202egnp.pdf", "a\u2066b.pdf", "a.js:b.pdf", "a.js::$DATA.pdf", "a.js .:b.pdf", "a\nb.pdf", "a\tb.pdf", "a\x7f.pdf",
	} {
		if _, got := named(name, "linux"); got != OddName {
			t.Errorf("%q: reason %d, want that the name hides", name, got)
		}
	}
	if _, got := named("Meeting: notes.pdf", "windows"); got != OddName {
		t.Errorf("on Windows a stream: reason %d", got)
	}
	if _, got := named("papers.zip", "darwin"); got != Runs {
		t.Errorf("on macOS an archive: reason %d", got)
	}
	if _, got := named("papers.zip", "linux"); got != 0 {
		t.Errorf("on Linux an archive: reason %d", got)
	}
}

func TestFilesMarkedAsProgramsAreRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("its file systems have no such mark")
	}
	for _, mode := range []os.FileMode{0o755, 0o744, 0o645} {
		if got := reasonOf(t, file(t, "lease.pdf", "%PDF-1.7", mode)); got != Runs {
			t.Errorf("%v: reason %d", mode, got)
		}
	}
}

func TestOnlyFilesPass(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "folder.pdf")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if got := reasonOf(t, folder); got != Runs {
		t.Errorf("a folder: reason %d", got)
	}
	if _, err := Check(filepath.Join(dir, "gone.pdf")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	script, document := file(t, "run.sh", "#!/bin/sh\n", 0o755), file(t, "lease.pdf", "%PDF-1.7", 0o644)
	for target, want := range map[string]Reason{script: Runs, document: 0, folder: Runs} {
		link := filepath.Join(t.TempDir(), "link.pdf")
		if err := os.Symlink(target, link); err != nil {
			t.Skip(err)
		}
		if got := reasonOf(t, link); got != want {
			t.Errorf("a link to %s: reason %d, want %d", filepath.Base(target), got, want)
		}
	}
}
