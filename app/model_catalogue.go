package app

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"footnote/app/models"
	"footnote/index"
	"footnote/index/embed/hub"
)

// A catalogue is the dialog that fetches a model and puts it into use.
type catalogue struct {
	models *modelling
	dialog *dialog.CustomDialog
	list   []hub.Model
	number int // of the most recent fetch
	cancel func()

	model *widget.Select
	about *widget.Label
	bar   *widget.ProgressBar
	said  *widget.Label
	fetch *widget.Button
}

// showCatalogue shows the dialog.
func (mo *modelling) showCatalogue() {
	if mo.library != nil && mo.opt.Fetch != nil {
		newCatalogue(mo).dialog.Show()
	}
}

func newCatalogue(mo *modelling) *catalogue {
	c := &catalogue{models: mo, list: hub.Catalogue(), cancel: func() {}}
	var names []string
	for _, m := range c.list {
		names = append(names, m.Name)
	}
	c.about, c.said = wrapped(""), wrapped("")
	c.bar = widget.NewProgressBar()
	c.bar.Hide()
	c.fetch = widget.NewButton("", c.onFetch)
	c.fetch.Importance = widget.HighImportance
	c.model = widget.NewSelect(names, func(string) { c.describe() })
	c.model.SetSelectedIndex(0)
	purpose := wrapped(lang.L("A small language model understands whole sentences, so it finds passages that use other words than your question. It runs on this computer."))
	content := container.NewVBox(purpose, c.model, c.about, c.bar, c.said)
	c.dialog = dialog.NewCustomWithoutButtons(lang.L("Better understanding"), container.NewVScroll(content), mo.win)
	c.dialog.SetButtons([]fyne.CanvasObject{widget.NewButton(lang.L("Cancel"), c.leave), c.fetch})
	c.dialog.SetOnClosed(func() { c.cancel() })
	c.dialog.Resize(chooserSize)
	return c
}

func (c *catalogue) chosen() hub.Model { return c.list[max(c.model.SelectedIndex(), 0)] }

// describe says what the chosen model is good for, and what fetching it means.
func (c *catalogue) describe() {
	m := c.chosen()
	languages := lang.L("English")
	if m.Languages > 1 {
		languages = lang.N("{{.Count}} languages", m.Languages, number(m.Languages))
	}
	about := map[string]any{"Use": usedFor(m.Use), "Languages": languages, "Parameters": m.Parameters, "Licence": m.Licence}
	lines := []string{lang.L("{{.Use}} · {{.Languages}} · {{.Parameters}} million parameters · licence {{.Licence}}", about)}
	if m.Score != "" {
		lines = append(lines, lang.L("Published quality of search (nDCG@10): {{.Score}}", map[string]any{"Score": m.Score}))
	}
	_, fetched := models.Fetched(m.Name)
	if c.fetch.SetText(lang.L("Fetch and use")); fetched {
		c.fetch.SetText(lang.L("Use"))
		lines = append(lines, lang.L("The model was fetched already."))
	} else {
		lines = append(lines, lang.L("About {{.Size}} are fetched from {{.Page}} when you agree below. Only the names of the model's files are sent.",
			map[string]any{"Size": inWords().Bytes(m.Bytes), "Page": m.Page()}))
	}
	c.about.SetText(strings.Join(lines, "\n"))
}

// usedFor says what a model is good for.
func usedFor(use hub.Use) string {
	switch use {
	case hub.Recommended:
		return lang.L("Recommended")
	case hub.Multilingual:
		return lang.L("Finds across languages")
	case hub.Static:
		return lang.L("As fast as the built-in model")
	case hub.StaticMany:
		return lang.L("As fast as the built-in model; finds what is alike rather than what answers")
	}
	return lang.L("Good and small")
}

// onFetch downloads the chosen model if it is missing, tests it, and begins to switch to it.
func (c *catalogue) onFetch() {
	m, mo := c.chosen(), c.models
	ctx, cancel := context.WithCancel(mo.jobs.ctx)
	c.number++
	n := c.number
	c.cancel = cancel
	c.fetch.Disable()
	c.model.Disable()
	c.say(widget.MediumImportance, lang.L("Connecting…"))
	news := &latest[hub.Progress]{jobs: mo.jobs, interval: progressInterval, show: func(p hub.Progress) {
		if n == c.number {
			c.progress(p)
		}
	}}
	work := func(ctx context.Context) (struct{}, error) {
		defer news.end()
		dir, err := mo.opt.Fetch(ctx, m, news.set)
		if err != nil {
			return struct{}{}, fetchError{err}
		}
		return struct{}{}, mo.library.ChangeModel(ctx, index.EmbeddingModel{Folder: dir})
	}
	start(mo.jobs, ctx, work, func(_ struct{}, err error) {
		cancel()
		if n != c.number {
			return
		}
		c.fetch.Enable()
		c.model.Enable()
		c.bar.Hide()
		if err == nil {
			c.leave()
			mo.tryAgain()
			return
		}
		c.describe()
		c.say(widget.DangerImportance, catalogueTrouble(err))
	})
}

// catalogueTrouble says why a model could not be fetched or used.
func catalogueTrouble(err error) string {
	if fetching := (fetchError{}); errors.As(err, &fetching) {
		return strings.Join(inWords().ExplainFetch(fetching.err), " ")
	}
	return chooserTrouble(err)
}

// A fetchError reports that a model could not be fetched.
type fetchError struct{ err error }

func (e fetchError) Error() string { return e.err.Error() }
func (e fetchError) Unwrap() error { return e.err }

// progress shows how far the fetching is.
func (c *catalogue) progress(p hub.Progress) {
	if p.All > 0 {
		c.bar.Show()
		c.bar.SetValue(float64(p.Done) / float64(p.All))
	}
	words := []string{sizeOf(p.Done, p.All)}
	if p.Rate > 0 {
		words = append(words, inWords().Bytes(int64(p.Rate))+"/s")
	}
	if p.Left > 0 {
		words = append(words, left(p.Left))
	}
	if p.Done == p.All {
		words = append(words, lang.L("Testing the model…"))
	}
	c.say(widget.MediumImportance, strings.Join(words, dot))
}

func (c *catalogue) say(importance widget.Importance, words string) {
	c.said.Importance = importance
	c.said.SetText(words)
}

// leave closes the dialog, and stops the fetching. What was fetched is kept.
func (c *catalogue) leave() {
	c.number++
	c.dialog.Hide()
}
