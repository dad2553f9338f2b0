// Package reader holds what the readers of all formats share: the file to read, how much may be unpacked of it, what a document states about itself,
// and the rows of the table of formats.
package reader

import (
	"bytes"
	"context"
	"io"
	"path"
	"path/filepath"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// An Input is an open file that a format's reader reads.
type Input struct {
	Name string      // the file's base name
	Data io.ReaderAt // its bytes
	Size int64
	Head []byte // its first bytes, at most SniffBytes

	Passwords []string   // to try
	Depth     int        // how many files it lies within
	Allowance *Allowance // of the outermost of them

	Read func(ctx context.Context, in Input) (doc.Document, error) // reads a file within this one
}

// All reads the file's first limit bytes, and reports whether that is the whole file.
func (in Input) All(limit int64) (data []byte, whole bool, err error) {
	n := min(in.Size, limit)
	data = make([]byte, n)
	read, err := io.ReadFull(io.NewSectionReader(in.Data, 0, n), data)
	if err == io.EOF || err == io.ErrUnexpectedEOF { // the file shrank since it was opened
		err = nil
	}
	if err != nil {
		return nil, false, Unreadable(err)
	}
	return data[:read], in.Size <= limit, nil
}

// Stream returns a reader of the whole file. Several may read it at the same time.
func (in Input) Stream() *io.SectionReader { return io.NewSectionReader(in.Data, 0, in.Size) }

// Title returns the title of a document that states none: its file's name without the extension.
func (in Input) Title() string {
	name := strings.TrimSuffix(in.Name, filepath.Ext(in.Name))
	if title := prose.PlainWords(name); title != "" {
		return title
	}
	if title := prose.PlainWords(in.Name); title != "" {
		return title
	}
	return "untitled"
}

// IsCalled reports whether the file has an extension, or is called exactly that.
func (in Input) IsCalled(name string) bool {
	return strings.EqualFold(filepath.Ext(in.Name), name) || strings.EqualFold(in.Name, name)
}

// Inner reads data as a file of that name within this one.
func (in Input) Inner(ctx context.Context, name string, data []byte) (doc.Document, error) {
	if in.Allowance.Files <= 0 {
		return doc.Document{}, doc.Refuse(doc.CodeMembers, MaxMembers)
	}
	in.Allowance.Files--
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	return in.Read(ctx, Input{Name: name, Data: bytes.NewReader(data), Size: int64(len(data)), Passwords: in.Passwords, Depth: in.Depth + 1, Allowance: in.Allowance, Read: in.Read})
}

// TooDeep refuses a file that is nested too deep to be looked into.
func (in Input) TooDeep() error {
	if in.Depth > maxNesting {
		return doc.Refuse(doc.CodeNested, maxNesting)
	}
	return nil
}
