package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"footnote/index/extract/reader"
)

// The stated sizes of pages and pictures are checked before PDFium works with them: for the text of a page it makes tables as wide and high as the
// page, and for a picture it may decode all pixels.

const (
	maxPageUnits      = 100_000     // of a page's side: 35 metres; a page has at most 14,400 (ISO 32000-1, annex C)
	maxPicturePoints  = 600_000_000 // pixels of a picture on a drawn page, as a poster scanned at 600 dpi has
	maxPictureObjects = 5_000       // objects of a page that are checked for such a picture
)

// boundPage shrinks a page that states too large a size, and reports whether it did. The change shows when the page is loaded again.
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

// isPageSide reports whether a page's side may be so long.
func isPageSide(units float64) bool { return units <= maxPageUnits } // false for NaN

// finitePoint returns a coordinate within the range that can be computed with.
func finitePoint(v float32) float32 {
	const beyond = 1e9
	if math.IsNaN(float64(v)) {
		return 0
	}
	return max(-beyond, min(v, beyond))
}

// dropPictures removes pictures with too many pixels from a page, without saving it.
func (r *fileReader) dropPictures(page requests.Page) {
	count, err := r.session.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return
	}
	left := maxPictureObjects
	for i := count.Count - 1; i >= 0 && left > 0; i-- {
		object, err := r.session.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err == nil && r.isTooLarge(object.PageObject, &left, 0) {
			_, _ = r.session.FPDFPage_RemoveObject(&requests.FPDFPage_RemoveObject{Page: page, PageObject: object.PageObject}) // if it fails, the picture is drawn, within bounds
		}
	}
}

// isTooLarge reports whether an object is, or holds, a picture with too many pixels. left counts the objects that may still be checked.
func (r *fileReader) isTooLarge(object references.FPDF_PAGEOBJECT, left *int, depth int) bool {
	const deepest = 10 // nested forms
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
