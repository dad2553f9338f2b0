package extract

import (
	"path/filepath"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"footnote/index/doc"
	"footnote/index/extract/container"
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
	if found.Is(container.OleType) && container.CompoundType(in) == container.EncryptedOfficeType {
		return doc.Refuse(doc.CodePassword)
	}
	if found.Is("application/x-elf") { // the only format without an extension
		return doc.Refuse(doc.CodeFormat, "elf")
	}
	switch {
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

// suffix returns a file extension without its dot, as outcomes name formats.
func suffix(extension string) string { return strings.TrimPrefix(extension, ".") }
