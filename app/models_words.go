package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
	"github.com/dustin/go-humanize"

	"footnote/app/models"
	"footnote/app/secrets"
	"footnote/app/view"
	"footnote/index"
	"footnote/index/embed"
	"footnote/index/embed/folder"
	"footnote/index/provider"
)

// sections returns the settings sections of the models, in order.
func (mo *modelling) sections() []view.Section {
	return []view.Section{
		mo.answerSection(), mo.embeddingSection(),
		{Heading: lang.L("Privacy"), Lines: mo.privacyLines()},
	}
}

// answerSection returns the settings section of the answer model.
func (mo *modelling) answerSection() view.Section {
	return view.Section{Heading: lang.L("Answers"), Lines: mo.answerLines(), Buttons: []*view.Button{
		view.NewButton(lang.L("Choose a model…"), view.Plain, func() { mo.choose(forAnswers) }),
	}}
}

// embeddingSection returns the settings section of the model that compares meanings.
func (mo *modelling) embeddingSection() view.Section {
	mo.pause = view.NewButton(lang.L("Pause"), view.Plain, func() {
		mo.change(lang.L("The change could not be paused."), func(ctx context.Context) error { return mo.library.PauseModel(ctx, true) })
	})
	mo.resume = view.NewButton(lang.L("Resume"), view.Plain, func() {
		mo.change(lang.L("The change could not be resumed."), func(ctx context.Context) error { return mo.library.PauseModel(ctx, false) })
	})
	mo.undo = view.NewButton(lang.L("Undo the change"), view.Plain, func() {
		mo.change(lang.L("The change could not be undone."), func(ctx context.Context) error { return mo.library.UndoModel(ctx) })
	})
	mo.clear = view.NewButton(lang.L("Delete the old vectors"), view.Plain, func() {
		mo.change(lang.L("The old vectors could not be deleted."), func(ctx context.Context) error { return mo.library.ClearFormerModel(ctx) })
	})
	mo.offerButtons()
	return view.Section{Heading: lang.L("Meaning"), Lines: mo.embeddingLines(), Buttons: []*view.Button{
		view.NewButton(lang.L("Choose a model…"), view.Plain, func() { mo.choose(forMeanings) }), mo.pause, mo.resume, mo.undo, mo.clear,
	}}
}

// offerButtons shows the buttons for the possible actions.
func (mo *modelling) offerButtons() {
	wanted := mo.known.Coming != nil || mo.known.Lacking > 0
	mo.pause.Hidden = !wanted || mo.known.Paused
	mo.resume.Hidden = !wanted || !mo.known.Paused && mo.failed == nil
	mo.undo.Hidden = mo.known.Coming == nil && mo.known.Former == nil
	mo.clear.Hidden = mo.known.Former == nil || mo.known.Coming != nil
}

// show shows the models in use, the progress of a change, and what leaves this computer for them.
func (mo *modelling) show() {
	mo.offerButtons()
	mo.page.SetLines(sectionAnswer, mo.answerLines()...)
	mo.page.SetLines(sectionEmbedding, mo.embeddingLines()...)
	mo.page.SetLines(sectionPrivacy, mo.privacyLines()...)
	mo.showHolding()
}

func (mo *modelling) answerLines() []string {
	a := mo.answers
	if a == nil {
		return []string{lang.L("Quoted from your documents, without a language model.")}
	}
	lines := []string{lang.L("{{.Model}} answers when you press Enter. Footnote compares each of its sentences with the passages it cites.", map[string]any{"Model": a.Title()})}
	return append(lines, answerGoes(*a))
}

// answerGoes says where a question goes for an answer.
func answerGoes(c provider.Config) string {
	if c.Local() {
		return lang.L("Nothing leaves this computer for this.")
	}
	return lang.L("Your question and the passages found for it go to {{.Host}}.", map[string]any{"Host": c.Destination()})
}

// meaningGoes says where documents go to be compared.
func meaningGoes(m index.EmbeddingModel) string {
	if m.Local() {
		return lang.L("Nothing leaves this computer for this.")
	}
	return lang.L("Your documents and your questions go to {{.Host}}.", map[string]any{"Host": m.Server.Destination()})
}

func (mo *modelling) embeddingLines() []string {
	m := mo.known
	if m.Serving.Name == "" {
		return []string{lang.L("Opening the library…")}
	}
	lines := []string{lang.L("{{.Model}} finds passages that say the same in other words.", map[string]any{"Model": capital(modelTitle(m.Serving))}) + " " + meaningGoes(m.Serving.EmbeddingModel)}
	counts := map[string]any{"Done": humanize.Comma(int64(m.Passages - m.Lacking)), "All": humanize.Comma(int64(m.Passages))}
	if p := mo.progress; mo.making && p.All > 0 {
		counts = map[string]any{"Done": humanize.Comma(int64(p.Done)), "All": humanize.Comma(int64(p.All))}
	}
	switch {
	case m.Coming != nil:
		counts["Model"] = modelTitle(*m.Coming)
		line := lang.L("Changing to {{.Model}}: {{.Done}} of {{.All}} passages. The model above serves until then.", counts)
		if !m.Coming.Local() {
			line += " " + meaningGoes(m.Coming.EmbeddingModel)
		}
		lines = append(lines, line)
	case m.Lacking > 0:
		lines = append(lines, lang.L("{{.Done}} of {{.All}} passages are ready. The others are found by their words.", counts))
	case m.Former != nil:
		lines = append(lines, lang.L("Footnote keeps the vectors of {{.Model}}, so you can undo the change.", map[string]any{"Model": modelTitle(*m.Former)}))
	}
	switch {
	case m.Paused && (m.Coming != nil || m.Lacking > 0):
		lines = append(lines, lang.L("Paused."))
	case mo.trouble() != nil:
		lines = append(lines, explainServer("", mo.trouble()).Lines...)
	case mo.making && mo.progress.Holder != (index.Holder{}):
		lines = append(lines, lang.L("Waiting.")+" "+inWords().Holding(mo.progress.Holder))
	case mo.making && mo.progress.Waiting > 0:
		seconds := int(mo.progress.Waiting.Round(time.Second).Seconds())
		lines = append(lines, lang.L("The server asks Footnote to wait {{.Seconds}} s.", map[string]any{"Seconds": seconds}))
	case mo.making && mo.progress.Left > 0:
		lines = append(lines, capital(left(mo.progress.Left))+".")
	}
	return lines
}

// privacyLines says what leaves this computer, and where it goes.
func (mo *modelling) privacyLines() []string {
	var lines []string
	if a := mo.answers; a != nil && !a.Local() {
		lines = append(lines, lang.L("For answers:")+" "+answerGoes(*a))
	}
	for _, m := range mo.meaningModels() {
		if !m.Local() {
			lines = append(lines, lang.L("To compare meaning:")+" "+meaningGoes(m))
		}
	}
	switch {
	case len(lines) > 0:
		lines = append(lines, lang.L("Nothing else leaves this computer."))
	case mo.answers != nil || len(mo.meaningModels()) > 0 && mo.meaningModels()[0].Server != nil:
		lines = append(lines, lang.L("Nothing leaves this computer: the models in use run on it."))
	default:
		lines = append(lines, lang.L("Nothing leaves this computer. Footnote never connects to a network, not even to look for a newer version."))
	}
	return append(lines, lang.L("What you copy goes to the clipboard, and a document you open goes to its program. Nothing else goes to another program."))
}

// meaningModels returns the models that receive documents and questions.
func (mo *modelling) meaningModels() []index.EmbeddingModel {
	m := mo.known
	all := []index.EmbeddingModel{m.Serving.EmbeddingModel}
	if m.Coming != nil {
		all = append(all, m.Coming.EmbeddingModel)
	}
	return all
}

// leavingWords says in the status line what leaves this computer.
func (mo *modelling) leavingWords() string {
	if mo.sending != "" {
		return mo.sending
	}
	var words []string
	for _, m := range mo.meaningModels() {
		if !m.Local() {
			words = append(words, lang.L("documents and questions go to {{.Host}}", map[string]any{"Host": m.Server.Destination()}))
		}
	}
	if host := mo.answerHost(); host != "" {
		words = append(words, lang.L("questions and their passages go to {{.Host}}", map[string]any{"Host": host}))
	}
	if len(words) > 0 {
		return strings.Join(words, dot)
	}
	if mo.trouble() != nil && !mo.known.Serving.Builtin() {
		return lang.L("the model is offline") + dot + lang.L("nothing leaves this computer")
	}
	return lang.L("nothing leaves this computer")
}

// trouble returns why meanings are not compared or vectors not made; nil if both work.
func (mo *modelling) trouble() error {
	if mo.failed != nil {
		return mo.failed
	}
	return mo.away
}

// awayWords says beside the results that meanings were not compared, or counted for less; empty if they counted in full.
func awayWords(r index.Result) string {
	switch {
	case r.Away != nil:
		return dot + lang.L("by words alone, because the model is offline")
	case r.Foreign != "":
		return dot + lang.L("mostly by words, because the model knows only English")
	}
	return ""
}

// answerHost returns where questions and passages go for answers; empty if nothing leaves this computer for them.
func (mo *modelling) answerHost() string {
	if a := mo.answers; a != nil && !a.Local() {
		return a.Destination()
	}
	return mo.host()
}

// modelTitle returns the name of an embedding model for a person.
func modelTitle(m index.LibraryModel) string {
	if m.Builtin() {
		return lang.L("the built-in model")
	}
	return m.Title()
}

// explainServer puts an error of a model into words, when the model is chosen, tested or used to compare meanings.
func explainServer(headline string, err error) trouble {
	var limit *provider.LimitError
	var insecure *provider.InsecureError
	var wrong *folder.Error
	say := func(lines ...string) trouble { return trouble{headline, lines} }
	switch {
	case errors.As(err, &insecure):
		return say(insecureWords(insecure.Host))
	case errors.Is(err, provider.ErrAway):
		return say(lang.L("The model's server is offline: {{.Cause}}.", modelCause(err)), lang.L("Until it is back, Footnote finds passages by their words. It tries the server again by itself."))
	case errors.Is(err, provider.ErrKey), errors.Is(err, provider.ErrNoKey):
		return say(lang.L("The model's server rejected the API key: {{.Cause}}.", modelCause(err)), lang.L("Choose the model again, and enter its key."))
	case errors.Is(err, provider.ErrModel):
		return say(lang.L("The server does not have that model: {{.Cause}}.", modelCause(err)), lang.L("Choose one that it has."))
	case errors.As(err, &limit):
		return say(lang.L("The model's server accepts no more requests for now. Footnote tries again by itself."))
	case errors.Is(err, index.ErrModelChanged):
		return say(lang.L("The model returns different vectors than before under the same name."), lang.L("Choose it again to make its vectors again."))
	case errors.Is(err, embed.ErrVectors), errors.Is(err, embed.ErrSenseless):
		return say(lang.L("The model cannot compare meanings: {{.Cause}}.", modelCause(err)), lang.L("Choose a model that is made for embeddings."))
	case errors.As(err, &wrong):
		return say(lang.L("The folder can't be used as a model: {{.Cause}}.", modelCause(err)), lang.L("It needs the files of a sentence-transformers or Model2Vec model."))
	case errors.Is(err, secrets.ErrNoKeyring):
		return say(lang.L("This system has no keyring, so the key was not saved."), lang.L("Start Footnote with the key in the environment instead; `footnote models key --help` names the variables."))
	case errors.Is(err, provider.ErrConfig), errors.Is(err, models.ErrChoice):
		return say(lang.L("The chosen model can't be used: {{.Cause}}.", modelCause(err)), lang.L("Choose it again."))
	}
	if errors.Is(err, provider.ErrAnswer) || errors.Is(err, provider.ErrCutOff) || isRefusal(err) {
		return say(lang.L("The model cannot be used: {{.Cause}}.", modelCause(err)), lang.L("Until then, Footnote finds passages by their words."))
	}
	return explain(headline, err)
}

// isRefusal reports whether a model's server refused the request.
func isRefusal(err error) bool {
	var refusal *provider.RefusalError
	return errors.As(err, &refusal)
}
