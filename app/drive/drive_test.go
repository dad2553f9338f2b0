package drive_test

import (
	"errors"
	"image/color"
	"os"
	"os/exec"
	"strings"
	"testing"

	"footnote/app/drive"
)

func TestMissingNamesThePackage(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := drive.Missing()
	if !errors.Is(err, exec.ErrNotFound) || !strings.Contains(err.Error(), "Debian package xvfb") {
		t.Errorf("got %v, want an error that names the Debian package", err)
	}
	if _, err := drive.Open(t.Context(), 100, 100); !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("Open without Xvfb: got %v, want %v", err, exec.ErrNotFound)
	}
}

func TestDisplays(t *testing.T) {
	ctx, first := openDisplay(t)
	_, second := openDisplay(t) // beside the first, on another number
	for _, display := range []*drive.Display{first, second} {
		frame, err := display.StillFrame(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if size := frame.Bounds().Size(); size.X != 1280 || size.Y != 800 {
			t.Errorf("the screen is %v, want 1280 by 800", size)
		}
		if got := frame.At(0, 0); got != (color.NRGBA{A: 255}) {
			t.Errorf("an empty screen is %v, want black", got)
		}
	}
}

func TestStartOfAProgramThatEnds(t *testing.T) {
	ctx, display := openDisplay(t)
	_, err := display.Start(ctx, "/bin/sh", "-c", "echo no room for a window >&2; exit 3")
	if err == nil || !strings.Contains(err.Error(), "no room for a window") || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("got %v, want the program's own words and exit status", err)
	}
	if _, err := display.Start(ctx, "/no/such/program"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want %v", err, os.ErrNotExist)
	}
}
