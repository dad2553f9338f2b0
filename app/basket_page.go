package app

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/basket"
	"footnote/app/export"
	"footnote/app/view"
	"footnote/index"
)

// keeping is the basket. A job saves it after each change, one job at a time.
type keeping struct {
	*shell
	page *view.Basket
	menu func() *fyne.Menu // returns the actions for the chosen passage
	mark func()            // marks the results that are in the basket

	kept    []index.Passage
	loaded  bool  // the stored basket has been read; until then no passage can be added
	failed  error // why the stored basket cannot be read
	saving  bool
	unsaved bool // changed since the last save began
}

func (k *keeping) build() {
	k.page = view.NewBasket(view.BasketWords{
		Heading: lang.L("Basket"), Export: lang.L("Export…"),
		Up: lang.L("Move up"), Down: lang.L("Move down"), Take: lang.L("Remove"), More: lang.L("More actions"),
	})
	k.page.OnExport = func(at fyne.Position) { k.showMenu(k.exportMenu(), at) }
	k.page.OnMoved = k.onMoved
	k.page.OnTaken = k.onTaken
	k.page.OnMenu = func(_ int, at fyne.Position) { k.showMenu(k.menu(), at) }
	k.page.OnShortcut = k.shortcut
	k.show(-1)
}

// load reads the stored basket.
func (k *keeping) load() {
	load := func(context.Context) ([]index.Passage, error) { return basket.Load(k.opt.Dir) }
	start(k.jobs, k.jobs.ctx, load, func(kept []index.Passage, err error) {
		k.kept, k.loaded, k.failed = kept, err == nil, err
		k.show(0)
		k.mark()
	})
}

// show shows the basket, with a passage chosen.
func (k *keeping) show(chosen int) {
	switch n := len(k.kept); {
	case k.failed != nil:
		t := explain(lang.L("The basket could not be read."), k.failed)
		k.page.Say(view.IconTrouble, t.Headline, t.Lines...)
	case n == 0:
		k.page.Say(view.IconBasket, lang.L("The basket is empty"),
			lang.L("Collect passages from any search: click the bookmark on a passage, or press {{.Key}}.", map[string]any{"Key": ctrlWords("B")}),
			lang.L("They stay until you remove them, and you can export them with footnotes."))
	default:
		rows := make([]view.Kept, n)
		for i, p := range k.kept {
			rows[i] = view.Kept{Source: where(p.Citation), Text: k.readings.of(p.Citation.Kind, p.Text[headingEnd(p):]).Text}
		}
		k.page.Set(passages(n), rows, max(chosen, 0))
	}
}

// at returns a passage's position in the basket, or -1. The text counts too, because a document may change while its passages are in the basket.
func (k *keeping) at(p index.Passage) int {
	return slices.IndexFunc(k.kept, func(q index.Passage) bool { return same(p.Citation, q.Citation) && q.Text == p.Text })
}

// keep adds a passage to the basket, or removes it if it is there.
func (k *keeping) keep(p index.Passage) {
	switch {
	case k.failed != nil:
		k.tell(explain(lang.L("The basket could not be read."), k.failed))
		return
	case !k.loaded:
		k.notice(lang.L("The library is not open yet. Try again in a moment."))
		return
	}
	if i := k.at(p); i >= 0 {
		k.onTaken(i)
		return
	}
	k.kept = append(k.kept, index.Passage{Text: p.Text, Citation: p.Citation})
	k.changed(len(k.kept) - 1)
	k.notice(lang.L("Added to basket."))
}

// has reports whether a passage is in the basket.
func (k *keeping) has(p index.Passage) bool { return k.at(p) >= 0 }

// onMoved swaps a passage with its neighbour.
func (k *keeping) onMoved(passage, by int) {
	kept, other := k.kept, passage+by
	if other < 0 || other >= len(kept) {
		return
	}
	kept[passage], kept[other] = kept[other], kept[passage]
	k.changed(other)
}

// onTaken removes a passage from the basket.
func (k *keeping) onTaken(passage int) {
	taken := k.kept[passage]
	k.kept = slices.Delete(slices.Clone(k.kept), passage, passage+1)
	k.changed(min(passage, len(k.kept)-1))
	k.undoable(lang.L("Removed from basket."), func() {
		if k.has(taken) {
			return
		}
		at := min(passage, len(k.kept))
		k.kept = slices.Insert(slices.Clone(k.kept), at, taken)
		k.changed(at)
	})
}

// changed shows the basket and saves it.
func (k *keeping) changed(chosen int) {
	k.show(chosen)
	k.mark()
	k.unsaved = true
	k.save()
}

// save saves unsaved changes, after any save in progress.
func (k *keeping) save() {
	if k.saving || !k.unsaved {
		return
	}
	k.saving, k.unsaved = true, false
	kept := slices.Clone(k.kept)
	save := func(context.Context) (struct{}, error) { return struct{}{}, basket.Save(k.opt.Dir, kept) }
	start(k.jobs, k.jobs.ctx, save, func(_ struct{}, err error) {
		k.saving = false
		if err != nil {
			k.warn(explain(lang.L("The basket could not be saved."), err))
			return
		}
		k.save()
	})
}

// close saves changes made during the last save. Jobs have stopped.
func (k *keeping) close() error {
	if !k.unsaved {
		return nil
	}
	return basket.Save(k.opt.Dir, k.kept)
}

// exportMenu returns the export formats for the basket.
func (k *keeping) exportMenu() *fyne.Menu {
	format := func(words, name string, write func(io.Writer, []export.Note) error) *fyne.MenuItem {
		return fyne.NewMenuItem(words, func() {
			notes := k.notes()
			k.askWhereTo(name, lang.L("The basket could not be exported."), func(out io.Writer) error { return write(out, notes) })
		})
	}
	heading, name := lang.L("Passages"), lang.L("footnotes")
	return fyne.NewMenu("",
		format(lang.L("As Markdown"), name+".md", func(out io.Writer, notes []export.Note) error {
			return export.Markdown(out, heading, notes, escapeMarkdown)
		}),
		format(lang.L("As a Word document"), name+".docx", func(out io.Writer, notes []export.Note) error {
			return export.DOCX(out, heading, notes)
		}),
		format(lang.L("As a table (CSV)"), name+".csv", export.CSV),
	)
}

// chosen returns the chosen passage, or nil if there is none.
func (k *keeping) chosen() *index.Passage {
	if i := k.page.Chosen(); i >= 0 && i < len(k.kept) {
		return &k.kept[i]
	}
	return nil
}

// follow updates the paths of starter documents that moved to another folder.
func (k *keeping) follow(from, to string) {
	k.kept = basket.Moved(k.kept, from, to)
	k.changed(k.page.Chosen())
}

// notes returns the passages of the basket for export.
func (k *keeping) notes() []export.Note {
	notes := make([]export.Note, len(k.kept))
	for i, p := range k.kept {
		notes[i] = note(p)
	}
	return notes
}
