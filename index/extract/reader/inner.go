package reader

import (
	"bytes"
	"errors"
	"io"
	"time"

	"footnote/index/doc"
)

// Files may lie within files, such as members of an archive and attachments of a message. Each is read as a file of its name, and becomes a part of
// the document that the outer file is. Its path is only a label: nothing is written or opened by it.

// An Allowance bounds what all files within one file may take up together, however they are nested.
type Allowance struct {
	Bytes int64 // that may still be unpacked
	Files int   // that may still be read

	Pictures int // that may still be read

	Time time.Duration // that PDFs may still take
}

// NewAllowance returns the allowance of a file of size bytes. A file that unpacks to more was made for harm.
func NewAllowance(size int64) *Allowance {
	return &Allowance{Bytes: min(MaxUnpackedBytes, max(minUnpackedBytes, size*maxUnpackRatio)), Files: MaxMembers, Pictures: MaxInnerPictures, Time: TimeFor(size)}
}

var ErrAllowance = errors.New("it unpacks to more than is read of one file")

// Meter returns a reader of r that takes what it reads off the allowance, and fails with ErrAllowance once that is used up.
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

// ReadMember reads all of r, at most MaxMemberBytes. said is the size that the file states, or 0. It may be wrong; if it is right, it saves memory.
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

// LargeMember refuses a file within another that is too large.
func LargeMember() *doc.Refusal {
	return doc.Refuse(doc.CodeMemberTooLarge, MaxMemberBytes>>20)
}

// An Unread counts the files within a file that were not read, or not whole, for a note.
type Unread struct {
	All, Failed int
	Parts       []doc.Part // of the first ones
	Passing     bool       // one of them may give text another time
}

// Count counts a file, and what went wrong with it, if anything did.
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

// Note returns the note, if any of the files was not read. The code says what they are.
func (u *Unread) Note(code doc.Code) doc.Notes {
	if u.Failed == 0 {
		return nil
	}
	note := doc.NewOutcome(code, u.Failed, u.All)
	note.Of = u.Parts
	return doc.Notes{note}
}
