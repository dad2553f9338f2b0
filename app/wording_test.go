package app

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/words"
	"footnote/index"
	"footnote/index/doc"
)

// TestRewordingChangesNoBehaviour words every outcome as if a password or Tesseract would help. What the window offers for a file must not
// change.
func TestRewordingChangesNoBehaviour(t *testing.T) {
	lib := library()
	codes := doc.Codes()
	lib.status.Failed, lib.listed = nil, nil
	for _, code := range codes {
		path := filepath.Join("/docs", string(code))
		lib.status.Failed = append(lib.status.Failed, index.Failure{Path: path, Outcome: doc.NewOutcome(code, 1, 2)})
		lib.listed = append(lib.listed, index.Listed{Path: path, Outcome: doc.NewOutcome(code, 1, 2)})
	}
	s := open(t, lib, Starter{})
	reworded := map[string]string{}
	for format := range formatsOfWords(t) {
		reworded[format] = "a document that needs a password: install Tesseract" + strings.Join(regexp.MustCompile(`%[dsv]`).FindAllString(format, -1), "")
	}
	messages, err := json.Marshal(reworded)
	if err == nil {
		err = lang.AddTranslationsForLocale(messages, fyne.Locale("en"))
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := speak("en"); err != nil {
			t.Error(err)
		}
	})
	s.turn(pageLibrary)
	s.shelves.show()
	failed := s.shelves.page.Holding().Failed
	if len(failed) != len(codes) {
		t.Fatalf("%d files are listed, want %d", len(failed), len(codes))
	}
	for i, code := range codes {
		if !strings.HasPrefix(failed[i].Reason, "A document that needs a password: install Tesseract") || failed[i].Locked != (code == doc.CodeLocked) {
			t.Errorf("%s is shown as %+v", code, failed[i])
		}
	}
	for i, row := range s.openSlip(documentsButton).Rows() {
		if want := map[bool]int{true: actsOfLocked, false: actsOfFailure}[codes[i] == doc.CodeLocked]; row.Acts != want {
			t.Errorf("%s has the buttons %d, want %d", codes[i], row.Acts, want)
		}
	}
}

// TestGermanHasEveryOutcome checks that a German window shows no outcome in English.
func TestGermanHasEveryOutcome(t *testing.T) {
	if err := speak("de"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := speak("en"); err != nil {
			t.Error(err)
		}
	})
	within := doc.Outcome{Code: doc.CodeFilesUnread, Args: []string{"5", "9"}, Of: []doc.Part{{Name: "files", Notes: doc.Noted(doc.CodePasswordMember)}}}
	if got, want := inWords().Outcome(within), "5 von 9 Dateien nicht vollständig gelesen: files (braucht ein Passwort) und 4 weitere"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, code := range doc.Codes() {
		o := doc.NewOutcome(code, 1, 2)
		if german, english := inWords().Outcome(o), (words.Language{}).Outcome(o); german == english {
			t.Errorf("%s is %q in German too", code, german)
		}
	}
}

// TestNoMessageIsCompared checks that no code examines the text of an error: code branches on values.
func TestNoMessageIsCompared(t *testing.T) {
	root := moduleRoot(t)
	set, seen := token.NewFileSet(), 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		tree, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		seen++
		ast.Inspect(tree, func(n ast.Node) bool {
			if looksInto(n) {
				t.Errorf("%s looks into the text of an error", set.Position(n.Pos()))
			}
			return true
		})
		return nil
	})
	if err != nil || seen < 400 {
		t.Fatalf("%d files, %v", seen, err)
	}
}

// looksInto reports whether a node compares the text of an error, or searches in it.
func looksInto(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		return (n.Op == token.EQL || n.Op == token.NEQ) && (isErrorText(n.X) || isErrorText(n.Y))
	case *ast.SwitchStmt:
		return n.Tag != nil && isErrorText(n.Tag)
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		pkg, _ := f.X.(*ast.Ident)
		return pkg != nil && (pkg.Name == "strings" || pkg.Name == "regexp") && slices.ContainsFunc(n.Args, isErrorText) ||
			strings.HasPrefix(f.Sel.Name, "Match") && slices.ContainsFunc(n.Args, isErrorText)
	}
	return false
}

// isErrorText reports whether an expression is the text of an error.
func isErrorText(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) > 0 {
		return false
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	return ok && f.Sel.Name == "Error"
}
