package app

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
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
	mo.better = view.NewButton(lang.L("Better understanding…"), view.Plain, mo.showCatalogue)
	mo.better.Hidden = mo.opt.Fetch == nil
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
		mo.better, view.NewButton(lang.L("Choose a model…"), view.Plain, func() { mo.choose(forMeanings) }), mo.pause, mo.resume, mo.undo, mo.clear,
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
	lines := []string{lang.L("{{.Model}} finds passages that say the same thing in other words.", map[string]any{"Model": capital(modelTitle(m.Serving))}) + " " + meaningGoes(m.Serving.EmbeddingModel)}
	counts := map[string]any{"Done": inWords().Number(m.Passages - m.Lacking), "All": inWords().Number(m.Passages)}
	if p := mo.progress; mo.making && p.All > 0 {
		counts = map[string]any{"Done": inWords().Number(p.Done), "All": inWords().Number(p.All)}
	}
	switch {
	case m.Coming != nil:
		counts["Model"] = modelTitle(*m.Coming)
		line := lang.L("Changing to {{.Model}}: {{.Done}} of {{.All}} passages done. Footnote uses the model above until then.", counts)
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
		lines = append(lines, lang.L("Nothing leaves this computer. Footnote connects to a network only when you fetch a model, and never to look for a newer version."))
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

// explainServer puts an error of a model into words, when the model is chosen, tested or used to compare meaning.
func explainServer(headline string, err error) trouble {
	if lines := inWords().ExplainModel(err); lines != nil {
		return trouble{headline, lines}
	}
	return explain(headline, err)
}
