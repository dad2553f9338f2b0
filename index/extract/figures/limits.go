package figures

// Bounds. What exceeds one is left out.
const (
	maxFormatBytes = 1 << 10 // of the code of a number format; Excel allows 255 characters
	maxDecimals    = 30      // that a number is shown with
)
