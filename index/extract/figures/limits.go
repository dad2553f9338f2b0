package figures

// Bounds. What is past one is left out.
const (
	maxFormatBytes = 1 << 10 // of the code of a number format; Excel itself has at most 255 characters
	maxDecimals    = 30      // that a number is shown with
)
