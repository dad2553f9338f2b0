package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
)

// The keys of what was asked before, and how much of it is kept.
const (
	keyHistory = "search.history"
	keySaved   = "search.saved"
	maxHistory = 100
	maxSaved   = 50
)

// historyState is the searches that were asked before and those that are saved, each the latest first. They are kept in the preferences, as
// they were typed.
type historyState struct {
	asked, saved []string
}

func (w *Window) buildHistory(field *view.QuestionField) {
	p := w.app.Preferences()
	w.history.asked, w.history.saved = p.StringList(keyHistory), p.StringList(keySaved)
	field.OnUp, field.OnSave, field.OnHelp = w.showHistory, w.onSave, w.showQueryHelp
}

// searchText is the present search as it is kept: the question with what the chips add to it.
func (w *Window) searchText() string {
	parts := []string{strings.TrimSpace(w.asking.Field.Text())}
	quote := func(s string) string {
		if strings.ContainsAny(s, " ,\t") {
			return `"` + s + `"`
		}
		return s
	}
	add := func(name string, values []string) {
		for i, v := range values {
			values[i] = quote(v)
		}
		if len(values) > 0 {
			parts = append(parts, name+":"+strings.Join(values, ","))
		}
	}
	f := w.narrow.filter()
	add("in", slices.Clone(f.Folders))
	add("type", slices.Clone(f.Types))
	if !f.After.IsZero() {
		parts = append(parts, "after:"+f.After.Format("2006-01-02"))
	}
	if !f.Before.IsZero() {
		parts = append(parts, "before:"+f.Before.Format("2006-01-02"))
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// remember keeps the present search among those asked before: it was asked by Enter, or something of what it found was used.
func (w *Window) remember() {
	search := w.searchText()
	if search == "" || len(w.history.asked) > 0 && w.history.asked[0] == search {
		return
	}
	w.setAsked(foremost(w.history.asked, search, maxHistory))
}

// used says that something of what was found is used.
func (w *Window) used() {
	if w.split.Visible() {
		w.remember()
	}
}

// foremost puts a search before all others, of which at most so many stay.
func foremost(list []string, search string, most int) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == search })
	list = slices.Insert(list, 0, search)
	return list[:min(len(list), most)]
}

// onSave saves the present search, or takes it out of those that are saved.
func (w *Window) onSave() {
	search := w.searchText()
	switch {
	case search == "":
		return
	case slices.Contains(w.history.saved, search):
		w.unsave(search)
		w.notice(lang.L("The search is no longer saved."))
	default:
		w.setSaved(foremost(w.history.saved, search, maxSaved))
		w.notice(lang.L("Saved. Saved searches stand on the first page, and open with ↑ in the empty field."))
	}
}

func (w *Window) unsave(search string) {
	w.setSaved(slices.DeleteFunc(slices.Clone(w.history.saved), func(s string) bool { return s == search }))
}

func (w *Window) setSaved(saved []string) {
	w.history.saved = saved
	w.app.Preferences().SetStringList(keySaved, saved)
	w.showSaved()
}

// showSaved shows whether the present search is saved, and on the first page those that are.
func (w *Window) showSaved() {
	if w.asking == nil {
		return
	}
	w.asking.Field.SetSaved(slices.Contains(w.history.saved, w.searchText()))
	w.asking.Welcome.SetSaved(w.history.saved)
	w.asking.Refresh()
}

// recall asks a search that was kept.
func (w *Window) recall(search string) {
	w.narrow.folders, w.narrow.types, w.narrow.date = nil, nil, dateRange{}
	w.asking.Field.SetText(search)
	w.onAsked(search)
	w.remember()
	w.focus(w.asking.Field.Entry())
}

// showHistory lists below the field the searches that are saved and those that were asked before.
func (w *Window) showHistory() {
	h := &w.history
	if len(h.saved)+len(h.asked) == 0 {
		w.notice(lang.L("Nothing was asked before."))
		return
	}
	var p *view.Picker
	field := w.asking.Field
	p = w.openPicker(h.options(), lang.L("Type to find; Del takes one out"), view.BelowOf(field), field.Size().Width, func(i int) {
		w.closePicker(p)
		if searches := h.searches(); i < len(searches) {
			w.recall(searches[i])
			return
		}
		w.setAsked(nil)
	})
	p.OnRemove = func(i int) {
		search := h.searches()[i]
		if i < len(h.saved) {
			w.unsave(search)
		}
		w.setAsked(slices.DeleteFunc(slices.Clone(h.asked), func(s string) bool { return s == search }))
		if len(h.searches()) == 0 {
			w.closePicker(p)
			return
		}
		p.SetOptions(h.options())
	}
}

func (w *Window) setAsked(asked []string) {
	w.history.asked = asked
	w.app.Preferences().SetStringList(keyHistory, asked)
}

// searches are what the history lists: those that are saved, then those that were asked and are not saved.
func (h *historyState) searches() []string {
	unsaved := slices.DeleteFunc(slices.Clone(h.asked), func(s string) bool { return slices.Contains(h.saved, s) })
	return slices.Concat(h.saved, unsaved)
}

// options are the rows of the history; behind the searches one that clears those that were asked.
func (h *historyState) options() []view.Option {
	var options []view.Option
	for i, s := range h.searches() {
		icon := view.IconPast
		if i < len(h.saved) {
			icon = view.IconSaved
		}
		options = append(options, view.Option{Words: s, Icon: icon, Removes: true})
	}
	if len(h.asked) > 0 {
		options = append(options, view.Option{Words: lang.L("Clear the history"), Icon: view.IconClear})
	}
	return options
}

// saveKey saves the present search.
var saveKey = ctrl(fyne.KeyD)
