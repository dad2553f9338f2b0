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

// basketState is the passages put aside. They are saved after each change by a job, one at a time.
type basketState struct {
	kept    []index.Passage
	loaded  bool  // what was kept before is among them; until then nothing is put in
	failed  error // why what was kept before cannot be read
	saving  bool
	unsaved bool // changed since the last save began
}

func (w *Window) buildBasket() {
	w.basketPage = view.NewBasket(view.BasketWords{
		Heading: lang.L("Basket"), Export: lang.L("Export…"),
		Up: lang.L("Move up"), Down: lang.L("Move down"), Take: lang.L("Take out"), More: lang.L("What can be done with it"),
	})
	w.basketPage.OnExport = func(at fyne.Position) { w.showMenu(w.exportMenu(), at) }
	w.basketPage.OnMoved = w.onMoved
	w.basketPage.OnTaken = w.onTaken
	w.basketPage.OnMenu = func(_ int, at fyne.Position) { w.showMenu(w.passageMenu(w.current()), at) }
	w.basketPage.OnShortcut = w.onShortcut
	w.showBasket(-1)
}

// loadBasket reads what was kept before.
func (w *Window) loadBasket() {
	load := func(context.Context) ([]index.Passage, error) { return basket.Load(w.opt.Dir) }
	start(w.jobs, w.jobs.ctx, load, func(kept []index.Passage, err error) {
		w.basket.kept, w.basket.loaded, w.basket.failed = kept, err == nil, err
		w.showBasket(0)
		w.markKept()
	})
}

// showBasket shows what is kept, with a passage chosen.
func (w *Window) showBasket(chosen int) {
	switch n := len(w.basket.kept); {
	case w.basket.failed != nil:
		t := explain(lang.L("The basket could not be read."), w.basket.failed)
		w.basketPage.Say(view.IconTrouble, t.Headline, t.Lines...)
	case n == 0:
		w.basketPage.Say(view.IconBasket, lang.L("The basket is empty"),
			lang.L("Put passages of any search aside: by the bookmark on the chosen one, or by {{.Key}}.", map[string]any{"Key": ctrlWords("B")}),
			lang.L("They stay until you take them out, and can be exported with their footnotes."))
	default:
		rows := make([]view.Kept, n)
		for i, p := range w.basket.kept {
			rows[i] = view.Kept{Source: where(p.Citation), Text: p.Text[headingEnd(p):]}
		}
		w.basketPage.Set(passages(n), rows, max(chosen, 0))
	}
}

// keptAt is where a passage is in the basket, -1 where it is not: it is the same span of the same file.
func (w *Window) keptAt(p index.Passage) int {
	return slices.IndexFunc(w.basket.kept, func(q index.Passage) bool {
		return q.Citation.Path == p.Citation.Path && q.Citation.Span == p.Citation.Span && q.Text == p.Text
	})
}

// onKeep puts the current passage into the basket, or takes it out where it is in it.
func (w *Window) onKeep() {
	if p := w.current(); p != nil {
		w.keep(*p)
	}
}

// keep puts a passage into the basket, or takes it out where it is in it.
func (w *Window) keep(p index.Passage) {
	switch {
	case w.basket.failed != nil:
		w.tell(explain(lang.L("The basket could not be read."), w.basket.failed))
		return
	case !w.basket.loaded:
		w.notice(lang.L("The library is not open yet. Try again in a moment."))
		return
	}
	if i := w.keptAt(p); i >= 0 {
		w.onTaken(i)
		return
	}
	w.basket.kept = append(w.basket.kept, index.Passage{Text: p.Text, Citation: p.Citation})
	w.basketChanged(len(w.basket.kept) - 1)
	w.notice(lang.L("Put into the basket."))
}

// onMoved lets a passage change places with its neighbour.
func (w *Window) onMoved(passage, by int) {
	kept, other := w.basket.kept, passage+by
	if other < 0 || other >= len(kept) {
		return
	}
	kept[passage], kept[other] = kept[other], kept[passage]
	w.basketChanged(other)
}

// onTaken takes a passage out of the basket.
func (w *Window) onTaken(passage int) {
	w.basket.kept = slices.Delete(slices.Clone(w.basket.kept), passage, passage+1)
	w.basketChanged(min(passage, len(w.basket.kept)-1))
	w.notice(lang.L("Taken out of the basket."))
}

// basketChanged shows the basket and saves it.
func (w *Window) basketChanged(chosen int) {
	w.showBasket(chosen)
	w.markKept()
	w.basket.unsaved = true
	w.saveBasket()
}

// markKept shows on the passages found which are in the basket.
func (w *Window) markKept() {
	for i, p := range w.ask.answered {
		w.asking.Results.SetKept(i, w.keptAt(p) >= 0)
	}
}

// saveBasket saves what is unsaved, after the saving that runs.
func (w *Window) saveBasket() {
	if w.basket.saving || !w.basket.unsaved {
		return
	}
	w.basket.saving, w.basket.unsaved = true, false
	kept := slices.Clone(w.basket.kept)
	save := func(context.Context) (struct{}, error) { return struct{}{}, basket.Save(w.opt.Dir, kept) }
	start(w.jobs, w.jobs.ctx, save, func(_ struct{}, err error) {
		w.basket.saving = false
		if err != nil {
			w.warn(explain(lang.L("The basket could not be saved."), err))
			return
		}
		w.saveBasket()
	})
}

// closeBasket saves what changed while the last saving ran. Jobs have stopped.
func (w *Window) closeBasket() error {
	if !w.basket.unsaved {
		return nil
	}
	return basket.Save(w.opt.Dir, w.basket.kept)
}

// exportMenu is how the basket can be exported.
func (w *Window) exportMenu() *fyne.Menu {
	format := func(words, name string, write func(io.Writer, []export.Note) error) *fyne.MenuItem {
		return fyne.NewMenuItem(words, func() {
			notes := w.basketNotes()
			w.askWhereTo(name, lang.L("The basket could not be exported."), func(out io.Writer) error { return write(out, notes) })
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

// basketNotes are the passages of the basket as they are exported.
func (w *Window) basketNotes() []export.Note {
	notes := make([]export.Note, len(w.basket.kept))
	for i, p := range w.basket.kept {
		notes[i] = note(p)
	}
	return notes
}
