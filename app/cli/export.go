package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"footnote/app/place"
	"footnote/index"
)

// exportCommand writes the library to one file.
type exportCommand struct {
	File string `arg:"" help:"The file to write. It must not exist yet."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Help says what is exported, with examples.
func (exportCommand) Help() string {
	return `Writes the library to one file, with its folders and their rules, its vectors, the basket and the choice of models. On another
computer, or another system, footnote import restores it without reading any document again.

The file does not contain your documents, but it contains their text: keep it as safe as they are. It contains no keys or passwords.

Examples:

    footnote export /media/stick/library.footnote
    footnote export ~/library.footnote --library /mnt/drive/footnote`
}

func (c exportCommand) Run(s *session) (err error) {
	file, err := filepath.Abs(c.File)
	if err != nil {
		return err
	}
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	meter := newMeter(s.std.Err)
	begun := time.Now()
	m, err := place.Export(s.ctx, lib, s.library, file, ModelsFile(), index.ExportOptions{
		Program: Version(), Report: func(share float64) { meter.share("Exporting the library", share, time.Since(begun)) },
	})
	meter.end()
	if err != nil {
		return explainExport(err, file)
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s.std.Out, exportOutput{Library: s.library, File: file, Bytes: info.Size(), Documents: m.Documents, Passages: m.Passages})
	}
	_, err = fmt.Fprintf(s.std.Out, "Exported %s and %s to %s (%s). The file contains their text: keep it as safe as they are.\n",
		count(m.Documents, "document"), count(m.Passages, "passage"), printable(file), size(info.Size()))
	return err
}

func explainExport(err error, file string) error {
	const nothing = "Nothing was exported."
	var held *index.HeldError
	switch {
	case errors.As(err, &held):
		return say(err, "%s %s Wait until it has finished, or stop it, and try again.", english.Holding(held.By), nothing)
	case errors.Is(err, context.Canceled):
		return say(err, "Stopped. %s", nothing)
	case errors.Is(err, fs.ErrExist):
		return say(err, "%s already exists. %s Name another file.", file, nothing)
	case errors.Is(err, fs.ErrNotExist):
		return say(err, "The folder %s does not exist. %s Create it, or name another folder.", filepath.Dir(file), nothing)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, index.ErrReadOnly):
		return say(err, "%s is not writable. %s Check that you have write permission there, or name another folder.", filepath.Dir(file), nothing)
	case errors.Is(err, index.ErrFull):
		return say(err, "The disk is too full for the library in %s. %s", filepath.Dir(file), nothing)
	case errors.Is(err, index.ErrDamaged):
		return say(err, "The library is damaged. %s `footnote doctor` says what is wrong, and --repair repairs it.", nothing)
	}
	return say(err, "%s can't be written.%s %s", file, reason(err), nothing)
}

// exportOutput is what export prints as JSON.
type exportOutput struct {
	Library   string `json:"library"`
	File      string `json:"file"`
	Bytes     int64  `json:"bytes"`
	Documents int    `json:"documents"`
	Passages  int    `json:"passages"`
}
