package app

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/doc"
)

// pick opens a picker below a chip once the library has returned the options.
func (n *narrowing) pick(chip *view.Chip, several bool, options func(f index.Facets) []view.Option, choose func(option int)) {
	if n.library == nil {
		return
	}
	n.focus(chip) // the chip gets the focus back
	start(n.jobs, n.jobs.ctx, n.library.Facets, func(f index.Facets, err error) {
		if err != nil {
			n.tell(explain(lang.L("The library could not be read."), err))
			return
		}
		hint := lang.L("Type to filter")
		if several {
			hint = lang.L("Type to filter; choose one or more")
		}
		var p *view.Picker
		p = n.openPicker(options(f), hint, view.BelowOf(chip), chip.Size().Width, func(option int) {
			choose(option)
			if several {
				p.SetOptions(options(f))
				n.changed()
				return
			}
			n.closePicker(p)
			n.changed()
		})
	})
}

// openPicker opens a list over the window. When the list closes, the previous widget gets the focus back.
func (w *shell) openPicker(options []view.Option, hint string, at fyne.Position, width float32, choose func(option int)) *view.Picker {
	c := w.win.Canvas()
	p := view.NewPicker(options, hint, at.AddXY(0, pickerGap), width)
	p.OnChosen = choose
	p.OnClose = func() { w.closePicker(p) }
	c.Overlays().Add(p)
	p.Resize(c.Size())
	c.Focus(p)
	return p
}

// pickerGap is the gap between a picker and the widget it belongs to.
const pickerGap = 4

func (w *shell) closePicker(p *view.Picker) { w.win.Canvas().Overlays().Remove(p) }

// toggled adds a value to a list, or removes it if it is there.
func toggled[T comparable](list []T, value T) []T {
	if i := slices.Index(list, value); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), value)
}

func (n *narrowing) pickFolder() {
	var paths []string
	n.pick(n.folder, true, func(f index.Facets) []view.Option {
		paths = paths[:0]
		var options []view.Option
		for _, folder := range f.Folders {
			depth, words := n.depth(folder.Value, paths)
			paths = append(paths, folder.Value)
			options = append(options, view.Option{
				Words: words, Detail: inWords().Number(folder.Documents), Depth: depth, Checked: slices.Contains(n.folders, folder.Value),
			})
		}
		return options
	}, func(i int) { n.folders = toggled(n.folders, paths[i]) })
}

// depth returns how many of the folders before a folder contain it, and its name in the list: its path if none does.
func (n *narrowing) depth(path string, before []string) (depth int, words string) {
	for _, b := range before {
		if strings.HasPrefix(path, b+string(filepath.Separator)) {
			depth++
		}
	}
	words = n.pathWords(path)
	if depth > 0 {
		words = lastStep(words)
	}
	return depth, words
}

func (n *narrowing) pickType() {
	var types []doc.Family
	n.pick(n.kind, true, func(f index.Facets) []view.Option {
		types = types[:0]
		var options []view.Option
		for _, t := range f.Types {
			family := doc.Family(t.Value)
			types = append(types, family)
			options = append(options, view.Option{
				Words: typeWords(family), Detail: inWords().Number(t.Documents), Checked: slices.Contains(n.types, family),
			})
		}
		return options
	}, func(i int) { n.types = toggled(n.types, types[i]) })
}

func (n *narrowing) pickDate() {
	var ranges []dateRange
	n.pick(n.dated, false, func(f index.Facets) []view.Option {
		ranges = pastRanges(n.now())
		options := make([]view.Option, len(ranges))
		for _, y := range f.Years {
			if first, err := time.Parse("2006", y.Value); err == nil {
				ranges = append(ranges, dateRange{y.Value, first, first.AddDate(1, 0, 0)})
				options = append(options, view.Option{Detail: inWords().Number(y.Documents)})
			}
		}
		for i, r := range ranges {
			options[i].Words, options[i].Checked = r.words, r.words == n.date.words
			if i == 0 {
				options[i].Words = lang.L("Any date")
			}
		}
		return options
	}, func(i int) { n.date = ranges[i] })
}

// pastRanges returns the date choices that begin in the past, after the choice of all dates.
func pastRanges(now time.Time) []dateRange {
	return []dateRange{
		{},
		{words: lang.L("Past week"), after: now.AddDate(0, 0, -7)},
		{words: lang.L("Past month"), after: now.AddDate(0, -1, 0)},
		{words: lang.L("Past year"), after: now.AddDate(-1, 0, 0)},
	}
}
