package ocr

// Bounds. What passes one is read up to it, and the document's notes say so, except where a comment says that the file is refused.
const (
	MaxPictureBytes  = 256 << 20   // of a picture that is read for its text; past it the file is refused
	maxPicturePixels = 150_000_000 // of such a picture; past it the file is refused
	maxDrawnPixels   = 40_000_000  // of a picture that is drawn: a worker holds them all
	maxDrawnBytes    = 320 << 20   // of its file and its pixels, likewise
	minPicturePixels = 10_000      // on a smaller picture there are no words
)
