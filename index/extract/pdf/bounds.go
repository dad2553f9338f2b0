package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/index/extract/reader"
)

// What a page and its pictures say of their sizes is looked at before PDFium works with it: for the words of a page it makes tables as wide
// and as high as the page, and for a picture it may make all of its pixels.

const (
	maxPageUnits      = 100_000     // of a page's side, 35 metres; a page has at most 14,400 (ISO 32000-1, annex C)
	maxPicturePoints  = 600_000_000 // pixels of a picture on a page that is drawn, as a poster scanned at 600 dpi has
	maxPictureObjects = 5_000       // objects of a page that are looked at for such a picture
)

// boundPage makes a page smaller that says it is larger than any, and reports whether it did. It shows when the page is loaded anew.
func (r *fileReader) boundPage(page requests.Page) bool {
	size, err := r.session.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil || isPageSide(size.Width) && isPageSide(size.Height) {
		return false
	}
	box := struct{ left, bottom, right, top float32 }{right: maxPageUnits, top: maxPageUnits}
	if shown, err := r.session.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page}); err == nil {
		b := shown.Rect
		left, bottom := finitePoint(min(b.Left, b.Right)), finitePoint(min(b.Bottom, b.Top))
		box.left, box.right = left, min(finitePoint(max(b.Left, b.Right)), left+maxPageUnits)
		box.bottom, box.top = bottom, min(finitePoint(max(b.Bottom, b.Top)), bottom+maxPageUnits)
	}
	return r.setBoxes(page, box.left, box.bottom, box.right, box.top, true) == nil
}

// isPageSide says whether a page's side may be so long.
func isPageSide(units float64) bool { return units <= maxPageUnits } // which is false for what is no number

// finitePoint keeps a coordinate within what can be computed with.
func finitePoint(v float32) float32 {
	const beyond = 1e9
	if math.IsNaN(float64(v)) {
		return 0
	}
	return max(-beyond, min(v, beyond))
}

// dropPictures takes the pictures off a page that have too many pixels to be drawn. It is not saved anywhere.
func (r *fileReader) dropPictures(page requests.Page) {
	count, err := r.session.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return
	}
	left := maxPictureObjects
	for i := count.Count - 1; i >= 0 && left > 0; i-- {
		object, err := r.session.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err == nil && r.isTooLarge(object.PageObject, &left, 0) {
			_, _ = r.session.FPDFPage_RemoveObject(&requests.FPDFPage_RemoveObject{Page: page, PageObject: object.PageObject}) // or it is drawn, within bounds
		}
	}
}

// isTooLarge says whether an object is, or holds, a picture with too many pixels. left is how many objects may still be looked at.
func (r *fileReader) isTooLarge(object references.FPDF_PAGEOBJECT, left *int, depth int) bool {
	const deepest = 10 // forms within each other
	*left--
	kind, err := r.session.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object})
	switch {
	case err != nil:
		return false
	case kind.Type == enums.FPDF_PAGEOBJ_IMAGE:
		size, err := r.session.FPDFImageObj_GetImagePixelSize(&requests.FPDFImageObj_GetImagePixelSize{ImageObject: object})
		return err == nil && !reader.HasFewPixels(int64(size.Width), int64(size.Height), maxPicturePoints)
	case kind.Type != enums.FPDF_PAGEOBJ_FORM || depth == deepest:
		return false
	}
	count, err := r.session.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: object})
	if err != nil {
		return false
	}
	for i := 0; i < count.Count && *left > 0; i++ {
		inner, err := r.session.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: object, Index: uint64(i)})
		if err == nil && r.isTooLarge(inner.PageObject, left, depth+1) {
			return true
		}
	}
	return false
}
