package pdf_test

import (
	"testing"

	"footnote/index/extract/extracttest"
	"footnote/index/extract/pdf"
)

// Without machine code, PDFs are read by an interpreter.
func TestPDFIsReadWithoutMachineCode(t *testing.T) {
	f := extracttest.PDF("", "The rent is due")
	if n, err := pdf.Interpreted(t.Context(), f.Bytes()); err != nil || n != len("The rent is due") {
		t.Errorf("got %d characters (%v), want %d", n, err, len("The rent is due"))
	}
}
