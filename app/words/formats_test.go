package words_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"footnote/app/words"
	"footnote/index/doc"
	"footnote/index/extract"
)

// compound returns the start of a compound file (https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb), as Office wrote before
// 2007, whose directory has an entry of a name.
func compound(entry string) string {
	file := make([]byte, 2048)
	copy(file, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	binary.LittleEndian.PutUint16(file[26:], 3)      // version
	binary.LittleEndian.PutUint16(file[28:], 0xfffe) // byte order
	binary.LittleEndian.PutUint16(file[30:], 9)      // a sector has 512 bytes
	binary.LittleEndian.PutUint32(file[48:], 0)      // the directory's sector
	for i, unit := range utf16.Encode([]rune(entry)) {
		binary.LittleEndian.PutUint16(file[512+2*i:], unit)
	}
	return string(file)
}

// packed returns a ZIP archive of an empty file.
func packed(t *testing.T, name string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	_, err := w.Create(name)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestFormatsHaveNames checks that extraction refuses files of the formats that have names, and that their outcomes show these names.
func TestFormatsHaveNames(t *testing.T) {
	x := extract.New(t.TempDir())
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	elf := func(kind byte) string {
		return "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 9) + string(kind) + strings.Repeat("\x00", 100)
	}
	for _, tt := range []struct{ name, data, want string }{
		{"a", "Rar!\x1a\x07\x01\x00" + strings.Repeat("\x00", 50), "a RAR archive: not supported yet"},
		{"a", "\xfd7zXZ\x00" + strings.Repeat("\x00", 50), "an XZ archive: not supported yet"},
		{"a.doc", compound("Other"), "an old Word document: "},
		{"a.dot", compound("Other"), "an old Word document: "},
		{"a.xls", compound("Other"), "an old Excel workbook: "},
		{"a.xlt", compound("Other"), "an old Excel workbook: "},
		{"a.ppt", compound("Other"), "an old PowerPoint presentation: "},
		{"a.pps", compound("Other"), "an old PowerPoint presentation: "},
		{"a.pot", compound("Other"), "an old PowerPoint presentation: "},
		{"a", strings.Repeat("\x00", 60) + "BOOKMOBI" + strings.Repeat("\x00", 50), "a Mobipocket book: not supported yet"},
		{"a", "ITSF\x03\x00\x00\x00\x60\x00\x00\x00" + strings.Repeat("\x00", 50), "a Windows help file: not supported yet"},
		{"a", "%!PS-Adobe-3.0\n" + strings.Repeat("\x00", 50), "a PostScript document: not supported yet"},
		{"a", "\x00\x01\x00\x00Standard Jet DB\x00" + strings.Repeat("\x00", 50), "an Access database: not supported yet"},
		{"a", "SQLite format 3\x00" + strings.Repeat("\x00", 100), "an SQLite database: not supported yet"},
		{"a", "MZ" + strings.Repeat("\x00", 100), "a Windows program: not supported yet"},
		{"a", elf(9), "a program: not supported yet"},
		{"a", elf(3), "a program or program library: not supported yet"},
		{"a", packed(t, "META-INF/MANIFEST.MF"), "a Java archive: not supported yet"},
		{"a", "\xca\xfe\xba\xbe\x00\x00\x00\x34" + strings.Repeat("\x00", 50), "a Java class: not supported yet"},
		{"a", "\x00asm\x01\x00\x00\x00" + strings.Repeat("\x00", 50), "a WebAssembly module: not supported yet"},
		{"a", "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3" + strings.Repeat("\x00", 50), "a OneNote section: not supported yet"},
		{"a", "\xffWPC\x10\x00\x00\x00\x01\x0a\x02\x01" + strings.Repeat("\x00", 50), "a WordPerfect document: not supported yet"},
	} {
		_, err := x.Reader(t.Context(), tt.name, strings.NewReader(tt.data), int64(len(tt.data)))
		var refusal *doc.Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%q: %v, want a refusal by name: %s", tt.data[:12], err, tt.want)
			continue
		}
		if got := (words.Language{}).Outcome(refusal.Outcome); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s %q is worded %q, want %q", tt.name, tt.data[:12], got, tt.want)
		}
	}
}
