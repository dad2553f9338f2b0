package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"footnote/app/place"
	"footnote/index"
)

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
	c.showDialog(d, nil, d.Dismiss, nil)
}

// anExport holds what an exported library says about itself, where its folders are on this computer, and which of them are missing.
type anExport struct {
	index.Manifest
	found   []index.Mapping
	missing []string
}

// offerImport says what a file holds, and offers to import it.
func (c *carrying) offerImport(file string) {
	look := func(context.Context) (anExport, error) {
		m, err := index.ReadManifest(file)
		found := index.Suggest(m, "", nil)
		return anExport{m, found, index.Missing(m, found)}, err
	}
	start(c.jobs, c.jobs.ctx, look, func(e anExport, err error) {
		if err != nil {
			c.tell(explainImport(err))
			return
		}
		c.ask(file, e)
	})
}

// ask asks whether to import a library, where its folders are, and whether to use its model if that runs on another computer.
func (c *carrying) ask(file string, e anExport) {
	content := container.NewVBox(wrapped(documents(e.Documents) + dot + passages(e.Passages) + dot + e.Made.Local().Format(time.DateOnly)))
	chosen := map[string]string{}
	for _, s := range e.Sources {
		content.Add(c.folderRow(e, s.Path, chosen))
	}
	content.Add(wrapped(lang.L("Footnote does not have to read anything again. You can search a folder even if it is not on this computer.")))
	keep := widget.NewCheck("", nil)
	for _, m := range e.Models {
		if m.Host != "" {
			keep.Text = lang.L("Send documents and questions to {{.Host}} for {{.Model}}", map[string]any{"Host": m.Host, "Model": m.Title})
			content.Add(keep)
			break
		}
	}
	c.decide(decision{
		title: lang.L("Import this library?"), yes: lang.L("Import"), no: lang.L("Cancel"), words: container.NewVScroll(content), size: findingsSize,
	}, func() {
		mappings := slices.Clone(e.found)
		for from, to := range chosen {
			mappings = append(mappings, index.Mapping{From: from, To: to})
		}
		c.bring(file, index.ImportOptions{Mappings: mappings, Models: keep.Checked})
	})
}

// folderRow says where a folder of the other computer is on this one. For a missing folder it has a button that lets the user choose a folder,
// which it stores in chosen.
func (c *carrying) folderRow(e anExport, path string, chosen map[string]string) fyne.CanvasObject {
	line := wrapped("– " + path)
	found := func(to string) {
		line.SetText(lang.L("– {{.Folder}}, formerly {{.Before}}", map[string]any{"Folder": shorten(to), "Before": path}))
	}
	for _, m := range e.found {
		if m.From == path {
			found(m.To)
		}
	}
	if !slices.Contains(e.missing, path) {
		return line
	}
	line.SetText(lang.L("– {{.Folder}} is not on this computer", map[string]any{"Folder": path}))
	choose := widget.NewButton(lang.L("Choose folder…"), func() {
		c.pickFolder(lang.L("It is here"), lang.L("The folder could not be chosen."), func(folder string) {
			chosen[path] = folder
			found(folder)
		})
	})
	return container.NewBorder(nil, nil, nil, container.NewVBox(choose), line)
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
			lines = append(lines, lang.L("{{.Folder}} is not on this computer, but you can still search its documents.", map[string]any{"Folder": s.Path}))
		}
	}
	for _, m := range done.Left {
		lines = append(lines, lang.L("The built-in model compares meaning instead of {{.Model}}, as soon as it has made its vectors.", map[string]any{"Model": m.Title}))
	}
	if done.Away != "" {
		lines = append(lines, lang.L("{{.Model}} runs on another computer, so Footnote does not use it for answers. You can choose it in the settings.", map[string]any{"Model": done.Away}))
	}
	return lines
}

// explainImport says why a file was not imported.
func explainImport(err error) trouble {
	headline := lang.L("The file could not be imported.")
	var version *index.VersionError
	switch {
	case errors.Is(err, place.ErrPartly):
		return trouble{lang.L("The library is imported"), []string{lang.L("Its basket or its choice of answer model could not be imported.")}}
	case errors.Is(err, index.ErrOccupied):
		return trouble{headline, []string{lang.L("Your library is not empty, so nothing was imported."), lang.L("Remove its folders from it first, or import into another folder with `footnote import --library`.")}}
	case errors.Is(err, index.ErrExportVersion), errors.As(err, &version):
		return trouble{headline, []string{lang.L("A later version of Footnote wrote it. Use that version, or export again with this one.")}}
	case errors.Is(err, index.ErrNotExport), errors.Is(err, index.ErrForeign), errors.Is(err, index.ErrNotLibrary), errors.Is(err, index.ErrTooLarge):
		return trouble{headline, []string{lang.L("It is not an exported library, or it is damaged.")}}
	case errors.Is(err, index.ErrChecksum), errors.Is(err, index.ErrDamaged):
		return trouble{headline, []string{lang.L("It is damaged or incomplete. Copy it again, or export again.")}}
	}
	return explain(headline, err)
}
