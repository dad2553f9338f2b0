package index

import (
	"context"
	"runtime"

	"footnote/index/extract"
	"footnote/index/extract/pdf"
	"footnote/index/store"
)

// A Protection is what keeps the processes that read files from more than their files.
type Protection = extract.Protection

// ProtectionOf returns what protects the processes of Options.Worker on this system. Its error is what keeps one from starting, or ctx.Err().
func ProtectionOf(ctx context.Context, worker []string) (Protection, error) {
	pool := extract.NewPool(1, worker...)
	defer func() { _ = pool.Close() }() // it always succeeds
	return pool.Protection(ctx)
}

// The Args of CodeUnprotected.
const (
	LacksLandlock = "landlock" // a process that reads files could open others
	LacksSeccomp  = "seccomp"  // it could use the network, and start programs
	LacksNetwork  = "network"  // LibreOffice and Tesseract could use the network
)

// unprotected notes which protections workers lack that Linux can give. Where they have none that can be asked, it notes nothing.
func (o DoctorOptions) unprotected(ctx context.Context) []Finding {
	if len(o.Worker) == 0 || runtime.GOOS != "linux" {
		return nil
	}
	protection, err := ProtectionOf(ctx, o.Worker)
	if err != nil {
		return nil // reading a file says so
	}
	return lacking(protection)
}

// lacking has a finding for each protection that is not there.
func lacking(protection Protection) []Finding {
	var found []Finding
	for _, p := range []struct {
		name string
		has  bool
	}{{LacksLandlock, protection.Landlock > 0}, {LacksSeccomp, protection.Seccomp}, {LacksNetwork, protection.Network}} {
		if !p.has {
			found = append(found, finding(CodeUnprotected, store.Note, store.RepairNone, p.name))
		}
	}
	return found
}

// CompilesPDF reports whether this system lets the program make machine code, as PDFs need to be read fast.
func CompilesPDF() bool { return pdf.Compiles() }

// interpreted notes that PDFs are read slowly.
func interpreted() []Finding {
	if CompilesPDF() {
		return nil
	}
	return []Finding{finding(CodeInterpreted, store.Note, store.RepairNone)}
}
