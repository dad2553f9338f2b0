package app

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"footnote/app/models"
	"footnote/app/secrets/secretstest"
	"footnote/index"
	"footnote/index/provider"
	"footnote/index/provider/providertest"
)

// choosing returns a stage on which models can be chosen.
func choosing(t *testing.T) *stage {
	s := open(t, library(), Starter{})
	s.opt.ModelsFile = filepath.Join(t.TempDir(), "models.json")
	s.opt.Keys = models.Keys{Ring: &secretstest.Ring{Away: true}, Getenv: func(string) string { return "" }, File: s.opt.ModelsFile}
	s.turn(pageSettings)
	return s
}

// setting returns the words of a section of the settings.
func (s *stage) setting(section int) string {
	return strings.Join(s.prefs.page.Section(section).Lines, " ")
}

// tap taps a button of a section by its words.
func (s *stage) tap(section int, words string) {
	s.Helper()
	for _, b := range s.prefs.page.Section(section).Buttons {
		if b.Words() == words && b.Visible() {
			test.Tap(b)
			return
		}
	}
	s.Fatalf("there is no button %q", words)
}

// buttonsOf returns the visible buttons of a section.
func (s *stage) buttonsOf(section int) (words string) {
	for _, b := range s.prefs.page.Section(section).Buttons {
		if b.Visible() {
			words += "|" + b.Words()
		}
	}
	return words
}

// chooser opens the dialog for a purpose.
func (s *stage) chooser(p purpose) *chooser {
	c := &chooser{models: s.models, purpose: p, cancel: func() {}, rows: map[fyne.CanvasObject][]fyne.CanvasObject{}}
	c.build()
	c.show()
	c.dialog.Show()
	return c
}

func (s *stage) chooseKind(c *chooser, kind provider.Kind) {
	for i, o := range c.options {
		if o.kind == kind {
			c.kind.SetSelectedIndex(i)
		}
	}
}

func TestAModelThatAnswersIsChosen(t *testing.T) {
	s := choosing(t)
	if got := s.setting(sectionAnswer); !strings.Contains(got, "without a language model") {
		t.Fatalf("at first: %s", got)
	}
	server := providertest.New(t)
	server.Models = []string{"large", "small"}
	s.tap(sectionAnswer, "Choose a model…")
	c := s.chooser(forAnswers)
	s.chooseKind(c, provider.Compatible)
	if got := c.goes.Text; got != "Enter the server's address." {
		t.Errorf("without an address: %q", got)
	}
	c.address.SetText(server.URL + "/v1")
	c.address.OnSubmitted("")
	s.until("its models are listed", func() bool { return strings.Contains(c.said.Text, "2 models found") })
	c.model.SetText("small")
	test.Tap(c.try)
	s.until("it is tried", func() bool { return strings.Contains(c.said.Text, "It answered in") })
	test.Tap(c.use)
	s.until("it is in use", func() bool {
		return strings.Contains(s.setting(sectionAnswer), "small (OpenAI-compatible server) answers")
	})
	if got := s.setting(sectionPrivacy); !strings.Contains(got, "Nothing leaves this computer: the models in use run on it.") {
		t.Errorf("privacy: %s", got)
	}
	if choice, err := models.Load(s.opt.ModelsFile); err != nil || choice.Answer == nil || choice.Answer.Model != "small" {
		t.Errorf("kept: %+v, %v", choice, err)
	}
	c = s.chooser(forAnswers)
	c.address.SetText("http://models.example/v1")
	if got := c.goes.Text; got != "Your question and the passages found for it go to models.example." {
		t.Errorf("elsewhere: %q", got)
	}
	test.Tap(c.use)
	s.until("the status line says so", func() bool {
		_, right := s.status.Words()
		return strings.HasSuffix(right, "questions and their passages go to models.example")
	})
	if got := s.setting(sectionPrivacy); !strings.HasPrefix(got, "For answers: Your question and the passages found for it go to models.example.") {
		t.Errorf("privacy: %s", got)
	}
}

func TestWhatAModelRefusesIsSaidInTheDialog(t *testing.T) {
	s := choosing(t)
	server := providertest.New(t)
	server.Key = "secret"
	c := s.chooser(forAnswers)
	s.chooseKind(c, provider.Compatible)
	c.address.SetText(server.URL + "/v1")
	c.model.SetText("small")
	test.Tap(c.try)
	s.until("the key is asked for", func() bool { return strings.Contains(c.said.Text, "needs an API key") })
	if c.said.Importance != widget.DangerImportance {
		t.Error("it looks like a success")
	}
	c.key.SetText("secret")
	test.Tap(c.try)
	s.until("the keyring is missed", func() bool { return strings.Contains(c.said.Text, "This system has no keyring") })
	server.Close()
	c.key.SetText("")
	test.Tap(c.try)
	s.until("the server is missed", func() bool { return strings.Contains(c.said.Text, "server can't be reached") })
	if s.models.answers != nil {
		t.Error("it is in use")
	}
}

func TestTheEmbeddingModelIsChangedPausedAndUndone(t *testing.T) {
	s := choosing(t)
	s.lib.locked(func() { s.lib.models.embed = make(chan struct{}) })
	if got := s.setting(sectionEmbedding); !strings.HasPrefix(got, "The built-in model finds") || s.buttonsOf(sectionEmbedding) != "|Choose a model…" {
		t.Fatalf("at first: %s %s", got, s.buttonsOf(sectionEmbedding))
	}
	c := s.chooser(forMeanings)
	s.chooseKind(c, provider.OpenAI)
	c.model.SetText("text-embedding-3-small")
	if got := c.goes.Text; got != "Your documents and your questions go to api.openai.com." {
		t.Errorf("before it is chosen: %q", got)
	}
	test.Tap(c.use)
	s.until("it is being changed", func() bool {
		return strings.Contains(s.setting(sectionEmbedding), "Changing to text-embedding-3-small (OpenAI): 10 of 40 passages")
	})
	if _, right := s.status.Words(); !strings.HasSuffix(right, "documents and questions go to api.openai.com") {
		t.Errorf("status line: %s", right)
	}
	if got := s.buttonsOf(sectionEmbedding); got != "|Choose a model…|Pause|Undo the change" {
		t.Errorf("offered: %s", got)
	}
	s.tap(sectionEmbedding, "Pause")
	s.until("it is paused", func() bool { return strings.HasSuffix(s.setting(sectionEmbedding), "Paused.") })
	s.lib.models.embed <- struct{}{}
	s.until("nothing is made", func() bool { return !s.models.making })
	s.tap(sectionEmbedding, "Resume")
	s.until("it goes on", func() bool { return s.models.making })
	s.lib.models.embed <- struct{}{}
	s.until("it serves", func() bool {
		return strings.HasPrefix(s.setting(sectionEmbedding), "Text-embedding-3-small (OpenAI) finds")
	})
	if left, _ := s.status.Words(); !strings.Contains(left, "text-embedding-3-small (OpenAI) now compares meaning") {
		t.Errorf("status line: %s", left)
	}
	s.tap(sectionEmbedding, "Undo the change")
	s.until("it is undone", func() bool {
		_, right := s.status.Words()
		return strings.HasPrefix(s.setting(sectionEmbedding), "The built-in model finds") && strings.HasSuffix(right, "nothing leaves this computer")
	})
	s.tap(sectionEmbedding, "Delete the old vectors")
	s.until("it is final", func() bool { return s.buttonsOf(sectionEmbedding) == "|Choose a model…" })
}

func TestAnEmbeddingServerThatIsAwayIsAskedAgain(t *testing.T) {
	s := choosing(t)
	s.lib.locked(func() {
		away := index.LibraryModel{EmbeddingModel: index.EmbeddingModel{Server: &provider.Config{Kind: provider.Ollama, Model: "m"}}, Name: "m", Dim: 64}
		s.lib.models.now = index.LibraryModels{Serving: away, Passages: 40, Lacking: 3}
		s.lib.models.fails = provider.ErrAway
	})
	s.models.look()
	s.until("it says so", func() bool {
		_, right := s.status.Words()
		return strings.Contains(s.setting(sectionEmbedding), "The model's server can't be reached") && strings.Contains(right, "the model is offline · nothing leaves")
	})
	s.lib.locked(func() { s.lib.models.fails, s.lib.models.now.Lacking = nil, 3 })
	embeds := func() (n int) { s.lib.locked(func() { n = s.lib.models.embeds }); return n }
	before := embeds()
	s.pass(retryInterval)
	s.until("it is asked again", func() bool { return embeds() > before && s.models.failed == nil })
}

func TestAQuestionToAModelThatIsAway(t *testing.T) {
	s := choosing(t)
	s.lib.locked(func() {
		s.lib.models.now.Serving = index.LibraryModel{EmbeddingModel: index.EmbeddingModel{Server: &provider.Config{Kind: provider.Ollama, Model: "m"}}, Name: "m", Dim: 64}
	})
	s.models.look()
	s.turn(pageAsk)
	s.ask("notice", 3)
	shown := func() (heading, right string) {
		_, right = s.status.Words()
		return s.asking.page.Count(), right
	}
	if heading, right := shown(); strings.Contains(heading+right, "away") {
		t.Errorf("it is there: %s, %s", heading, right)
	}
	s.lib.locked(func() { s.lib.models.away = provider.ErrAway })
	s.ask("notices", 3)
	if heading, right := shown(); !strings.HasSuffix(heading, "by words alone, because the model is offline") || !strings.Contains(right, "the model is offline") {
		t.Errorf("away: %s, %s", heading, right)
	}
	s.lib.locked(func() { s.lib.models.away = nil })
	s.ask("notice", 3)
	if heading, right := shown(); strings.Contains(heading+right, "away") {
		t.Errorf("back: %s, %s", heading, right)
	}
}

func TestWhatIsSentIsMarked(t *testing.T) {
	s := choosing(t)
	s.models.markSending(index.Sent{To: "api.openai.com", What: index.SentQuestion})
	if _, right := s.status.Words(); !strings.HasSuffix(right, "↗ your question goes to api.openai.com") {
		t.Errorf("a question: %s", right)
	}
	s.models.markSending(index.Sent{To: "api.openai.com", What: index.SentDocuments})
	if _, right := s.status.Words(); !strings.HasSuffix(right, "↗ documents go to api.openai.com") {
		t.Errorf("documents: %s", right)
	}
	s.pass(sendingTime)
	s.until("the mark goes", func() bool {
		_, right := s.status.Words()
		return strings.HasSuffix(right, "nothing leaves this computer")
	})
}

func TestAKeyIsSentUnencryptedOnlyIfThePersonAgrees(t *testing.T) {
	s := choosing(t)
	s.opt.Keys.Ring = &secretstest.Ring{}
	c := s.chooser(forAnswers)
	s.chooseKind(c, provider.Compatible)
	const address = "http://models.example/v1"
	fill := func() {
		c.address.SetText(address)
		c.key.SetText("secret-0123")
		c.model.SetText("small")
	}
	fill()
	asked := func() bool { return len(s.win.Canvas().Overlays().List()) > 1 }
	test.Tap(c.use)
	s.until("the person is asked", asked)
	if !strings.Contains(c.said.Text, "unencrypted to models.example, so nothing was sent") {
		t.Errorf("behind the question: %q", c.said.Text)
	}
	tapInDialog(t, s, "Don't send")
	s.jobsDone()
	if choice, err := models.Load(s.opt.ModelsFile); err != nil || choice.Answer != nil {
		t.Errorf("refused, and kept: %+v, %v", choice, err)
	}
	test.Tap(c.use)
	s.until("the person is asked again", asked)
	tapInDialog(t, s, "Send unencrypted")
	s.until("it is in use", func() bool { return s.models.answers != nil })
	if choice, err := models.Load(s.opt.ModelsFile); err != nil || choice.Answer == nil || !choice.Answer.Insecure || choice.Answer.Address != address {
		t.Errorf("agreed, and kept: %+v, %v", choice, err)
	}
	c = s.chooser(forAnswers) // what was agreed is remembered with this address, and with no other
	if !c.server().Insecure {
		t.Error("the agreement is forgotten")
	}
	c.address.SetText("http://other.example/v1")
	if c.server().Insecure {
		t.Error("the agreement goes over to another address")
	}
}
