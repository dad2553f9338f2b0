package reader

import (
	"bytes"
	"errors"
	"io"

	"footnote/index/doc"
)

// Files lie within files: the members of an archive, what is attached to a message. Each is read as a file of its name would
// be, and becomes a part of the one document that the outer file is. Its path is a label: nothing is ever written or opened
// by it.

// An Allowance is what the files within one file may take up together, however they lie within each other.
type Allowance struct {
	Bytes int64 // that may yet be unpacked
	Files int   // that may yet be read

	Pictures int // of them
}

// NewAllowance is the allowance of a file of size bytes: in so many, no more than so much can be packed in earnest.
func NewAllowance(size int64) *Allowance {
	return &Allowance{Bytes: min(MaxUnpackedBytes, max(minUnpackedBytes, size*maxUnpackRatio)), Files: MaxMembers, Pictures: MaxInnerPictures}
}

var ErrAllowance = errors.New("it unpacks to more than is read of one file")

// Meter returns r with what is read of it taken off the allowance; past that it fails with ErrAllowance.
func (a *Allowance) Meter(r io.Reader) io.Reader { return &meter{r, a} }

type meter struct {
	r io.Reader
	a *Allowance
}

func (m *meter) Read(p []byte) (int, error) {
	if m.a.Bytes <= 0 {
		return 0, ErrAllowance
	}
	n, err := m.r.Read(p[:min(int64(len(p)), m.a.Bytes)])
	m.a.Bytes -= int64(n)
	return n, err
}

// ReadMember reads what r holds, at most MaxMemberBytes. said is its size as the file says it, or 0: it may be wrong, but saves
// room where it is right.
func ReadMember(r io.Reader, said int64) ([]byte, error) {
	var b bytes.Buffer
	if said > 0 && said <= MaxMemberBytes {
		b.Grow(int(said) + bytes.MinRead)
	}
	_, err := b.ReadFrom(io.LimitReader(r, MaxMemberBytes+1))
	switch {
	case err != nil:
		return b.Bytes(), err
	case b.Len() > MaxMemberBytes:
		return nil, LargeMember()
	}
	return b.Bytes(), nil
}

// LargeMember refuses a file within another that is too large to be read.
func LargeMember() *doc.Refusal {
	return doc.Refuse(doc.CodeMemberTooLarge, MaxMemberBytes>>20)
}

// An Unread keeps what a note says of the files within a file that were not read, or not whole.
type Unread struct {
	All, Failed int
	Parts       []doc.Part // the first ones
	Passing     bool       // one of them may be read another time
}

// Count counts a file and what went wrong with it, if anything did.
func (u *Unread) Count(name string, document doc.Document, err error) {
	const most = 3
	u.All++
	notes := document.Notes
	u.Passing = u.Passing || document.Passing
	if err != nil {
		refusal := AsRefusal(err)
		notes, u.Passing = doc.Notes{refusal.Outcome}, u.Passing || refusal.Passing
	}
	if len(notes) == 0 {
		return
	}
	if u.Failed++; len(u.Parts) < most {
		u.Parts = append(u.Parts, doc.Part{Name: name, Notes: notes})
	}
}

// Note is an outcome of the code, which says what the files are.
func (u *Unread) Note(code doc.Code) doc.Notes {
	if u.Failed == 0 {
		return nil
	}
	note := doc.NewOutcome(code, u.Failed, u.All)
	note.Of = u.Parts
	return doc.Notes{note}
}
