package opener

import (
	"bytes"
	"strings"
	"sync"
)

// A kind is a group of documents that begin alike.
type kind int

const (
	text     kind = iota + 1 //
	pdf                      //
	picture                  //
	zipped                   // office documents and books: ZIP archives, or compound files if locked with a password
	compound                 // office documents and messages from before 2007; programs also save web pages under their names
	archive                  //
)

// kinds maps the extensions of the documents that Footnote reads to their kinds. It holds only those whose usual programs just show a
// document, or ask before they run anything in it, as web browsers and office suites do. It leaves out scripts, because on some systems
// their program is an interpreter. A file whose extension is missing here is never opened.
var kinds = sync.OnceValue(func() map[string]kind {
	all := map[string]kind{}
	for k, extensions := range map[kind]string{
		pdf:      "pdf",
		picture:  "png jpg jpeg tif tiff bmp webp gif",
		zipped:   "docx docm dotx dotm xlsx xlsm xltx xltm pptx pptm ppsx ppsm potx potm odt ott odm odp otp ods ots epub",
		compound: "doc dot xls xlt ppt pps pot msg",
		archive:  "zip 7z tar gz tgz bz2 tbz tbz2 zst tzst",
		text: "txt text md markdown mdown mkd mkdn rst adoc asciidoc org tex ltx latex rtf csv tsv tab html htm xhtml xht mht mhtml " +
			"eml emlx mbox mbx srt vtt ipynb json jsonl ndjson jsonc json5 geojson xml xsd svg rss atom yaml yml toml ini cfg conf " +
			"properties log bib ics vcf diff patch go c h cc cpp cxx hh hpp hxx cu java kt cs rs swift proto thrift css scss sass less " +
			"sql f f90 f95 f03 pas",
	} {
		for ext := range strings.FieldsSeq(extensions) {
			all["."+ext] = k
		}
	}
	return all
})

// beginnings holds the first bytes of the files of a kind.
var beginnings = map[kind][]string{
	picture:  {"\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "II*\x00", "MM\x00*", "II+\x00", "MM\x00+", "BM", "GIF8"},
	zipped:   {"PK\x03\x04", compoundMark},
	compound: {compoundMark, "PK\x03\x04", "{\\rtf"},
	archive:  {"PK\x03\x04", "PK\x05\x06", "7z\xbc\xaf\x27\x1c", "\x1f\x8b", "BZh", "\x28\xb5\x2f\xfd"},
}

const compoundMark = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// holds reports whether a file with these first bytes can be of the kind. Some desktops choose a program by content, not by name, and must
// not take a document for a program of a kind that is unknown here. Content that is text does no harm.
func (k kind) holds(head []byte) bool {
	for _, b := range beginnings[k] {
		if bytes.HasPrefix(head, []byte(b)) {
			return true
		}
	}
	switch k {
	case picture:
		if len(head) > 12 && string(head[:4])+string(head[8:12]) == "RIFFWEBP" {
			return true
		}
	case pdf:
		const latest = 1024 // readers search this many bytes for it: https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf, H.3
		if bytes.Contains(head[:min(len(head), latest)], []byte("%PDF-")) {
			return true
		}
	case archive:
		const at = 257 // in the first block of a TAR archive
		if len(head) > at && bytes.HasPrefix(head[at:], []byte("ustar")) {
			return true
		}
	}
	return plain(head)
}

// plain reports whether a file begins as text does.
func plain(head []byte) bool {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff", "\x00\x00\xfe\xff"} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return true
		}
	}
	return !bytes.ContainsRune(head, 0)
}
