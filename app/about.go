package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"footnote/app/licences"
	"footnote/app/view"
)

// licenceSize is the size of the dialog with a licence.
var licenceSize = fyne.NewSize(680, 480)

// aboutSection returns the settings section that says what this program is.
func (p *settingsPage) aboutSection() view.Section {
	return view.Section{
		Heading: lang.L("About Footnote"),
		Lines: []string{
			lang.L("Version {{.Version}}", map[string]any{"Version": p.opt.Version}),
			lang.L("Footnote is free software, under the MIT licence."),
			lang.L("Your library is in {{.Folder}}.", map[string]any{"Folder": shorten(libraryDir(p.opt.Dir))}),
		},
		Buttons: []*view.Button{
			view.NewButton(lang.L("Licences…"), view.Plain, p.onLicences),
			view.NewButton(lang.L("Keyboard shortcuts (F1)"), view.Plain, p.showKeys),
		},
	}
}

// onLicences lists the software that is built in, and shows its licences.
func (p *settingsPage) onLicences() {
	var slip *view.Slip
	var shown []licences.Module
	slip = view.NewSlip(view.SlipWords{
		Heading: lang.L("Licences of what is built in"), Hint: lang.L("Type to filter"), Close: lang.L("Close"),
		Acts: [][]string{{lang.L("Show")}},
	}, false, "", nil)
	all := licences.All()
	list := func(typed string) {
		shown = slices.DeleteFunc(slices.Clone(all), func(m licences.Module) bool {
			return !strings.Contains(strings.ToLower(m.Path+" "+m.Kind), strings.ToLower(strings.TrimSpace(typed)))
		})
		rows := make([]view.SlipRow, len(shown))
		for i, m := range shown {
			rows[i] = view.SlipRow{Name: m.Path, Detail: m.Version, Note: m.Kind, Acts: 1}
		}
		slip.Set(lang.N("{{.Count}} modules", len(rows), number(len(rows))), false, rows)
	}
	slip.OnTyped = list
	slip.OnAct = func(row, _ int) { p.showLicence(shown[row]) }
	list("")
	p.showSlip(slip, nil)
}

// showLicence shows the text of a licence.
func (p *settingsPage) showLicence(m licences.Module) {
	text := widget.NewLabel(m.Text)
	text.TextStyle.Monospace = true
	d := dialog.NewCustomWithoutButtons(m.Path, container.NewScroll(text), p.win)
	shut := view.NewButton(lang.L("Close"), view.Primary, d.Hide)
	d.SetButtons([]fyne.CanvasObject{shut})
	d.Resize(licenceSize)
	p.showDialog(d, shut, d.Hide, d.Hide)
}
