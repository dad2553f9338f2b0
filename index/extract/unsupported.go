package extract

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/plain"
	"footnote/index/extract/reader"
)

const unknownType = "application/octet-stream"

// markupForMachines are the extensions of formats that look like text, but whose words only a reader of the format finds.
var markupForMachines = map[string]bool{".rtf": true, ".ps": true}

// newerFormats are the formats that Office programs can save older ones as, by file extension.
var newerFormats = map[string]string{"doc": "docx", "dot": "docx", "xls": "xlsx", "xlt": "xlsx", "ppt": "pptx", "pps": "pptx", "pot": "pptx"}

// refuseFormat refuses a file, and names its format.
func refuseFormat(found *mimetype.MIME, in reader.Input) *doc.Refusal {
	family, _, _ := strings.Cut(found.String(), "/")
	switch image := diskImage(in.Data); {
	case image != "":
		return doc.Refuse(doc.CodeFormat, image)
	case family == "image":
		return doc.Refuse(doc.CodePictureFormat, suffix(found.Extension()))
	case family == "audio":
		return doc.Refuse(doc.CodeSound, suffix(found.Extension()))
	case family == "video":
		return doc.Refuse(doc.CodeFilm, suffix(found.Extension()))
	case family == "font":
		return doc.Refuse(doc.CodeFont)
	}
	for m := found; m != nil; m = m.Parent() {
		format := suffix(m.Extension())
		if m.Is("application/x-elf") { // it has no extension; some of its kinds have ones that say nothing
			format = "elf"
		}
		if m.Is(container.OleType) { // only the name tells which program's it is
			format = suffix(strings.ToLower(filepath.Ext(in.Name)))
		}
		if newer := newerFormats[format]; newer != "" {
			return doc.Refuse(doc.CodeSaveNewer, format, newer)
		}
		if format != "" && !m.Is(container.OleType) {
			return doc.Refuse(doc.CodeFormat, format)
		}
	}
	return doc.Refuse(doc.CodeUnknownFormat)
}

// Unread reports whether a file's first bytes show that it is of a format that is never read and whose files are large: a film, a sound
// recording, or the image of a disk.
func Unread(file io.ReaderAt) bool {
	head := make([]byte, reader.SniffBytes)
	n, _ := file.ReadAt(head, 0) // a short file has fewer
	if head = head[:n]; plain.LooksLikeText(head) {
		return false
	}
	family, _, _ := strings.Cut(mimetype.Detect(head).String(), "/")
	return family == "video" || family == "audio" || diskImage(file) != ""
}

// diskImages are the signatures of images of disks, by where they stand.
var diskImages = []struct {
	at        int64
	signature string
	format    string
}{
	{0x8001, "CD001", "iso"}, // ECMA-119, 8.1
	{0x8801, "CD001", "iso"},
	{0x8001, "BEA01", "udf"}, // ECMA-167, part 2, 9.2
	{0, "QFI\xfb", "qcow2"},
	{0, "KDMV", "vmdk"},
	{0, "COWD", "vmdk"},
	{0, "conectix", "vhd"},
	{0, "vhdxfile", "vhdx"},
	{0x40, "\x7f\x10\xda\xbe", "vdi"},
	{0, "MSWIM\x00\x00\x00", "wim"},
	{0, "hsqs", "squashfs"},
	{512, "EFI PART", "img"},
}

// diskImage returns the format of the image of a disk, or "".
func diskImage(file io.ReaderAt) string {
	for _, image := range diskImages {
		found := make([]byte, len(image.signature))
		if n, _ := file.ReadAt(found, image.at); string(found[:n]) == image.signature {
			return image.format
		}
	}
	return ""
}

// suffix returns a file extension without its dot, as outcomes name formats.
func suffix(extension string) string { return strings.TrimPrefix(extension, ".") }
