package app

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
	"github.com/dustin/go-humanize"

	"footnote/app/models"
	"footnote/app/secrets"
	"footnote/app/view"
	"footnote/index"
	"footnote/index/embed"
	"footnote/index/provider"
)

// answerSection is the settings of what answers.
func (w *Window) answerSection() view.Section {
	return view.Section{Heading: lang.L("Answers"), Lines: w.answerLines(), Buttons: []*view.Button{
		view.NewButton(lang.L("Choose a model…"), view.Plain, func() { w.chooseModel(forAnswers) }),
	}}
}

// embeddingSection is the settings of what compares meanings.
func (w *Window) embeddingSection() view.Section {
	m := &w.models
	m.pause = view.NewButton(lang.L("Pause"), view.Plain, func() {
		w.changeModels(lang.L("It could not be paused."), func(ctx context.Context) error { return w.library.PauseModel(ctx, true) })
	})
	m.resume = view.NewButton(lang.L("Resume"), view.Plain, func() {
		w.changeModels(lang.L("It could not be resumed."), func(ctx context.Context) error { return w.library.PauseModel(ctx, false) })
	})
	m.undo = view.NewButton(lang.L("Undo the change"), view.Plain, func() {
		w.changeModels(lang.L("The change could not be undone."), func(ctx context.Context) error { return w.library.UndoModel(ctx) })
	})
	m.clear = view.NewButton(lang.L("Delete the former vectors"), view.Plain, func() {
		w.changeModels(lang.L("The former vectors could not be deleted."), func(ctx context.Context) error { return w.library.ClearFormerModel(ctx) })
	})
	w.offerModelButtons()
	return view.Section{Heading: lang.L("Meanings"), Lines: w.embeddingLines(), Buttons: []*view.Button{
		view.NewButton(lang.L("Choose a model…"), view.Plain, func() { w.chooseModel(forMeanings) }), m.pause, m.resume, m.undo, m.clear,
	}}
}

// offerModelButtons offers what can be done now.
func (w *Window) offerModelButtons() {
	m := &w.models
	wanted := m.library.Coming != nil || m.library.Lacking > 0
	m.pause.Hidden = !wanted || m.library.Paused
	m.resume.Hidden = !wanted || !m.library.Paused && m.failed == nil
	m.undo.Hidden = m.library.Coming == nil && m.library.Former == nil
	m.clear.Hidden = m.library.Former == nil || m.library.Coming != nil
}

// showModels shows which models are in use, how far a change is, and what leaves this computer for them.
func (w *Window) showModels() {
	w.offerModelButtons()
	w.options.SetLines(sectionAnswer, w.answerLines()...)
	w.options.SetLines(sectionEmbedding, w.embeddingLines()...)
	w.options.SetLines(sectionPrivacy, w.privacyLines()...)
	w.showHolding()
}

func (w *Window) answerLines() []string {
	a := w.models.answer
	if a == nil {
		return []string{lang.L("Made of your documents' own words, without a language model.")}
	}
	lines := []string{lang.L("{{.Model}} answers when you press Enter on a question; each of its sentences is checked.", map[string]any{"Model": a.Title()})}
	return append(lines, answerGoes(*a))
}

// answerGoes says where a question goes for an answer.
func answerGoes(c provider.Config) string {
	if c.Local() {
		return lang.L("Nothing leaves this computer for that.")
	}
	return lang.L("Your question and the passages found for it go to {{.Host}}.", map[string]any{"Host": c.Destination()})
}

// meaningGoes says where documents go to be compared.
func meaningGoes(m index.EmbeddingModel) string {
	if m.Local() {
		return lang.L("Nothing leaves this computer for that.")
	}
	return lang.L("Your documents and your questions go to {{.Host}}.", map[string]any{"Host": m.Server.Destination()})
}

func (w *Window) embeddingLines() []string {
	m := w.models.library
	if m.Serving.Name == "" {
		return []string{lang.L("Opening the library…")}
	}
	lines := []string{lang.L("{{.Model}} finds what means the same in other words.", map[string]any{"Model": capital(modelTitle(m.Serving))}) + " " + meaningGoes(m.Serving.EmbeddingModel)}
	counts := map[string]any{"Done": humanize.Comma(int64(m.Passages - m.Lacking)), "All": humanize.Comma(int64(m.Passages))}
	if p := w.models.progress; w.models.making && p.All > 0 {
		counts = map[string]any{"Done": humanize.Comma(int64(p.Done)), "All": humanize.Comma(int64(p.All))}
	}
	switch {
	case m.Coming != nil:
		counts["Model"] = modelTitle(*m.Coming)
		line := lang.L("Changing to {{.Model}}: {{.Done}} of {{.All}} passages. Until then the one above goes on.", counts)
		if !m.Coming.Local() {
			line += " " + meaningGoes(m.Coming.EmbeddingModel)
		}
		lines = append(lines, line)
	case m.Lacking > 0:
		lines = append(lines, lang.L("{{.Done}} of {{.All}} passages are ready; the others are found by their words.", counts))
	case m.Former != nil:
		lines = append(lines, lang.L("The vectors of {{.Model}} are kept, so that the change can be undone.", map[string]any{"Model": modelTitle(*m.Former)}))
	}
	switch {
	case m.Paused && (m.Coming != nil || m.Lacking > 0):
		lines = append(lines, lang.L("Paused."))
	case w.models.trouble() != nil:
		lines = append(lines, explainServer("", w.models.trouble()).Lines...)
	case w.models.making && w.models.progress.Holder != (index.Holder{}):
		lines = append(lines, lang.L("Waiting.")+" "+holdingWords(w.models.progress.Holder))
	case w.models.making && w.models.progress.Waiting > 0:
		seconds := int(w.models.progress.Waiting.Round(time.Second).Seconds())
		lines = append(lines, lang.L("The server asks to wait {{.Seconds}} s.", map[string]any{"Seconds": seconds}))
	case w.models.making && w.models.progress.Left > 0:
		lines = append(lines, capital(left(w.models.progress.Left))+".")
	}
	return lines
}

// privacyLines say what leaves this computer, and where to.
func (w *Window) privacyLines() []string {
	var lines []string
	if a := w.models.answer; a != nil && !a.Local() {
		lines = append(lines, lang.L("For answers:")+" "+answerGoes(*a))
	}
	for _, m := range w.meaningModels() {
		if !m.Local() {
			lines = append(lines, lang.L("To compare meanings:")+" "+meaningGoes(m))
		}
	}
	switch {
	case len(lines) > 0:
		lines = append(lines, lang.L("Nothing else leaves this computer."))
	case w.models.answer != nil || len(w.meaningModels()) > 0 && w.meaningModels()[0].Server != nil:
		lines = append(lines, lang.L("Nothing leaves this computer: the models in use run on it."))
	default:
		lines = append(lines, lang.L("Nothing leaves this computer: Footnote makes no connection to any network, not even to look for a newer version."))
	}
	return append(lines, lang.L("What you copy goes to the clipboard, and a document you open goes to its own program; nothing else goes to another program."))
}

// meaningModels are the models that documents and questions are given to.
func (w *Window) meaningModels() []index.EmbeddingModel {
	m := w.models.library
	all := []index.EmbeddingModel{m.Serving.EmbeddingModel}
	if m.Coming != nil {
		all = append(all, m.Coming.EmbeddingModel)
	}
	return all
}

// leavingWords say in the status line what leaves this computer.
func (w *Window) leavingWords() string {
	if w.models.sending != "" {
		return w.models.sending
	}
	var words []string
	for _, m := range w.meaningModels() {
		if !m.Local() {
			words = append(words, lang.L("documents and questions go to {{.Host}}", map[string]any{"Host": m.Server.Destination()}))
		}
	}
	if host := w.answerHost(); host != "" {
		words = append(words, lang.L("questions go to {{.Host}} with their passages", map[string]any{"Host": host}))
	}
	if len(words) > 0 {
		return strings.Join(words, dot)
	}
	if w.models.trouble() != nil && !w.models.library.Serving.Builtin() {
		return lang.L("the model is away") + dot + lang.L("nothing leaves this computer")
	}
	return lang.L("nothing leaves this computer")
}

// trouble is why meanings are not compared, or vectors not made; nil where all is well.
func (m *modelState) trouble() error {
	if m.failed != nil {
		return m.failed
	}
	return m.away
}

// awayWords say beside what was found that meanings were not compared; empty where they were.
func awayWords(away error) string {
	if away == nil {
		return ""
	}
	return dot + lang.L("by their words alone, as the model is away")
}

// answerHost is where questions and passages go for answers, empty where nothing leaves this computer for them.
func (w *Window) answerHost() string {
	if a := w.models.answer; a != nil && !a.Local() {
		return a.Destination()
	}
	return w.answers.host
}

// modelTitle is an embedding model as a person is shown it.
func modelTitle(m index.LibraryModel) string {
	if m.Builtin() {
		return lang.L("the built-in model")
	}
	return m.Title()
}

// explainServer puts an error of a model that is chosen, tried or used for meanings into words.
func explainServer(headline string, err error) trouble {
	var limit *provider.LimitError
	var insecure *provider.InsecureError
	say := func(lines ...string) trouble { return trouble{headline, lines} }
	switch {
	case errors.As(err, &insecure):
		return say(insecureWords(insecure.Host))
	case errors.Is(err, provider.ErrAway):
		return say(lang.L("The model's server is away: {{.Cause}}.", modelCause(err)), lang.L("Passages are found by their words until it is back; it is asked again by itself."))
	case errors.Is(err, provider.ErrKey), errors.Is(err, provider.ErrNoKey):
		return say(lang.L("The model's server wants a key that is right: {{.Cause}}.", modelCause(err)), lang.L("Choose the model again, and give its key."))
	case errors.Is(err, provider.ErrModel):
		return say(lang.L("The server does not have that model: {{.Cause}}.", modelCause(err)), lang.L("Choose one that it has."))
	case errors.As(err, &limit):
		return say(lang.L("The model's server takes no more requests for now; it is asked again by itself."))
	case errors.Is(err, index.ErrModelChanged):
		return say(lang.L("The model gives other vectors than before under its name."), lang.L("Choose it again; its vectors are made anew."))
	case errors.Is(err, embed.ErrVectors), errors.Is(err, embed.ErrSenseless):
		return say(lang.L("The model cannot compare meanings: {{.Cause}}.", modelCause(err)), lang.L("Choose a model that is made for embeddings."))
	case errors.Is(err, embed.ErrNotModel), errors.Is(err, fs.ErrNotExist):
		return say(lang.L("The folder does not hold a Model2Vec model."), lang.L("It needs model.safetensors and tokenizer.json."))
	case errors.Is(err, secrets.ErrNoKeyring):
		return say(lang.L("There is no keyring on this system, so the key was not kept."), lang.L("Start Footnote with the key in the environment instead; `footnote models key --help` names the variables."))
	case errors.Is(err, provider.ErrConfig), errors.Is(err, models.ErrChoice):
		return say(lang.L("The choice of a model cannot be used: {{.Cause}}.", modelCause(err)), lang.L("Choose it anew."))
	}
	if errors.Is(err, provider.ErrAnswer) || errors.Is(err, provider.ErrCutOff) || isRefusal(err) {
		return say(lang.L("The model cannot be used: {{.Cause}}.", modelCause(err)), lang.L("Passages are found by their words until it can."))
	}
	return explain(headline, err)
}

// isRefusal says whether a model's server answered that it will not.
func isRefusal(err error) bool {
	var refusal *provider.RefusalError
	return errors.As(err, &refusal)
}
