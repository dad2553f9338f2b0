package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
)

// The keys of the stored searches, and how many are kept.
const (
	keyHistory = "search.history"
	keySaved   = "search.saved"
	maxHistory = 100
	maxSaved   = 50
)

// history is the recent searches and the saved ones, each latest first. The preferences store them as they were typed.
type history struct {
	*shell
	page    *view.Asking
	present func() string       // the present search in its stored form
	ask     func(search string) // runs a stored search

	asked, saved []string
	looked       string // the last search that lookedAt added
}

func (h *history) build(field *view.QuestionField) {
	p := h.app.Preferences()
	h.asked, h.saved = p.StringList(keyHistory), p.StringList(keySaved)
	field.OnUp, field.OnSave = h.list, h.onSave
}

// remember adds the present search to the recent ones: the user pressed Enter, or used one of its results.
func (h *history) remember() {
	search := h.present()
	if search == "" || len(h.asked) > 0 && h.asked[0] == search {
		return
	}
	h.setAsked(foremost(h.asked, search, maxHistory))
}

// lookedAt adds the present search to the recent ones because its passages have been looked at. It replaces one that was added like that
// while the question was still being typed.
func (h *history) lookedAt() {
	search := h.present()
	if len(h.asked) > 0 && h.asked[0] == h.looked && strings.HasPrefix(search, h.looked) {
		h.setAsked(h.asked[1:])
	}
	if !slices.Contains(h.asked, search) {
		h.looked = search
	}
	h.remember()
}

// used records that the user used a result.
func (h *history) used() {
	if h.split.Visible() {
		h.remember()
	}
}

// foremost puts a search before all others and keeps at most this many.
func foremost(list []string, search string, most int) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == search })
	list = slices.Insert(list, 0, search)
	return list[:min(len(list), most)]
}

// onSave saves the present search, or removes it from the saved searches.
func (h *history) onSave() {
	search := h.present()
	switch {
	case search == "":
		return
	case slices.Contains(h.saved, search):
		h.unsave(search)
	default:
		h.setSaved(foremost(h.saved, search, maxSaved))
		h.notice(lang.L("Saved. Find saved searches on the first page, or press ↑ in the empty field."))
	}
}

// unsave removes a search from the saved ones.
func (h *history) unsave(search string) {
	h.changed(lang.L("Removed from saved searches."))
	h.setSaved(slices.DeleteFunc(slices.Clone(h.saved), func(s string) bool { return s == search }))
}

func (h *history) setSaved(saved []string) {
	h.saved = saved
	h.app.Preferences().SetStringList(keySaved, saved)
	h.showSaved()
}

// changed lets the user undo a change of the stored searches that follows.
func (h *history) changed(words string) {
	asked, saved := h.asked, h.saved
	h.undoable(words, func() {
		h.setAsked(asked)
		h.setSaved(saved)
	})
}

// showSaved shows whether the present search is saved, and lists the saved searches on the first page.
func (h *history) showSaved() {
	if h.page == nil {
		return
	}
	h.page.Field.SetSaved(slices.Contains(h.saved, h.present()))
	h.page.Welcome.SetSaved(h.saved)
	h.page.Refresh()
}

// recall runs a stored search.
func (h *history) recall(search string) {
	h.ask(search)
	h.remember()
	h.focus(h.page.Field.Entry())
}

// list lists the saved and the recent searches below the field.
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
		h.changed(lang.L("The history was cleared."))
		h.setAsked(nil)
	})
	p.OnRemove = func(i int) {
		search := h.searches()[i]
		if i < len(h.saved) {
			h.unsave(search)
		} else {
			h.changed(lang.L("Removed from the history."))
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

// searches returns the saved searches, followed by the recent ones that are not saved.
func (h *history) searches() []string {
	unsaved := slices.DeleteFunc(slices.Clone(h.asked), func(s string) bool { return slices.Contains(h.saved, s) })
	return slices.Concat(h.saved, unsaved)
}

// options returns the rows of the history, followed by one that clears the recent searches.
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
