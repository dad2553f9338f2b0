package extract

// OCRPages makes pages of a table of Tesseract's.
func OCRPages(table string) []ocrPage { return ocrPages(table) }

// Busy is how many workers are at work.
func (p *Pool) Busy() int { return len(p.slots) }

// HoldAgain keeps files from being tried once more until release.
func (p *Pool) HoldAgain() (release func()) {
	p.again <- struct{}{}
	return func() { <-p.again }
}
