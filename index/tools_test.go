package index_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// A file that waits for a program is read at the first sync after that is installed.
func TestSyncReadsWhatWaitedForAProgram(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in is a shell script")
	}
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 200, 100))); err != nil {
		t.Fatal(err)
	}
	tr := newTree(t)
	tr.write("home/scan.png", picture.String())
	tr.add("home")
	if report := tr.sync(); len(report.Failed) != 1 || report.Failed[0].Outcome.String() != "picture(png)" {
		t.Fatalf("without the program: %+v", report)
	}
	if report := tr.sync(); report.Unchanged != 1 {
		t.Errorf("still without it: %+v", report)
	}
	script := "#!/bin/sh\nprintf '1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t200\\t100\\t-1\\t\\n5\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t9\\t9\\t90\\tGooseberries\\n'\n"
	if err := os.WriteFile(filepath.Join(bin, "tesseract"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	if report := tr.sync(); len(report.Failed) != 0 || !tr.finds("gooseberries", "home/scan.png") {
		t.Errorf("with the program: %+v", report)
	}
}
