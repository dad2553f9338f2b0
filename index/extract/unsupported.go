package extract

import (
	"path/filepath"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

const unknownType = "application/octet-stream"

// markupForMachines are the extensions of formats that are text to look at, but whose words only a reader of the format finds.
var markupForMachines = map[string]bool{".rtf": true, ".ps": true}

// formatNames are what people call the formats that are not read, by the extension that mimetype gives them.
var formatNames = map[string]string{
	".zip": "a ZIP archive", ".rar": "a RAR archive", ".tar": "a TAR archive",
	".gz": "a GZIP archive", ".bz2": "a BZIP2 archive", ".xz": "an XZ archive", ".zst": "a Zstandard archive",
	".docx": "a Word document", ".xlsx": "an Excel workbook", ".pptx": "a PowerPoint presentation",
	".doc": "a Word 97–2003 document", ".xls": "an Excel 97–2003 workbook", ".ppt": "a PowerPoint 97–2003 presentation",
	".dot": "a Word 97–2003 document", ".xlt": "an Excel 97–2003 workbook", ".pps": "a PowerPoint 97–2003 presentation", ".pot": "a PowerPoint 97–2003 presentation",
	".odt": "an OpenDocument text", ".ods": "an OpenDocument spreadsheet", ".odp": "an OpenDocument presentation",
	".epub": "an EPUB book", ".mobi": "a Mobipocket book", ".djvu": "a DjVu document", ".chm": "a Windows help file",
	".pdf": "a PDF", ".rtf": "an RTF document", ".ps": "a PostScript document",
	".msg": "an Outlook message", ".mdb": "an Access database", ".sqlite": "an SQLite database",
	".exe": "a Windows program", ".so": "a program library", ".class": "a Java class",
	".jar": "a Java archive", ".wasm": "a WebAssembly module", ".one": "a OneNote section", ".wpd": "a WordPerfect document",
}

// newerFormats are what the programs that write the older formats of Office can save instead, by extension.
var newerFormats = map[string]string{".doc": "DOCX", ".dot": "DOCX", ".xls": "XLSX", ".xlt": "XLSX", ".ppt": "PPTX", ".pps": "PPTX", ".pot": "PPTX"}

// refuseFormat refuses a file by the name of the format it has.
func refuseFormat(found *mimetype.MIME, in input) *Refusal {
	family, _, _ := strings.Cut(found.String(), "/")
	if found.Is(oleType) && compoundType(in) == encryptedOfficeType {
		return refuse(Encrypted, "an Office document that needs a password: save it without one to have it read")
	}
	if found.Is("application/x-elf") { // the one format without an extension
		return refuse(Unsupported, "a program: not read yet")
	}
	switch {
	case family == "image":
		return refuse(Scan, "a picture (%s): save it as PNG or JPEG to have text in it read", shout(found.Extension()))
	case family == "audio":
		return refuse(Unsupported, "a sound recording (%s): there is no text in it to read", shout(found.Extension()))
	case family == "video":
		return refuse(Unsupported, "a film (%s): there is no text in it to read", shout(found.Extension()))
	case family == "font":
		return refuse(Unsupported, "a font: there is no text in it to read")
	}
	for m := found; m != nil; m = m.Parent() {
		extension := m.Extension()
		if m.Is(oleType) { // which program's, only the name tells
			extension = strings.ToLower(filepath.Ext(in.name))
		}
		if newer := newerFormats[extension]; newer != "" {
			return refuse(Unsupported, "%s: save it as %s to have it read", formatNames[extension], newer)
		}
		if name := formatNames[extension]; name != "" {
			return refuse(Unsupported, "%s: not read yet", name)
		}
	}
	if found.Extension() != "" {
		return refuse(Unsupported, "a file of the format %s: not read yet", shout(found.Extension()))
	}
	return refuse(Unsupported, "neither text nor a format that is read")
}

func shout(extension string) string {
	return strings.ToUpper(strings.TrimPrefix(extension, "."))
}
