package pdf

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/index/doc"
	"footnote/index/extract/reader"
)

// Files are attached to a PDF as a whole (ISO 32000-1, 7.11.4) or to a place on a page (12.5.6.15). Their bytes are taken out while the instance that
// has the PDF open lives, and read as files when it is gone: another PDF among them needs an instance too.

// An attachedFile is a file that is attached to the PDF.
type attachedFile struct {
	name string
	data []byte
	err  error // why there is no data
}

// readAttached takes out the files that are attached to the PDF as a whole.
func (r *fileReader) readAttached() {
	count, err := r.session.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: r.file})
	if err != nil {
		return
	}
	for i := range count.AttachmentCount {
		got, err := r.session.FPDFDoc_GetAttachment(&requests.FPDFDoc_GetAttachment{Document: r.file, Index: i})
		if err != nil {
			continue
		}
		if !r.takeAttached(got.Attachment) {
			return
		}
	}
}

// readAttachedTo takes out the file that is attached by a note.
func (r *fileReader) readAttachedTo(note references.FPDF_ANNOTATION) {
	if !r.whole {
		return
	}
	got, err := r.session.FPDFAnnot_GetFileAttachment(&requests.FPDFAnnot_GetFileAttachment{Document: r.file, Annotation: note})
	if err == nil {
		r.takeAttached(got.Attachment)
	}
}

// takeAttached takes out a file, and reports whether there is room for more.
func (r *fileReader) takeAttached(file references.FPDF_ATTACHMENT) bool {
	if len(r.attached) == maxAttached {
		return false
	}
	a := attachedFile{name: fmt.Sprintf("attachment %d", len(r.attached)+1)}
	if name, err := r.session.FPDFAttachment_GetName(&requests.FPDFAttachment_GetName{Attachment: file}); err == nil && name.Name != "" {
		a.name = name.Name
	}
	held := 0
	for _, other := range r.attached {
		held += len(other.data)
	}
	switch got, err := r.session.FPDFAttachment_GetFile(&requests.FPDFAttachment_GetFile{Attachment: file}); {
	case err != nil || len(got.Contents) == 0:
		a.err = doc.RefuseErr(doc.CodeDamaged, err)
	case len(got.Contents) > reader.MaxMemberBytes:
		a.err = reader.LargeMember()
	case held+len(got.Contents) > maxAttachedBytes || int64(len(got.Contents)) > r.in.Allowance.Bytes:
		a.err = doc.RefuseErr(doc.CodeUnpacks, reader.ErrAllowance)
	default:
		a.data = got.Contents
		r.in.Allowance.Bytes -= int64(len(a.data))
	}
	if !slices.ContainsFunc(r.attached, func(o attachedFile) bool { return o.name == a.name && bytes.Equal(o.data, a.data) }) {
		r.attached = append(r.attached, a)
	}
	return true
}

// members returns the attached files for reading.
func (r *fileReader) members() (files []reader.Embedded) {
	for _, a := range r.attached {
		files = append(files, reader.Embedded{Name: a.name, Data: func() ([]byte, error) { return a.data, a.err }})
	}
	return files
}
