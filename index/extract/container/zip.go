package container

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"

	"footnote/index/doc"
	"footnote/index/extract/reader"
)

// Bounds of the list of files that ends a ZIP archive. archive/zip holds all of it in memory, about 350 bytes a file.
const (
	maxListedFiles = 200_000
	maxListBytes   = 64 << 20
)

var errLongList = errors.New("an archive that lists too many files")

// ListZIP opens a ZIP archive, unless its list of files is too long.
func ListZIP(in reader.Input) (*zip.Reader, error) {
	counted := &listReader{data: in.Data, files: maxListedFiles, bytes: maxListBytes}
	archive, err := zip.NewReader(counted, in.Size)
	counted.listed = true
	if errors.Is(err, errLongList) {
		return nil, doc.Refuse(doc.CodeArchiveLists, maxListedFiles)
	}
	return archive, err
}

// A listReader reads an archive, and fails if its list is too long. The archive states the length itself, but may be wrong.
type listReader struct {
	data   io.ReaderAt
	listed bool // the list has been read
	files  int  // that may still be listed
	bytes  int  // of the list that may still be read
}

func (r *listReader) ReadAt(p []byte, at int64) (int, error) {
	n, err := r.data.ReadAt(p, at)
	if r.listed {
		return n, err
	}
	r.files -= bytes.Count(p[:n], []byte("PK\x01\x02")) // an entry's signature
	if r.bytes -= n; r.files < 0 || r.bytes < 0 {
		return 0, errLongList
	}
	return n, err
}
