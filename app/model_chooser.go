package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
	"github.com/tmc/langchaingo/llms"

	"footnote/app/models"
	"footnote/app/view"
	"footnote/index"
	"footnote/index/provider"
)

// A purpose is the use of a model that is being chosen.
type purpose int

const (
	forAnswers purpose = iota
	forMeanings
)

const (
	modelPatience = 3 * time.Minute // the server may first have to load a model
	testTokens    = 512             // of the answer to a test: models that reason before they answer need some for that
)

// chooserSize is the size of the dialog.
var chooserSize = fyne.NewSize(620, 420)

// A chooser is the dialog for choosing a model.
type chooser struct {
	models  *modelling
	purpose purpose
	dialog  *dialog.CustomDialog
	number  int // of the most recent action
	cancel  func()
	agreed  string // the address that may get a key over plain http, as the user agreed; "" for none

	options []choosable
	kind    *view.DialogSelect
	address *view.DialogEntry
	key     *view.DialogEntry
	model   *view.DialogSelectEntry
	folder  *view.DialogEntry
	goes    *widget.Label // says where requests go
	said    *widget.Label // the result of the last action
	try     *view.Button
	use     *view.Button
	rows    map[fyne.CanvasObject][]fyne.CanvasObject // by the field they belong to
}

// A choosable is one kind of model.
type choosable struct {
	title  string
	kind   provider.Kind // "" for a built-in model, or a folder
	folder bool
}

func (o choosable) own() bool { return o.kind == "" && !o.folder }

// choose shows the dialog, with the model in use.
func (mo *modelling) choose(p purpose) {
	if mo.library == nil {
		return
	}
	c := &chooser{models: mo, purpose: p, cancel: func() {}, rows: map[fyne.CanvasObject][]fyne.CanvasObject{}}
	c.build()
	c.show()
	mo.showDialog(c.dialog, c.kind, c.leave, nil)
}

// kindsFor returns the kinds to choose from.
func kindsFor(p purpose) []choosable {
	options := []choosable{{title: lang.L("None: quote the documents")}}
	if p == forMeanings {
		options = []choosable{{title: lang.L("Built in")}, {title: lang.L("A model folder"), folder: true}}
	}
	for _, k := range provider.Kinds {
		title := k.Title()
		if k == provider.Compatible {
			title = lang.L("OpenAI-compatible server")
		}
		if p == forAnswers || k.Embeds() {
			options = append(options, choosable{title: title, kind: k})
		}
	}
	return options
}

func (c *chooser) build() {
	c.options = kindsFor(c.purpose)
	var titles []string
	for _, o := range c.options {
		titles = append(titles, o.title)
	}
	c.kind = view.NewDialogSelect(titles, func(string) { c.onKind() })
	c.address, c.key, c.folder = view.NewDialogEntry(false), view.NewDialogEntry(true), view.NewDialogEntry(false)
	c.model = view.NewDialogSelectEntry()
	c.model.SetPlaceHolder(lang.L("Model name"))
	c.folder.SetPlaceHolder(lang.L("Folder path"))
	c.goes, c.said = wrapped(""), wrapped("")
	c.goes.Importance = widget.HighImportance
	c.try = view.NewButton(lang.L("Test"), view.Plain, c.onTest)
	c.use = view.NewButton(lang.L("Use"), view.Primary, c.onUse)
	cancel := view.NewButton(lang.L("Cancel"), view.Plain, c.leave)
	form := container.New(layout.NewFormLayout())
	for _, row := range []struct {
		words string
		field fyne.CanvasObject
	}{
		{lang.L("Provider"), c.kind}, {lang.L("Folder"), c.folder}, {lang.L("Address"), c.address}, {lang.L("Key"), c.key}, {lang.L("Model"), c.model},
	} {
		label := widget.NewLabel(row.words)
		form.Add(label)
		form.Add(row.field)
		c.rows[row.field] = []fyne.CanvasObject{label, row.field}
	}
	for _, e := range []*view.DialogEntry{c.address, c.key} {
		e.OnSubmitted = func(string) { c.list() }
	}
	c.address.OnChanged = func(string) { c.say() }
	c.model.OnChanged = func(string) { c.say() }
	headline := lang.L("Answer with")
	if c.purpose == forMeanings {
		headline = lang.L("Compare meaning with")
	}
	c.dialog = dialog.NewCustomWithoutButtons(headline, container.NewBorder(form, nil, nil, nil, container.NewVScroll(container.NewVBox(c.goes, c.said))), c.models.win)
	c.dialog.SetButtons([]fyne.CanvasObject{cancel, c.try, c.use})
	c.dialog.SetOnClosed(func() { c.cancel() })
	c.dialog.Resize(chooserSize)
}

// show shows the model in use.
func (c *chooser) show() {
	var server *provider.Config
	folder := ""
	if c.purpose == forAnswers {
		server = c.models.answers
	} else {
		server, folder = c.models.known.Serving.Server, c.models.known.Serving.Folder
	}
	chosen := 0
	for i, o := range c.options {
		if server != nil && o.kind == server.Kind || folder != "" && o.folder {
			chosen = i
		}
	}
	c.kind.SetSelectedIndex(chosen)
	c.folder.SetText(folder)
	if server != nil {
		c.address.SetText(server.Address)
		c.model.SetText(server.Model)
		if c.models.opt.Keys.Agreed(*server) {
			c.agreed = server.Address
		}
		c.list()
	}
}

func (c *chooser) chosen() choosable { return c.options[max(c.kind.SelectedIndex(), 0)] }

// onKind shows the fields that a kind needs. It asks the server for its models if it needs nothing else for that.
func (c *chooser) onKind() {
	o := c.chosen()
	for field, row := range c.rows {
		needed := field == c.kind || o.folder && field == c.folder || o.kind != "" && field != c.folder
		if field == c.key {
			needed = o.kind != "" && o.kind != provider.Ollama
		}
		for _, part := range row {
			if part.Visible() != needed {
				if needed {
					part.Show()
				} else {
					part.Hide()
				}
			}
		}
	}
	c.address.SetPlaceHolder("http://localhost:1234/v1")
	if base := (provider.Config{Kind: o.kind}).Base(); base != "" {
		c.address.SetPlaceHolder(base)
	}
	c.key.SetPlaceHolder(lang.L("Kept in the system's keyring"))
	c.said.SetText("")
	c.address.SetText("")
	c.key.SetText("")
	c.model.SetText("")
	c.model.SetOptions(nil)
	c.say()
	c.list()
}

// server returns the typed server and model.
func (c *chooser) server() provider.Config {
	address := strings.TrimSpace(c.address.Text)
	return provider.Config{
		Kind: c.chosen().kind, Model: strings.TrimSpace(c.model.Text), Address: address, Insecure: address != "" && address == c.agreed,
	}
}

// embedding returns the typed embedding model.
func (c *chooser) embedding() index.EmbeddingModel {
	switch o := c.chosen(); {
	case o.folder:
		return index.EmbeddingModel{Folder: strings.TrimSpace(c.folder.Text)}
	case o.own():
		return index.EmbeddingModel{}
	}
	server := c.server()
	return index.EmbeddingModel{Server: &server}
}

// say says where requests go.
func (c *chooser) say() {
	o := c.chosen()
	if o.own() && c.purpose == forAnswers {
		c.try.Disable()
	} else {
		c.try.Enable()
	}
	switch config := c.server(); {
	case o.kind == "":
		c.goes.SetText(lang.L("Nothing leaves this computer for this."))
	case config.Check() != nil:
		c.goes.SetText(lang.L("Enter the server's address."))
	case c.purpose == forAnswers:
		c.goes.SetText(answerGoes(config))
	default:
		c.goes.SetText(meaningGoes(index.EmbeddingModel{Server: &config}))
	}
}

// begin runs work on the models, and shows its result unless another action starts meanwhile. It first stores the typed key. If the user
// agrees to send the key over plain http, again restarts the whole action.
func (c *chooser) begin(again func(), words string, work func(ctx context.Context, key string) (string, error), done func()) {
	c.cancel()
	ctx, cancel := context.WithTimeout(c.models.jobs.ctx, modelPatience)
	c.number++
	n, config, key, keys, file := c.number, c.server(), strings.TrimSpace(c.key.Text), c.models.opt.Keys, c.models.opt.ModelsFile
	c.cancel = cancel
	c.said.Importance = widget.MediumImportance
	c.said.SetText(words)
	run := func(ctx context.Context) (string, error) {
		if config.Kind != "" && config.Address != "" && file != "" { // the user typed it, so it may get the key
			if err := models.Trust(file, config); err != nil {
				return "", err
			}
		}
		switch {
		case config.Kind == "":
		case key != "":
			if err := keys.Set(config, key); err != nil {
				return "", err
			}
		case keys.Ring != nil:
			key = keys.Get(config)
		}
		return work(ctx, key)
	}
	start(c.models.jobs, ctx, run, func(words string, err error) {
		cancel()
		if n != c.number {
			return
		}
		if err != nil {
			c.said.Importance = widget.DangerImportance
			c.said.SetText(chooserTrouble(err))
			c.askInsecure(err, config, again)
			return
		}
		c.said.SetText(words)
		done()
	})
}

// chooserTrouble says what is wrong with a model that is being chosen.
func chooserTrouble(err error) string {
	if errors.Is(err, provider.ErrAway) {
		return inWords().ExplainModel(err)[0] + " " + lang.L("Start it, and test again.")
	}
	return strings.TrimSpace(explainServer("", err).sentence())
}

// list asks the server for its models, if it can be asked.
func (c *chooser) list() {
	config := c.server()
	if c.chosen().kind == "" || config.Check() != nil {
		return
	}
	if !config.Local() && c.key.Text == "" { // nothing goes to another computer before the user says so
		return
	}
	var names []string
	c.begin(c.list, lang.L("Loading its models…"), func(ctx context.Context, key string) (words string, err error) {
		names, err = provider.Models(ctx, config, provider.Options{Key: key})
		return lang.N("{{.Count}} models found.", len(names), number(len(names))), err
	}, func() { c.model.SetOptions(names) })
}

// onTest tests the typed model.
func (c *chooser) onTest() {
	config, embedding, answers := c.server(), c.embedding(), c.purpose == forAnswers
	c.begin(c.onTest, lang.L("Asking the model…"), func(ctx context.Context, key string) (string, error) {
		if !answers {
			test, err := c.models.library.TestModel(ctx, embedding)
			return lang.L("It works: {{.Dim}} dimensions, {{.Took}} for a question.", map[string]any{"Dim": test.Dim, "Took": test.Took.Round(time.Microsecond).String()}), err
		}
		model, err := provider.LLM(config, provider.Options{Key: key})
		if err != nil {
			return "", err
		}
		begun := time.Now()
		_, err = model.Call(ctx, "Reply with the word yes.", llms.WithMaxTokens(testTokens))
		return lang.L("It answered in {{.Took}}.", map[string]any{"Took": took(time.Since(begun))}), err
	}, func() {})
}

// onUse puts the typed model into use.
func (c *chooser) onUse() {
	config, embedding, own := c.server(), c.embedding(), c.chosen().own()
	file := c.models.opt.ModelsFile
	if c.purpose == forMeanings {
		c.begin(c.onUse, lang.L("Testing the model…"), func(ctx context.Context, _ string) (string, error) {
			return "", c.models.library.ChangeModel(ctx, embedding)
		}, func() { c.leave(); c.models.tryAgain() })
		return
	}
	c.begin(c.onUse, "", func(_ context.Context, key string) (string, error) {
		if own {
			return "", models.Update(file, func(c *models.Choice) { c.Answer = nil })
		}
		if _, err := provider.LLM(config, provider.Options{Key: key}); err != nil {
			return "", err
		}
		return "", models.Update(file, func(c *models.Choice) { c.Answer = &config })
	}, func() { c.leave(); c.models.look(); c.models.learn() })
}

func (c *chooser) leave() {
	c.number++
	c.dialog.Hide()
}
