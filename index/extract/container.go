package extract

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/gabriel-vasile/mimetype"
)

const (
	zipType = "application/zip"
	oleType = "application/x-ole-storage"
)

// partTypes are the documents that a zip container can be, by what its "[Content_Types].xml" or its "mimetype" says.
var partTypes = []struct{ said, mediaType string }{
	{"wordprocessingml.document.main+xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{"wordprocessingml.template.main+xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{"ms-word.document.macroEnabled.main+xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{"ms-word.template.macroEnabledTemplate.main+xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{"spreadsheetml.sheet.main+xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{"spreadsheetml.template.main+xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{"ms-excel.sheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{"presentationml.presentation.main+xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
	{"presentationml.slideshow.main+xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
	{"presentationml.template.main+xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
	{"ms-powerpoint.presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
	{"application/epub+zip", "application/epub+zip"},
	{"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"},
	{"application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"},
	{"application/vnd.oasis.opendocument.presentation", "application/vnd.oasis.opendocument.presentation"},
}

// lookInto tells what a container holds where its beginning alone does not say.
func lookInto(found *mimetype.MIME, in input) *mimetype.MIME {
	if !found.Is(zipType) && (found.Parent() == nil || !found.Parent().Is(zipType)) {
		return found
	}
	archive, err := zip.NewReader(in.data, in.size)
	if err != nil {
		return found // its reader will say what is wrong with it
	}
	for _, f := range archive.File[:min(len(archive.File), maxZipMembers)] {
		if f.Name != "[Content_Types].xml" && f.Name != "mimetype" {
			continue
		}
		said := zipMember(f, maxContentTypesBytes)
		for _, p := range partTypes {
			if strings.Contains(said, p.said) {
				return mimetype.Lookup(p.mediaType)
			}
		}
	}
	return found
}

// zipMember returns the beginning of a member of an archive, as much of it as can be read.
func zipMember(f *zip.File, limit int64) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer func() { _ = r.Close() }()                // only read: nothing to lose
	data, _ := io.ReadAll(io.LimitReader(r, limit)) // a part of it is better than nothing
	return string(data)
}

// isEncryptedOffice says whether an OLE container is the cover of an encrypted Office document, which names its one stream
// of content "EncryptedPackage" (MS-OFFCRYPTO 2.3.4).
func isEncryptedOffice(in input) bool {
	var name []byte
	for _, unit := range utf16.Encode([]rune("EncryptedPackage")) {
		name = append(name, byte(unit), byte(unit>>8))
	}
	block := make([]byte, 1<<20)
	for at := int64(0); at < in.size; at += int64(len(block) - len(name)) {
		n, err := in.data.ReadAt(block, at)
		if bytes.Contains(block[:n], name) {
			return true
		}
		if err != nil {
			return false
		}
	}
	return false
}
