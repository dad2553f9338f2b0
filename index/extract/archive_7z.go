package extract

import (
	"context"
	"errors"

	"github.com/bodgit/sevenzip"
)

// read7z reads a 7z archive, its members in the order in which they are packed: many are packed as one stream.
func (x *Extractor) read7z(ctx context.Context, in input) (Document, error) {
	if err := in.tooDeep(); err != nil {
		return Document{}, err
	}
	z, err := sevenzip.NewReader(in.data, in.size)
	if locked(err) { // the list of its members, too
		return Document{}, refuse(Encrypted, "an archive that needs a password: unpack it to have it read")
	}
	if err != nil {
		return Document{}, refuseErr(Damaged, err, "damaged: a 7z archive that could not be made sense of")
	}
	a := &archive{x: x, ctx: ctx, in: in}
	for _, f := range z.File {
		if !f.Mode().IsRegular() || isLitter(f.Name) {
			continue
		}
		if err = a.unpacked7z(f); err != nil {
			break
		}
	}
	return a.document(err)
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
		a.broken = errAllowance.Error()
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
		err = refuse(Encrypted, "it needs a password")
	}
	a.unread.count(plainWords(f.Name), Document{}, err)
	return a.ctx.Err()
}

// locked says whether a 7z archive or its member needs a password.
func locked(err error) bool {
	var read *sevenzip.ReadError
	return errors.As(err, &read) && read.Encrypted
}
