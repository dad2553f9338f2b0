package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

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
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		switch {
		case err != nil:
			c.tell(explain(lang.L("The library could not be exported."), err))
		case folder != nil:
			c.export(folder.Path())
		}
	}, c.win)
	d.SetConfirmText(lang.L("Export here"))
	d.Resize(c.win.Canvas().Size().Subtract(fyne.NewSquareSize(theBorder)))
	d.Show()
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
			c.tell(trouble{lang.L("The library is exported"), []string{shorten(file), lang.L("It holds the text of your documents: keep it as you keep them. Keys and passwords are not in it.")}})
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

// onImport asks for a file and offers to import it.
func (c *carrying) onImport() {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			c.tell(explain(lang.L("The file could not be imported."), err))
		case f != nil:
			_ = f.Close() // it is read by its path
			c.offerImport(f.URI().Path())
		}
	}, c.win)
	d.SetConfirmText(lang.L("Open"))
	d.Resize(c.win.Canvas().Size().Subtract(fyne.NewSquareSize(theBorder)))
	d.Show()
}

// anExport holds what an exported library says about itself, and which of its folders were found on this computer.
type anExport struct {
	index.Manifest
	found []index.Mapping
}

// offerImport says what a file holds, and offers to import it.
func (c *carrying) offerImport(file string) {
	look := func(context.Context) (anExport, error) {
		m, err := index.ReadManifest(file)
		return anExport{m, index.Suggest(m, "", nil)}, err
	}
	start(c.jobs, c.jobs.ctx, look, func(e anExport, err error) {
		if err != nil {
			c.tell(explainImport(err))
			return
		}
		c.ask(file, e)
	})
}

// ask asks whether to import a library, and whether to use its model if that runs on another computer.
func (c *carrying) ask(file string, e anExport) {
	content := container.NewVBox(wrapped(strings.Join(importLines(e), "\n")))
	keep := widget.NewCheck("", nil)
	for _, m := range e.Models {
		if m.Host != "" {
			keep.Text = lang.L("Send documents and questions to {{.Host}}, as {{.Model}} needs them", map[string]any{"Host": m.Host, "Model": m.Title})
			content.Add(keep)
			break
		}
	}
	d := dialog.NewCustomConfirm(lang.L("Import this library?"), lang.L("Import"), lang.L("Cancel"), container.NewVScroll(content), func(yes bool) {
		if yes {
			c.bring(file, index.ImportOptions{Mappings: e.found, Models: keep.Checked})
		}
	}, c.win)
	d.Resize(findingsSize)
	d.Show()
}

// importLines lists what an exported library holds.
func importLines(e anExport) []string {
	lines := []string{documents(e.Documents) + dot + passages(e.Passages) + dot + e.Made.Local().Format(time.DateOnly)}
	for _, s := range e.Sources {
		line := "– " + s.Path
		for _, m := range e.found {
			if m.From == s.Path {
				line = lang.L("– {{.Folder}}, which was {{.Before}}", map[string]any{"Folder": shorten(m.To), "Before": s.Path})
			}
		}
		lines = append(lines, line)
	}
	return append(lines, lang.L("Nothing is read again. Folders that are not on this computer can be searched all the same."))
}

// bring imports a library while the open one is closed.
func (c *carrying) bring(file string, opt index.ImportOptions) {
	var done place.Imported
	work := func(ctx context.Context, report func(share float64)) (err error) {
		opt.Report = report
		done, err = c.opt.Import(ctx, file, opt)
		return err
	}
	c.tend(lang.L("Importing the library…"), work, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			c.status.Rest(lang.L("Stopped. Nothing was imported."))
		case err != nil:
			c.tell(explainImport(err))
		default:
			c.tell(trouble{lang.L("The library is imported"), importedLines(done)})
		}
	})
}

// importedLines lists what an import did.
func importedLines(done place.Imported) []string {
	lines := []string{documents(done.Documents) + dot + passages(done.Passages)}
	for _, s := range done.Sources {
		if !s.Here {
			lines = append(lines, lang.L("{{.Folder}} is not on this computer; its documents can be searched all the same.", map[string]any{"Folder": s.Path}))
		}
	}
	for _, m := range done.Left {
		lines = append(lines, lang.L("Meanings are compared by the built-in model in place of {{.Model}}, as soon as it has made its vectors.", map[string]any{"Model": m.Title}))
	}
	if done.Away != "" {
		lines = append(lines, lang.L("{{.Model}} does not answer: it is on another computer. Choose it in the settings if you like.", map[string]any{"Model": done.Away}))
	}
	return lines
}

// explainImport says why a file was not imported.
func explainImport(err error) trouble {
	headline := lang.L("The file could not be imported.")
	var version *index.VersionError
	switch {
	case errors.Is(err, place.ErrPartly):
		return trouble{lang.L("The library is imported"), []string{lang.L("Its basket, or its choice of the model that answers, could not be taken over.")}}
	case errors.Is(err, index.ErrOccupied):
		return trouble{headline, []string{lang.L("Your library is not empty, and stays as it is."), lang.L("Remove its folders from it first, or import into another folder with `footnote import --library`.")}}
	case errors.Is(err, index.ErrExportVersion), errors.As(err, &version):
		return trouble{headline, []string{lang.L("A later version of Footnote wrote it. Use that version, or export again with this one.")}}
	case errors.Is(err, index.ErrNotExport), errors.Is(err, index.ErrForeign), errors.Is(err, index.ErrNotLibrary), errors.Is(err, index.ErrTooLarge):
		return trouble{headline, []string{lang.L("It is not an exported library, or is damaged.")}}
	case errors.Is(err, index.ErrChecksum), errors.Is(err, index.ErrDamaged):
		return trouble{headline, []string{lang.L("It is damaged, or not whole. Copy it again, or export again.")}}
	}
	return explain(headline, err)
}
