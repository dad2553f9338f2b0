package extract_test

import (
	"errors"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

// Films and images of disks are recognized by their first bytes, and refused by name; files that are read are not taken for them.
func TestUnread(t *testing.T) {
	at := func(offset int, signature string) string {
		return strings.Repeat("\x00", offset) + signature + strings.Repeat("\x00", 40<<10)
	}
	for name, tt := range map[string]struct{ data, outcome string }{
		"film.mp4":   {"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + at(100, "moov"), "film(mp4)"},
		"film.mkv":   {"\x1a\x45\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1f\x42\x86\x81\x01\x42\x82\x88matroska" + at(100, ""), "film(mkv)"},
		"song.flac":  {"fLaC\x00\x00\x00\x22" + at(10, ""), "sound(flac)"},
		"debian.iso": {at(0x8001, "CD001\x01"), "format(iso)"},
		"old.img":    {at(512, "EFI PART"), "format(img)"},
		"a.qcow2":    {"QFI\xfb\x00\x00\x00\x03" + at(10, ""), "format(qcow2)"},
		"a.vmdk":     {"KDMV\x01\x00\x00\x00" + at(10, ""), "format(vmdk)"},
		"a.vdi":      {at(0x40, "\x7f\x10\xda\xbe"), "format(vdi)"},
	} {
		if !extract.Unread(strings.NewReader(tt.data)) {
			t.Errorf("%s: its first bytes do not tell that it is not read", name)
		}
		_, err := extracttest.Read(t, name, []byte(tt.data))
		var refusal *doc.Refusal
		if !errors.As(err, &refusal) || refusal.Outcome.String() != tt.outcome {
			t.Errorf("%s: %v, want %s", name, err, tt.outcome)
		}
	}
	for name, data := range map[string]string{
		"text": "KDMV is how it begins, this text.", "empty": "", "pdf": string(extracttest.PDF("", "Words.").Bytes()),
		"zip": extracttest.Zipped(t, extracttest.Lease...),
	} {
		if extract.Unread(strings.NewReader(data)) {
			t.Errorf("a file that is read is taken for one that is not: %s", name)
		}
	}
}
