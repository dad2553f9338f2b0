package office_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

func TestLegacyOffice(t *testing.T) {
	newer := filepath.Join(t.TempDir(), "newer.docx")
	if err := os.WriteFile(newer, extracttest.DOCX(t, extracttest.Styled("Kapitel", "Rent")+extracttest.Para("", "It is due."), nil), 0o600); err != nil {
		t.Fatal(err)
	}
	runs := extracttest.WithTool(t, "soffice", extracttest.FakeOffice(newer))
	document := extracttest.MustRead(t, "lease.doc", extracttest.OldWord())
	if document.Text != "Rent\n\nIt is due." || document.Kind != "doc" || document.Title != "lease" || len(document.Places.Marks) != 1 {
		t.Errorf("kind %q, title %q, text %q, marks %v", document.Kind, document.Title, document.Text, document.Places.Marks)
	}
	if extracttest.CountFiles(t, runs) == 0 {
		t.Error("LibreOffice was not run")
	}
}

func TestLegacyOfficeStartsAgain(t *testing.T) {
	newer := filepath.Join(t.TempDir(), "newer.docx")
	if err := os.WriteFile(newer, extracttest.DOCX(t, extracttest.Para("", "words"), nil), 0o600); err != nil {
		t.Fatal(err)
	}
	extracttest.WithTool(t, "soffice", "[ -e \"$HOME/started\" ] || { : > \"$HOME/started\"; exit 81; }\n"+extracttest.FakeOffice(newer))
	if document := extracttest.MustRead(t, "a.doc", extracttest.OldWord()); document.Text != "words" {
		t.Errorf("text %q", document.Text)
	}
}

func TestLegacyOfficeRefusals(t *testing.T) {
	for name, tt := range map[string]struct{ script, want string }{
		"not installed": {"", "needs-office(doc, docx)"},
		"it fails":      {"exit 1", "office-failed(doc)"},
		"it says no":    {"exit 0", "office-failed(doc)"},
	} {
		t.Run(name, func(t *testing.T) {
			extracttest.WithoutTools(t)
			if tt.script != "" {
				extracttest.WithTool(t, "soffice", tt.script)
			}
			_, err := extracttest.Read(t, "a.bin", extracttest.OldWord())
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Outcome.String() != tt.want {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestLibreOffice reads old formats with the real program, which first writes them.
func TestLibreOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui")
	}
	for _, tt := range []struct {
		name, old string
		data      []byte
	}{
		{"a.rtf", "doc", []byte(`{\rtf1 The rent is due.}`)},
		{"a.csv", "xls", []byte("The rent is due.\n")},
	} {
		t.Run(tt.old, func(t *testing.T) {
			dir := t.TempDir()
			source := filepath.Join(dir, tt.name)
			if err := os.WriteFile(source, tt.data, 0o600); err != nil {
				t.Fatal(err)
			}
			c := exec.Command(soffice, "--headless", "-env:UserInstallation=file://"+dir+"/profile", "--convert-to", tt.old, "--outdir", dir, source)
			if out, err := c.CombinedOutput(); err != nil || !extracttest.Exists(filepath.Join(dir, "a."+tt.old)) {
				t.Skipf("this LibreOffice does not write %s: %v %s", tt.old, err, out)
			}
			document, err := extract.New("").File(t.Context(), filepath.Join(dir, "a."+tt.old))
			if err != nil || strings.TrimSpace(document.Text) != "The rent is due." || document.Kind != tt.old {
				t.Errorf("kind %q, text %q, error %v", document.Kind, document.Text, err)
			}
		})
	}
}
