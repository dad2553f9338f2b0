package ocr

// Bounds of a picture. One past a bound is refused.
const (
	MaxPictureBytes  = 256 << 20   // of its file
	maxPicturePixels = 150_000_000 // of a picture that is read
	maxDrawnPixels   = 40_000_000  // of a picture that is drawn: a worker holds all its pixels
	maxDrawnBytes    = 320 << 20   // of its file and its pixels, likewise
	minPicturePixels = 10_000      // a smaller picture has no words
)
