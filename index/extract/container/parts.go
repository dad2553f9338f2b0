// Package container opens the two kinds of files that hold the parts of a document: ZIP packages and compound files (OLE 2). It bounds what is
// unpacked from them.
package container

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	htmlcharset "golang.org/x/net/html/charset"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// Parts is an open ZIP container: its parts by their lower-case names. All decompression counts against the allowance, so that no archive, however
// often its parts are read, unpacks to more than its file may.
type Parts struct {
	Members   map[string]*zip.File
	allowance *reader.Allowance

	Unseal func(name string, sealed io.Reader) (io.Reader, error) // decrypts a part; nil if none is encrypted
}

// Open opens a file that is a ZIP container.
func Open(in reader.Input) (Parts, error) {
	archive, err := ListZIP(in)
	var refusal *doc.Refusal
	if errors.As(err, &refusal) {
		return Parts{}, refusal
	}
	if err != nil {
		return Parts{}, doc.RefuseErr(doc.CodeCutShort, err)
	}
	if len(archive.File) > MaxMembers {
		return Parts{}, doc.Refuse(doc.CodeParts)
	}
	if in.Depth == 0 { // markup packs well, and some parts are read twice
		in.Allowance.Bytes = max(in.Allowance.Bytes, minUnfoldedBytes)
	}
	d := Parts{Members: map[string]*zip.File{}, allowance: in.Allowance}
	for _, f := range archive.File {
		if f.Flags&1 != 0 {
			return Parts{}, doc.Refuse(doc.CodePassword)
		}
		d.Members[PartName(f.Name)] = f
	}
	return d, nil
}

// PartName returns the name that a part is found under: producers spell the same name differently.
func PartName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

var (
	errPartTooLarge = errors.New("a part is too large")         // at maxPartBytes
	errLongToken    = errors.New("a part has too long a token") // at maxTokenBytes
	errNoPart       = errors.New("the archive has no such part")
)

// Note returns a note on where reading ended early, and why.
func Note(broken error) doc.Notes {
	switch {
	case broken == nil:
		return nil
	case errors.Is(broken, errPartTooLarge):
		return doc.Noted(doc.CodeFirstMarkup, maxPartBytes>>20)
	case errors.Is(broken, errLongToken):
		return doc.Noted(doc.CodeLongPiece, maxTokenBytes>>20)
	case errors.Is(broken, reader.ErrAllowance):
		return doc.Noted(doc.CodeUnpacks)
	}
	return doc.Noted(doc.CodeBrokenOff)
}

// A partReader reads a part within the bounds.
type partReader struct {
	name    string
	content io.ReadCloser
	part    int64             // bytes that may still be read
	token   int64             // bytes that may still be read before a token ends
	all     *reader.Allowance // of the whole file
}

// open opens a part. The caller closes it.
func (d Parts) open(name string) (*partReader, error) {
	f := d.Members[name]
	if f == nil {
		return nil, fmt.Errorf("open %s: %w", name, errNoPart)
	}
	content, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	if d.Unseal != nil {
		plain, err := d.Unseal(name, content)
		if err != nil {
			_ = content.Close() // only read: nothing to lose
			return nil, fmt.Errorf("decrypt %s: %w", name, err)
		}
		content = unsealed{plain, content}
	}
	return &partReader{name: name, content: content, part: maxPartBytes, token: maxPartBytes, all: d.allowance}, nil
}

// An unsealed is a part as it is decrypted, and closed as it is stored.
type unsealed struct {
	io.Reader
	io.Closer
}

func (p *partReader) Read(into []byte) (int, error) {
	switch {
	case p.part <= 0:
		return 0, errPartTooLarge
	case p.token <= 0:
		return 0, errLongToken
	case p.all.Bytes <= 0:
		return 0, reader.ErrAllowance
	}
	into = into[:min(int64(len(into)), p.part, p.token, p.all.Bytes)]
	n, err := p.content.Read(into)
	p.part -= int64(n)
	p.token -= int64(n)
	p.all.Bytes -= int64(n)
	return n, err
}

func (p *partReader) close() { _ = p.content.Close() } // only read: nothing to lose

// Uncounted calls read without counting what it decompresses, for parts that are read once more later.
func (d Parts) Uncounted(read func()) {
	left := d.allowance.Bytes
	read()
	d.allowance.Bytes = left
}

// All returns the beginning of a part, at most limit bytes, as far as it can be read.
func (d Parts) All(name string, limit int64) ([]byte, error) {
	part, err := d.open(name)
	if err != nil {
		return nil, err
	}
	defer part.close()
	return io.ReadAll(io.LimitReader(part, limit))
}

// Elements calls visit for every token of a part until it returns false. A missing part has none.
func (d Parts) Elements(name string, visit func(xml.Token) bool) error {
	part, err := d.open(name)
	if errors.Is(err, errNoPart) {
		return nil
	}
	if err != nil {
		return err
	}
	defer part.close()
	tokens := xml.NewDecoder(part)
	tokens.Strict = false // unknown entities stay as they are; none is looked up
	tokens.CharsetReader = htmlcharset.NewReaderLabel
	for {
		part.token = maxTokenBytes
		token, err := tokens.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read %s: %w", name, err)
		case !visit(token):
			return nil
		}
	}
}

func Attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// Properties returns the text of the first element of each name in a part that is a list of them.
func (d Parts) Properties(part string, names ...string) map[string]string {
	said := map[string]string{}
	open := ""
	_ = d.Elements(part, func(t xml.Token) bool { // without the part there are none
		switch t := t.(type) {
		case xml.StartElement:
			if name := t.Name.Local; slices.Contains(names, name) && said[name] == "" {
				open = name
			}
		case xml.CharData:
			if open != "" && len(said[open]) < prose.MaxTitleBytes {
				said[open] += string(t)
			}
		case xml.EndElement:
			open = ""
		}
		return true
	})
	return said
}
