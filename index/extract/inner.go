package extract

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"footnote/index/doc"
)

// Files lie within files: the members of an archive, what is attached to a message. Each is read as a file of its name would
// be, and becomes a part of the one document that the outer file is. Its path is a label: nothing is ever written or opened
// by it.

// An allowance is what the files within one file may take up together, however they lie within each other.
type allowance struct {
	bytes int64 // that may yet be unpacked
	files int   // that may yet be read

	pictures int // of them
}

// allowanceFor is the allowance of a file of size bytes: in so many, no more than so much can be packed in earnest.
func allowanceFor(size int64) *allowance {
	return &allowance{bytes: min(maxUnpackedBytes, max(minUnpackedBytes, size*maxUnpackRatio)), files: maxMembers, pictures: maxInnerPictures}
}

var errAllowance = errors.New("it unpacks to more than is read of one file")

// meter returns r with what is read of it taken off the allowance; past that it fails with errAllowance.
func (a *allowance) meter(r io.Reader) io.Reader { return &meter{r, a} }

type meter struct {
	r io.Reader
	a *allowance
}

func (m *meter) Read(p []byte) (int, error) {
	if m.a.bytes <= 0 {
		return 0, errAllowance
	}
	n, err := m.r.Read(p[:min(int64(len(p)), m.a.bytes)])
	m.a.bytes -= int64(n)
	return n, err
}

// inner reads data as a file of that name within this one.
func (in input) inner(ctx context.Context, name string, data []byte) (Document, error) {
	if in.allowance.files <= 0 {
		return Document{}, doc.Refuse(doc.CodeMembers, maxMembers)
	}
	in.allowance.files--
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	return in.read(ctx, input{name: name, data: bytes.NewReader(data), size: int64(len(data)), passwords: in.passwords, depth: in.depth + 1, allowance: in.allowance, read: in.read})
}

// tooDeep refuses a file that lies within more files than are looked into.
func (in input) tooDeep() error {
	if in.depth > maxNesting {
		return doc.Refuse(doc.CodeNested, maxNesting)
	}
	return nil
}

// readMember reads what r holds, at most maxMemberBytes. said is its size as the file says it, or 0: it may be wrong, but saves
// room where it is right.
func readMember(r io.Reader, said int64) ([]byte, error) {
	var b bytes.Buffer
	if said > 0 && said <= maxMemberBytes {
		b.Grow(int(said) + bytes.MinRead)
	}
	_, err := b.ReadFrom(io.LimitReader(r, maxMemberBytes+1))
	switch {
	case err != nil:
		return b.Bytes(), err
	case b.Len() > maxMemberBytes:
		return nil, largeMember()
	}
	return b.Bytes(), nil
}

// largeMember refuses a file within another that is too large to be read.
func largeMember() *doc.Refusal {
	return doc.Refuse(doc.CodeMemberTooLarge, maxMemberBytes>>20)
}

// An unread keeps what a note says of the files within a file that were not read, or not whole.
type unread struct {
	all, failed int
	parts       []doc.Part // the first ones
	passing     bool       // one of them may be read another time
}

// count counts a file and what went wrong with it, if anything did.
func (u *unread) count(name string, document Document, err error) {
	const most = 3
	u.all++
	notes := document.Notes
	u.passing = u.passing || document.Passing
	if err != nil {
		refusal := asRefusal(err)
		notes, u.passing = doc.Notes{refusal.Outcome}, u.passing || refusal.Passing
	}
	if len(notes) == 0 {
		return
	}
	if u.failed++; len(u.parts) < most {
		u.parts = append(u.parts, doc.Part{Name: name, Notes: notes})
	}
}

// note is an outcome of the code, which says what the files are.
func (u *unread) note(code doc.Code) doc.Notes {
	if u.failed == 0 {
		return nil
	}
	note := doc.NewOutcome(code, u.failed, u.all)
	note.Of = u.parts
	return doc.Notes{note}
}
