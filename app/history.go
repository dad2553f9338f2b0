package app

import (
	"slices"

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

// history is the searches that were asked before and those that are saved, each the latest first. They are kept in the preferences, as
// they were typed.
type history struct {
	*shell
	page    *view.Asking
	present func() string       // the search at hand, as it is kept
	ask     func(search string) // asks a search that was kept

	asked, saved []string
}

func (h *history) build(field *view.QuestionField) {
	p := h.app.Preferences()
	h.asked, h.saved = p.StringList(keyHistory), p.StringList(keySaved)
	field.OnUp, field.OnSave = h.list, h.onSave
}

// remember keeps the present search among those asked before: it was asked by Enter, or something of what it found was used.
func (h *history) remember() {
	search := h.present()
	if search == "" || len(h.asked) > 0 && h.asked[0] == search {
		return
	}
	h.setAsked(foremost(h.asked, search, maxHistory))
}

// used says that something of what was found is used.
func (h *history) used() {
	if h.split.Visible() {
		h.remember()
	}
}

// foremost puts a search before all others, of which at most so many stay.
func foremost(list []string, search string, most int) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == search })
	list = slices.Insert(list, 0, search)
	return list[:min(len(list), most)]
}

// onSave saves the present search, or takes it out of those that are saved.
func (h *history) onSave() {
	search := h.present()
	switch {
	case search == "":
		return
	case slices.Contains(h.saved, search):
		h.unsave(search)
		h.notice(lang.L("Removed from saved searches."))
	default:
		h.setSaved(foremost(h.saved, search, maxSaved))
		h.notice(lang.L("Saved. Find saved searches on the first page, or press ↑ in the empty field."))
	}
}

func (h *history) unsave(search string) {
	h.setSaved(slices.DeleteFunc(slices.Clone(h.saved), func(s string) bool { return s == search }))
}

func (h *history) setSaved(saved []string) {
	h.saved = saved
	h.app.Preferences().SetStringList(keySaved, saved)
	h.showSaved()
}

// showSaved shows whether the present search is saved, and on the first page those that are.
func (h *history) showSaved() {
	if h.page == nil {
		return
	}
	h.page.Field.SetSaved(slices.Contains(h.saved, h.present()))
	h.page.Welcome.SetSaved(h.saved)
	h.page.Refresh()
}

// recall asks a search that was kept.
func (h *history) recall(search string) {
	h.ask(search)
	h.remember()
	h.focus(h.page.Field.Entry())
}

// list lists below the field the searches that are saved and those that were asked before.
func (h *history) list() {
	if len(h.saved)+len(h.asked) == 0 {
		h.notice(lang.L("No recent questions."))
		return
	}
	var p *view.Picker
	field := h.page.Field
	p = h.openPicker(h.options(), lang.L("Type to filter; Del removes one"), view.BelowOf(field), field.Size().Width, func(i int) {
		h.closePicker(p)
		if searches := h.searches(); i < len(searches) {
			h.recall(searches[i])
			return
		}
		h.setAsked(nil)
	})
	p.OnRemove = func(i int) {
		search := h.searches()[i]
		if i < len(h.saved) {
			h.unsave(search)
		}
		h.setAsked(slices.DeleteFunc(slices.Clone(h.asked), func(s string) bool { return s == search }))
		if len(h.searches()) == 0 {
			h.closePicker(p)
			return
		}
		p.SetOptions(h.options())
	}
}

func (h *history) setAsked(asked []string) {
	h.asked = asked
	h.app.Preferences().SetStringList(keyHistory, asked)
}

// searches are what the history lists: those that are saved, then those that were asked and are not saved.
func (h *history) searches() []string {
	unsaved := slices.DeleteFunc(slices.Clone(h.asked), func(s string) bool { return slices.Contains(h.saved, s) })
	return slices.Concat(h.saved, unsaved)
}

// options are the rows of the history; behind the searches one that clears those that were asked.
func (h *history) options() []view.Option {
	var options []view.Option
	for i, s := range h.searches() {
		icon := view.IconPast
		if i < len(h.saved) {
			icon = view.IconSaved
		}
		options = append(options, view.Option{Words: s, Icon: icon, Removes: true})
	}
	if len(h.asked) > 0 {
		options = append(options, view.Option{Words: lang.L("Clear history"), Icon: view.IconClear})
	}
	return options
}

// saveKey saves the present search.
var saveKey = ctrl(fyne.KeyD)
