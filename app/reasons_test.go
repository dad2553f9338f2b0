package app

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// saidOfFiles are the sentences that the engine has for what became of a file, and the names that it puts into them.
func saidOfFiles(t *testing.T) map[string]bool {
	t.Helper()
	said := map[string]bool{}
	for _, tree := range sources(t, token.NewFileSet(), "../index/extract/*.go", "../index/ingest.go", "../index/doctor_repair.go") {
		ast.Inspect(tree, func(n ast.Node) bool {
			for _, e := range saidIn(n) {
				ast.Inspect(e, func(n ast.Node) bool {
					if entry, ok := n.(*ast.KeyValueExpr); ok { // of a table: an extension, and what is said of it
						n = entry.Value
					}
					if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
						if s, err := strconv.Unquote(literal.Value); err == nil && strings.TrimSpace(s) != "" {
							said[s] = true
						}
						return false
					}
					return true
				})
			}
			return true
		})
	}
	return said
}

// saidIn returns the parts of a piece of code that hold what is said: formats of refusals and notes, reasons, names of formats and what is
// advised.
func saidIn(n ast.Node) []ast.Expr {
	formats := map[string]int{"refuse": 1, "refuseErr": 2, "noteOf": 0}
	tables := map[string]bool{"formatNames": true, "advice": true, "lockedPDF": true}
	switch n := n.(type) {
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "note" {
			return n.Args // what the files are called
		}
		if f, ok := n.Fun.(*ast.Ident); ok {
			if at, ok := formats[f.Name]; ok && at < len(n.Args) {
				return n.Args[at : at+1]
			}
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "name" {
			return []ast.Expr{n.Value}
		}
	case *ast.CompositeLit:
		if kind, ok := n.Type.(*ast.Ident); ok && kind.Name == "legacyFormat" {
			return n.Elts[2:3] // its name
		}
	case *ast.ValueSpec:
		if tables[n.Names[0].Name] {
			return n.Values
		}
	case *ast.AssignStmt:
		if field, ok := n.Lhs[0].(*ast.SelectorExpr); ok && field.Sel.Name == "Reason" {
			return n.Rhs
		}
	}
	return nil
}

// What the engine says of a file is shown in the window's language, with what it names; what it does not know is shown as it is.
func TestReasonsAreTranslated(t *testing.T) {
	if got := len(saidOfFiles(t)); got < 150 {
		t.Fatalf("found %d sentences, want at least 150: the test does not see them", got)
	}
	t.Cleanup(func() {
		if err := speak("en"); err != nil {
			t.Error(err)
		}
	})
	if err := speak("de"); err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]string{
		"empty: there are no words in it":                                                    "leer: ohne Wörter",
		"damaged: page 12 cannot be drawn":                                                   "beschädigt: Seite 12 lässt sich nicht zeigen",
		"a scan: install tesseract to read it":                                               "ein Scan: zum Lesen Tesseract installieren",
		"a Word 97–2003 document: install LibreOffice to have it read, or save it as DOCX":   "ein Dokument von Word 97–2003: zum Lesen LibreOffice installieren oder als DOCX speichern",
		"only its first 24 MiB were read; 2 of its 30 pages are pictures that were not read": "nur die ersten 24 MiB wurden gelesen; 2 der 30 Seiten sind Bilder, die nicht gelesen wurden",
		"5 of its 9 files were not read, or not whole: a.bin (neither text nor a format that is read), b, c.pdf (a PDF that needs a password) and 3 more": "5 von 9 Dateien wurden nicht oder nicht ganz gelesen: a.bin (weder Text noch ein Format, das gelesen wird), b, c.pdf (eine PDF-Datei mit Passwort) und 3 weitere",
		"scan (1).pdf (a PDF that needs a password)":                                         "scan (1).pdf (eine PDF-Datei mit Passwort)",
		"photo (1).heic (a picture (.heic): save it as PNG or JPEG to have text in it read)": "photo (1).heic (ein Bild (.heic): als PNG oder JPEG speichern, damit Text darin gelesen wird)",
		"2 of its 3 files were not read, or not whole: a.zip (1 of its 2 files were not read, or not whole: b.doc (it needs a password); only its first 24 MiB were read), c (it needs a password)": "2 von 3 Dateien wurden nicht oder nicht ganz gelesen: a.zip (1 von 2 Dateien wurden nicht oder nicht ganz gelesen: b.doc (braucht ein Passwort); nur die ersten 24 MiB wurden gelesen), c (braucht ein Passwort)",
		"model \"a\" not found": "model \"a\" not found",
		"":                      "",
	} {
		if got := reasonWords(said); got != want {
			t.Errorf("%q is shown as %q, want %q", said, got, want)
		}
	}
}
