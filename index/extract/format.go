package extract

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"footnote/index/doc"
	"footnote/index/extract/archive"
	"footnote/index/extract/container"
	"footnote/index/extract/encryption"
	"footnote/index/extract/mail"
	"footnote/index/extract/markup"
	"footnote/index/extract/ocr"
	"footnote/index/extract/office"
	"footnote/index/extract/office97"
	"footnote/index/extract/plain"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
)

// table lists the supported formats. To add one, write its reader in a file of its own, and add its row.
func (x *Extractor) table() []reader.Format {
	return slices.Concat(officeFormats(), outlinedFormats(), archiveFormats(), mailFormats(), pictureFormats(x.ocr), legacyFormats(x.ocr.Tools), []reader.Format{
		{
			Kind:       "pdf",
			Types:      []string{"application/pdf"},
			Extensions: []string{".pdf"},
			Read:       x.pdf.Read,
		},
		{
			Kind: "html", Text: true,
			Types:      []string{"text/html", "application/xhtml+xml"},
			Extensions: []string{".html", ".htm", ".xhtml", ".xht"},
			Read:       markup.ReadHTML,
		},
		{
			Kind: "markdown", Text: true,
			Extensions: []string{".md", ".markdown", ".mdown", ".mkd", ".mkdn"},
			Read:       markup.ReadMarkdown,
		},
		{
			Kind:       "docx",
			Types:      []string{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
			Extensions: []string{".docx", ".docm", ".dotx", ".dotm"},
			Read:       office.ReadDOCX,
		},
		{Kind: "text", Text: true, Types: []string{"text/plain"}, Read: plain.ReadText},
	})
}

// detect returns a file's format. The content decides on binary formats, whatever the file's name. Text formats look alike: there the name decides if
// it can, and otherwise the content. detect refuses what is neither, by the format's name.
func (x *Extractor) detect(in reader.Input) (reader.Format, error) {
	found := container.LookInto(mimetype.Detect(in.Head), in)
	extension := strings.ToLower(filepath.Ext(in.Name))
	if f, ok := x.find(func(f reader.Format) bool { return !f.Text && f.Holds(found) }); ok {
		return f, nil
	}
	if plain.LooksLikeText(in.Head) && !markupForMachines[found.Extension()] {
		if f, ok := x.find(func(f reader.Format) bool { return f.Text && slices.ContainsFunc(f.Extensions, in.IsCalled) }); ok {
			return f, nil
		}
		if f, ok := x.find(func(f reader.Format) bool { return f.Looks != nil && extension != ".txt" && f.Looks(in.Head) }); ok {
			return f, nil
		}
		f, _ := x.find(func(f reader.Format) bool { return f.Text && (f.Holds(found) || f.Kind == "text") })
		return f, nil
	}
	if found.Is(container.OleType) && container.CompoundType(in) == container.EncryptedOfficeType {
		return reader.Format{Read: readEncrypted}, nil
	}
	if found.Is(unknownType) || found.Is(container.ZipType) { // perhaps damaged: its reader says how
		if f, ok := x.find(func(f reader.Format) bool { return !f.Text && slices.Contains(f.Extensions, extension) }); ok {
			return f, nil
		}
	}
	if found.Is(container.ZipType) {
		f, _ := x.find(func(f reader.Format) bool { return slices.Contains(f.Extensions, ".zip") })
		return f, nil
	}
	return reader.Format{}, refuseFormat(found, in)
}

// readEncrypted reads an encrypted package of Office Open XML as the package that it holds.
func readEncrypted(ctx context.Context, in reader.Input) (doc.Document, error) {
	plain, err := encryption.OpenPackage(in)
	if err != nil {
		return doc.Document{}, err
	}
	const begins = "PK" // so that no encrypted package is within another
	head := make([]byte, len(begins))
	if _, err := plain.ReadAt(head, 0); err != nil || string(head) != begins {
		return doc.Document{}, doc.Refuse(doc.CodeDamaged)
	}
	in.Data, in.Size = plain, plain.Size()
	return in.Read(ctx, in)
}

func (x *Extractor) find(fits func(reader.Format) bool) (reader.Format, bool) {
	i := slices.IndexFunc(x.formats, fits)
	if i < 0 {
		return reader.Format{}, false
	}
	return x.formats[i], true
}

// archiveFormats returns the rows of archives.
func archiveFormats() []reader.Format {
	return []reader.Format{
		{Kind: "archive", Extensions: []string{".zip"}, Read: archive.ReadZIP}, // detect decides: many documents are ZIP archives
		{Kind: "archive", Types: []string{"application/x-7z-compressed"}, Extensions: []string{".7z"}, Read: archive.Read7z},
		{Kind: "archive", Types: []string{archive.TarType}, Extensions: []string{".tar"}, Read: archive.ReadTAR},
		{Kind: "archive", Types: []string{"application/gzip"}, Extensions: []string{".gz", ".tgz"}, Read: archive.Unpack(archive.Gunzip)},
		{Kind: "archive", Types: []string{"application/x-bzip2"}, Extensions: []string{".bz2", ".tbz", ".tbz2"}, Read: archive.Unpack(archive.Bunzip2)},
		{Kind: "archive", Types: []string{"application/zstd"}, Extensions: []string{".zst", ".tzst"}, Read: archive.Unpack(archive.Unzstd)},
	}
}

type readFunc = func(context.Context, reader.Input) (doc.Document, error)

// legacyFormats are the rows of the table for them.
func legacyFormats(tools *tool.Box) []reader.Format {
	has := func() bool { return tools.Has(tool.LibreOffice) }
	row := func(kind, mediaType string, read readFunc, f office.LegacyFormat, extensions ...string) reader.Format {
		return reader.Format{Kind: kind, Types: []string{mediaType}, Extensions: extensions, Read: office97.Reader(read, office.Legacy(tools, f), has)}
	}
	return []reader.Format{
		row("doc", "application/msword", office97.ReadDOC, office.DOC, ".doc", ".dot"),
		row("xls", "application/vnd.ms-excel", office97.ReadXLS, office.XLS, ".xls", ".xlt"),
		row("ppt", "application/vnd.ms-powerpoint", office97.ReadPPT, office.PPT, ".ppt", ".pps", ".pot"),
	}
}

// mailFormats returns the rows of messages, and of web pages saved as messages.
func mailFormats() []reader.Format {
	return []reader.Format{
		{Kind: "mailbox", Text: true, Looks: mail.IsMailbox, Extensions: []string{".mbox", ".mbx"}, Read: mail.ReadMailbox},
		{Kind: "mail", Text: true, Looks: mail.IsMail, Extensions: []string{".eml", ".emlx"}, Read: mail.ReadMail},
		{Kind: "mail", Types: []string{"application/vnd.ms-outlook"}, Extensions: []string{".msg"}, Read: mail.ReadMSG},
		{Kind: "mhtml", Text: true, Extensions: []string{".mht", ".mhtml"}, Read: mail.ReadMHTML},
	}
}

// officeFormats returns the rows of office documents and books.
func officeFormats() []reader.Format {
	return []reader.Format{
		{
			Kind:       "xlsx",
			Types:      []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
			Extensions: []string{".xlsx", ".xlsm", ".xltx", ".xltm"},
			Read:       office.ReadXLSX,
		},
		{
			Kind:       "pptx",
			Types:      []string{"application/vnd.openxmlformats-officedocument.presentationml.presentation"},
			Extensions: []string{".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"},
			Read:       office.ReadPPTX,
		},
		{
			Kind:       "odt",
			Types:      []string{"application/vnd.oasis.opendocument.text"},
			Extensions: []string{".odt", ".ott", ".odm"},
			Read:       office.ReadODT,
		},
		{
			Kind:       "odp",
			Types:      []string{"application/vnd.oasis.opendocument.presentation"},
			Extensions: []string{".odp", ".otp"},
			Read:       office.ReadODP,
		},
		{
			Kind:       "ods",
			Types:      []string{"application/vnd.oasis.opendocument.spreadsheet"},
			Extensions: []string{".ods", ".ots"},
			Read:       office.ReadODS,
		},
		{
			Kind:       "rtf",
			Types:      []string{"text/rtf", "application/rtf"},
			Extensions: []string{".rtf"},
			Read:       office.ReadRTF,
		},
		{
			Kind:       "epub",
			Types:      []string{"application/epub+zip"},
			Extensions: []string{".epub"},
			Read:       markup.ReadEPUB,
		},
		{
			Kind: "fb2", Text: true, Looks: markup.IsFB2,
			Extensions: []string{".fb2"},
			Read:       markup.ReadFB2,
		},
		{
			Kind:       "xps",
			Extensions: []string{".xps", ".oxps"},
			Read:       office.ReadXPS,
		},
		{
			Kind: "csv", Text: true,
			Extensions: []string{".csv", ".tsv", ".tab"},
			Read:       plain.ReadCSV,
		},
	}
}

// outlinedFormats returns the rows of texts that keep their lines.
func outlinedFormats() []reader.Format {
	return []reader.Format{
		{
			Kind: "rst", Text: true,
			Extensions: []string{".rst", ".rest"},
			Read:       plain.Outlined(markup.RST),
		},
		{
			Kind: "asciidoc", Text: true,
			Extensions: []string{".adoc", ".asciidoc"},
			Read:       plain.Outlined(markup.AsciiDoc),
		},
		{
			Kind: "org", Text: true,
			Extensions: []string{".org"},
			Read:       plain.Outlined(markup.Org),
		},
		{
			Kind: "latex", Text: true,
			Extensions: []string{".tex", ".ltx", ".latex", ".sty", ".cls"},
			Read:       plain.Outlined(markup.LaTeX),
		},
		{
			Kind: "man", Text: true, Looks: markup.IsMan,
			Extensions: []string{".man", ".mdoc"},
			Read:       plain.Outlined(markup.Man),
		},
		{
			Kind: "notebook", Text: true,
			Extensions: []string{".ipynb"},
			Read:       markup.ReadNotebook,
		},
		{
			Kind: "calendar", Text: true, Looks: plain.IsCalendar,
			Types:      []string{"text/calendar"},
			Extensions: []string{".ics", ".ical", ".ifb"},
			Read:       plain.ReadCalendar,
		},
		{
			Kind: "contacts", Text: true, Looks: plain.IsContacts,
			Types:      []string{"text/vcard"},
			Extensions: []string{".vcf", ".vcard"},
			Read:       plain.ReadContacts,
		},
		{
			Kind: "subtitles", Text: true,
			Types:      []string{"application/x-subrip", "text/vtt"},
			Extensions: []string{".srt", ".vtt"},
			Read:       plain.Outlined(plain.Subtitles),
		},
		{
			Kind: "code", Text: true,
			Extensions: plain.CodeExtensions(),
			Read:       plain.ReadCode,
		},
		{
			Kind: "data", Text: true,
			Extensions: []string{
				".json", ".jsonl", ".ndjson", ".jsonc", ".json5", ".geojson", ".xml", ".xsd", ".xsl", ".xslt", ".svg", ".rss", ".atom", ".gpx",
				".kml", ".plist", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".properties", ".env", ".desktop", ".service",
				".editorconfig", ".log", ".bib", ".diff", ".patch",
			},
			Read: plain.ReadData,
		},
	}
}

// pictureFormats returns the row of pictures, which Tesseract reads.
func pictureFormats(e *ocr.Engine) []reader.Format {
	return []reader.Format{{
		Kind:       ocr.Kind,
		Types:      []string{"image/png", "image/jpeg", "image/tiff", "image/bmp", "image/webp", "image/gif"},
		Extensions: []string{".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif"},
		Read:       e.ReadPicture,
	}}
}
