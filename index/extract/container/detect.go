package container

import (
	"archive/zip"
	"cmp"
	"io"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"footnote/index/extract/reader"
)

const (
	ZipType = "application/zip"
	OleType = "application/x-ole-storage"
)

// partTypes are the media types of ZIP containers, by what their "[Content_Types].xml" or "mimetype" says.
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

// LookInto returns the type of a container's content if its beginning alone does not say it.
func LookInto(found *mimetype.MIME, in reader.Input) *mimetype.MIME {
	if isCompound(found) {
		return cmp.Or(mimetype.Lookup(CompoundType(in)), mimetype.Lookup(OleType))
	}
	if !found.Is(ZipType) && (found.Parent() == nil || !found.Parent().Is(ZipType)) {
		return found
	}
	archive, err := ListZIP(in)
	if err != nil {
		return found // its reader says what is wrong
	}
	for _, f := range archive.File[:min(len(archive.File), MaxMembers)] {
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

// zipMember returns the beginning of a member of an archive, as far as it can be read.
func zipMember(f *zip.File, limit int64) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer func() { _ = r.Close() }()                // only read: nothing to lose
	data, _ := io.ReadAll(io.LimitReader(r, limit)) // a part is better than nothing
	return string(data)
}
