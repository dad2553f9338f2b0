package extract

import (
	"context"
	"errors"

	"github.com/bodgit/sevenzip"

	"footnote/index/doc"
)

// read7z reads a 7z archive, its members in the order in which they are packed: many are packed as one stream.
func read7z(ctx context.Context, in input) (Document, error) {
	if err := in.tooDeep(); err != nil {
		return Document{}, err
	}
	bound7z()
	z, err := sevenzip.NewReader(in.data, in.size)
	if locked(err) { // the list of its members, too
		return Document{}, doc.Refuse(doc.CodePasswordArchive)
	}
	if errors.Is(err, err7zMemory) {
		return Document{}, doc.RefuseErr(doc.CodeArchiveMemory, err, max7zMemory>>20)
	}
	if err != nil {
		return Document{}, doc.RefuseErr(doc.CodeDamaged, err)
	}
	a := &archive{ctx: ctx, in: in}
	return a.document(a.all7z(z.File))
}

// all7z reads the members. What is unpacked only to reach the next one in the same stream counts as what is read of it does.
func (a *archive) all7z(files []*sevenzip.File) error {
	stream, behind := 0, int64(0)
	for _, f := range files {
		if f.Stream != stream {
			stream, behind = f.Stream, 0
		}
		size := int64(min(f.UncompressedSize, maxUnpackedBytes))
		switch {
		case !f.Mode().IsRegular() || isLitter(f.Name):
			behind += size
			continue
		case size > maxMemberBytes:
			a.unread.count(plainWords(f.Name), Document{}, largeMember())
			behind += size
			continue
		}
		if a.in.allowance.bytes -= behind; a.in.allowance.bytes <= 0 {
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

// unpacked7z reads one member of a 7z archive.
func (a *archive) unpacked7z(f *sevenzip.File) error {
	r, err := f.Open()
	if err != nil {
		return a.lost7z(f, err)
	}
	defer func() { _ = r.Close() }() // only read: nothing to lose
	data, err := readMember(a.in.allowance.meter(r), int64(min(f.UncompressedSize, maxMemberBytes)))
	switch {
	case errors.Is(err, errAllowance):
		a.broken = doc.Noted(doc.CodeUnpacks)
		return errEnough
	case locked(err):
		return a.lost7z(f, err)
	}
	return a.file(f.Name, data, err)
}

// lost7z counts a member that could not be had.
func (a *archive) lost7z(f *sevenzip.File, err error) error {
	if locked(err) {
		a.locked++
		err = doc.Refuse(doc.CodePasswordMember)
	}
	a.unread.count(plainWords(f.Name), Document{}, err)
	return a.ctx.Err()
}

// locked says whether a 7z archive or its member needs a password.
func locked(err error) bool {
	var read *sevenzip.ReadError
	return errors.As(err, &read) && read.Encrypted
}
