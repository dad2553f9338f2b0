package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/app/place"
	"footnote/index"
)

// carrying exports the library into one file, and imports it from one.
type carrying struct {
	*shell
	library place.Exporter

	// progress runs work with a dialog that shows how far it is. tend does so while the library is closed.
	progress func(title string, work func(ctx context.Context, report func(share float64)) (err, opening error), done func(err, opening error))
	tend     func(title string, work func(ctx context.Context, report func(share float64)) error, done func(error))
	now      func() time.Time
}

// exportEnding is the suffix of an exported library's name.
const exportEnding = ".footnote"

// onExport asks for a folder and exports the library into it.
func (c *carrying) onExport() {
	if c.library == nil || c.closed {
		return
	}
	c.pickFolder(lang.L("Export here"), lang.L("The library could not be exported."), c.export)
}

// export exports the library into a folder, under a name that no file there has.
func (c *carrying) export(folder string) {
	var file string
	work := func(ctx context.Context, report func(share float64)) (err, _ error) {
		file = freeName(folder, "Footnote-"+c.now().Format(time.DateOnly))
		_, err = place.Export(ctx, c.library, c.opt.Dir, file, c.opt.ModelsFile, index.ExportOptions{Program: c.opt.Program, Report: report})
		return err, nil
	}
	c.progress(lang.L("Exporting the library…"), work, func(err, _ error) {
		switch {
		case errors.Is(err, context.Canceled):
			c.status.Rest(lang.L("Stopped. Nothing was exported."))
		case err != nil:
			c.tell(explain(lang.L("The library could not be exported."), err))
		default:
			c.tell(trouble{lang.L("The library is exported"), []string{shorten(file), lang.L("The file contains the text of your documents: keep it as safe as they are. It contains no keys or passwords.")}})
		}
	})
}

// freeName returns the path of a file that does not exist yet in a folder.
func freeName(folder, name string) string {
	path := filepath.Join(folder, name+exportEnding)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return path
		}
		path = filepath.Join(folder, fmt.Sprintf("%s-%d%s", name, n, exportEnding))
	}
}
