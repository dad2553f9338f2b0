package app

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/dustin/go-humanize"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/query"
)

// pick opens a picker below a chip once the library has said what there is.
func (w *Window) pick(chip *view.Chip, several bool, options func(f index.Facets) []view.Option, choose func(option int)) {
	if w.library == nil {
		return
	}
	w.focus(chip) // which gets the keyboard back
	start(w.jobs, w.jobs.ctx, w.library.Facets, func(f index.Facets, err error) {
		if err != nil {
			w.tell(explain(lang.L("The library could not be looked at."), err))
			return
		}
		hint := lang.L("Type to find")
		if several {
			hint = lang.L("Type to find; several can be chosen")
		}
		var p *view.Picker
		p = w.openPicker(options(f), hint, view.BelowOf(chip), chip.Size().Width, func(option int) {
			choose(option)
			if several {
				p.SetOptions(options(f))
				w.narrowed()
				return
			}
			w.closePicker(p)
			w.narrowed()
		})
	})
}

// openPicker opens a list over the window; closing it brings back the keyboard to what had it.
func (w *Window) openPicker(options []view.Option, hint string, at fyne.Position, width float32, choose func(option int)) *view.Picker {
	c := w.win.Canvas()
	p := view.NewPicker(options, hint, at.AddXY(0, pickerGap), width)
	p.OnChosen = choose
	p.OnClose = func() { w.closePicker(p) }
	c.Overlays().Add(p)
	p.Resize(c.Size())
	c.Focus(p)
	return p
}

// pickerGap is between a picker and what it belongs to.
const pickerGap = 4

func (w *Window) closePicker(p *view.Picker) { w.win.Canvas().Overlays().Remove(p) }

// toggled adds a value to a list or takes it out.
func toggled[T comparable](list []T, value T) []T {
	if i := slices.Index(list, value); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), value)
}

func (w *Window) pickFolder() {
	var paths []string
	w.pick(w.narrow.folder, true, func(f index.Facets) []view.Option {
		paths = paths[:0]
		var options []view.Option
		for _, folder := range f.Folders {
			depth, words := w.depth(folder.Value, paths)
			paths = append(paths, folder.Value)
			options = append(options, view.Option{
				Words: words, Detail: humanize.Comma(int64(folder.Documents)), Depth: depth, Checked: slices.Contains(w.narrow.folders, folder.Value),
			})
		}
		return options
	}, func(i int) { w.narrow.folders = toggled(w.narrow.folders, paths[i]) })
}

// depth is how many of the folders before it hold a folder, and what it is called in the list: by its path where none does.
func (w *Window) depth(path string, before []string) (depth int, words string) {
	for _, b := range before {
		if strings.HasPrefix(path, b+string(filepath.Separator)) {
			depth++
		}
	}
	words = w.pathWords(path)
	if depth > 0 {
		words = lastStep(words)
	}
	return depth, words
}

func (w *Window) pickType() {
	var types []query.Family
	w.pick(w.narrow.kind, true, func(f index.Facets) []view.Option {
		types = types[:0]
		var options []view.Option
		for _, t := range f.Types {
			family := query.Family(t.Value)
			types = append(types, family)
			options = append(options, view.Option{
				Words: typeWords(family), Detail: humanize.Comma(int64(t.Documents)), Checked: slices.Contains(w.narrow.types, family),
			})
		}
		return options
	}, func(i int) { w.narrow.types = toggled(w.narrow.types, types[i]) })
}

func (w *Window) pickDate() {
	var ranges []dateRange
	w.pick(w.narrow.dated, false, func(f index.Facets) []view.Option {
		ranges = pastRanges(w.narrow.now())
		options := make([]view.Option, len(ranges))
		for _, y := range f.Years {
			if first, err := time.Parse("2006", y.Value); err == nil {
				ranges = append(ranges, dateRange{y.Value, first, first.AddDate(1, 0, 0)})
				options = append(options, view.Option{Detail: humanize.Comma(int64(y.Documents))})
			}
		}
		for i, r := range ranges {
			options[i].Words, options[i].Checked = r.words, r.words == w.narrow.date.words
			if i == 0 {
				options[i].Words = lang.L("Any date")
			}
		}
		return options
	}, func(i int) { w.narrow.date = ranges[i] })
}

// pastRanges are the choices of a date that begin some time ago, after the one of all dates.
func pastRanges(now time.Time) []dateRange {
	return []dateRange{
		{},
		{words: lang.L("Past week"), after: now.AddDate(0, 0, -7)},
		{words: lang.L("Past month"), after: now.AddDate(0, -1, 0)},
		{words: lang.L("Past year"), after: now.AddDate(-1, 0, 0)},
	}
}
