package extract

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	htmlcharset "golang.org/x/net/html/charset"
)

// zipParts is an open zip container: its parts by their lower-case names. It counts what is decompressed, so that no archive,
// however its parts are read, unfolds beyond maxUnfoldedBytes.
type zipParts struct {
	parts map[string]*zip.File
	left  *int64 // bytes that may still be decompressed
}

// openZip opens the archive that a file is.
func openZip(in input) (zipParts, error) {
	archive, err := zip.NewReader(in.data, in.size)
	if err != nil {
		return zipParts{}, refuseErr(Damaged, err, "damaged: the archive that it is ends early or is broken")
	}
	if len(archive.File) > maxZipMembers {
		return zipParts{}, refuse(TooLarge, "it has more than %d parts", maxZipMembers)
	}
	left := int64(maxUnfoldedBytes)
	d := zipParts{parts: map[string]*zip.File{}, left: &left}
	for _, f := range archive.File {
		if f.Flags&1 != 0 {
			return zipParts{}, refuse(Encrypted, "it needs a password: save it without one to have it read")
		}
		d.parts[partName(f.Name)] = f
	}
	return d, nil
}

// partName is the name by which a part is found: producers differ in how they write the same.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

var (
	errPartTooLarge = errors.New("a part is too large")          // ends the reading of a part at maxPartBytes
	errTooMuch      = errors.New("the archive unfolds too far")  // ends the reading of an archive at maxUnfoldedBytes
	errNoPart       = errors.New("the archive has no such part") // what a part that is not there is read as
)

// noteOn says for a person where reading ended early, and why.
func noteOn(broken error) string {
	switch {
	case broken == nil:
		return ""
	case errors.Is(broken, errPartTooLarge):
		return noteOf("only the first %d MiB of its markup were read", maxPartBytes>>20)
	case errors.Is(broken, errTooMuch):
		return noteOf("only the first %d MiB that it unfolds to were read", maxUnfoldedBytes>>20)
	}
	return noteOf("damaged: what is behind the last words shown could not be read")
}

// A partReader reads one part within the bounds.
type partReader struct {
	name    string
	content io.ReadCloser
	part    int64  // bytes of it that may still be read
	left    *int64 // bytes of the archive, likewise
}

// open opens a part; whoever does closes it.
func (d zipParts) open(name string) (*partReader, error) {
	f := d.parts[name]
	if f == nil {
		return nil, fmt.Errorf("open %s: %w", name, errNoPart)
	}
	content, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	return &partReader{name: name, content: content, part: maxPartBytes, left: d.left}, nil
}

func (p *partReader) Read(into []byte) (int, error) {
	switch {
	case p.part <= 0:
		return 0, errPartTooLarge
	case *p.left <= 0:
		return 0, errTooMuch
	}
	into = into[:min(int64(len(into)), p.part, *p.left)]
	n, err := p.content.Read(into)
	p.part -= int64(n)
	*p.left -= int64(n)
	return n, err
}

func (p *partReader) close() { _ = p.content.Close() } // only read: nothing to lose

// all returns the beginning of a part, at most limit bytes of it, as much of it as can be read.
func (d zipParts) all(name string, limit int64) ([]byte, error) {
	part, err := d.open(name)
	if err != nil {
		return nil, err
	}
	defer part.close()
	return io.ReadAll(io.LimitReader(part, limit))
}

// elements calls visit for every token of a part until it returns false. A part that is not there has none.
func (d zipParts) elements(name string, visit func(xml.Token) bool) error {
	part, err := d.open(name)
	if errors.Is(err, errNoPart) {
		return nil
	}
	if err != nil {
		return err
	}
	defer part.close()
	tokens := xml.NewDecoder(part)
	tokens.Strict = false // an entity that is not known stays as it is written; none is ever looked up
	tokens.CharsetReader = htmlcharset.NewReaderLabel
	for {
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

func xmlAttr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
