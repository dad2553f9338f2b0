package archive

import (
	"context"
	"errors"

	"github.com/bodgit/sevenzip"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// Read7z reads a 7z archive. It reads members in the order in which they are packed, since one stream often holds many.
func Read7z(ctx context.Context, in reader.Input) (doc.Document, error) {
	if err := in.TooDeep(); err != nil {
		return doc.Document{}, err
	}
	bound7z()
	if err := check7z(in); err != nil {
		return doc.Document{}, err
	}
	z, err := sevenzip.NewReader(in.Data, in.Size)
	if locked(err) { // the list of members may be encrypted too
		return doc.Document{}, doc.Refuse(doc.CodePasswordArchive)
	}
	if errors.Is(err, err7zMemory) {
		return doc.Document{}, doc.RefuseErr(doc.CodeArchiveMemory, err, max7zMemory>>20)
	}
	if err != nil {
		return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, err)
	}
	a := &archive{ctx: ctx, in: in}
	return a.document(a.all7z(z.File))
}

// all7z reads the members. Unpacking one only to reach the next in its stream counts against the allowance as well.
func (a *archive) all7z(files []*sevenzip.File) error {
	stream, behind := 0, int64(0)
	for _, f := range files {
		if f.Stream != stream {
			stream, behind = f.Stream, 0
		}
		size := int64(min(f.UncompressedSize, reader.MaxUnpackedBytes))
		switch {
		case !f.Mode().IsRegular() || isLitter(f.Name):
			behind += size
			continue
		case size > reader.MaxMemberBytes:
			a.unread.Count(prose.PlainWords(f.Name), doc.Document{}, reader.LargeMember())
			behind += size
			continue
		}
		if a.in.Allowance.Bytes -= behind; a.in.Allowance.Bytes <= 0 {
			a.broken = doc.Noted(doc.CodeUnpacks)
			return errEnough
		}
		behind = 0
		if err := a.unpacked7z(f); err != nil {
			return err
		}
	}
	return nil
}

// unpacked7z reads one member.
func (a *archive) unpacked7z(f *sevenzip.File) error {
	r, err := f.Open()
	if err != nil {
		return a.lost7z(f, err)
	}
	defer func() { _ = r.Close() }() // only read: nothing to lose
	data, err := reader.ReadMember(a.in.Allowance.Meter(r), int64(min(f.UncompressedSize, reader.MaxMemberBytes)))
	switch {
	case errors.Is(err, reader.ErrAllowance):
		a.broken = doc.Noted(doc.CodeUnpacks)
		return errEnough
	case locked(err):
		return a.lost7z(f, err)
	}
	return a.file(f.Name, data, err)
}

// lost7z counts a member that could not be unpacked.
func (a *archive) lost7z(f *sevenzip.File, err error) error {
	if locked(err) {
		a.locked++
		err = doc.Refuse(doc.CodePasswordMember)
	}
	a.unread.Count(prose.PlainWords(f.Name), doc.Document{}, err)
	return a.ctx.Err()
}

// locked reports whether a 7z archive or member needs a password.
func locked(err error) bool {
	var read *sevenzip.ReadError
	return errors.As(err, &read) && read.Encrypted
}
