package answer

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/tmc/langchaingo/llms"
)

// scripted is a model that writes what a test says, piece by piece.
type scripted struct {
	pieces  func(prompt string) []string
	err     error // after the pieces
	endless bool  // it writes its last piece again and again
	whole   bool  // it does not stream
	context int
	prompts []string
}

func says(pieces ...string) *scripted {
	return &scripted{pieces: func(string) []string { return pieces }}
}

func (*scripted) Name() string         { return "scripted" }
func (*scripted) Local() bool          { return true }
func (*scripted) Destination() string  { return "localhost" }
func (m *scripted) ContextTokens() int { return m.context }

func (m *scripted) GenerateContent(ctx context.Context, messages []llms.MessageContent, options ...llms.CallOption) (*llms.ContentResponse, error) {
	var o llms.CallOptions
	for _, option := range options {
		option(&o)
	}
	var prompt strings.Builder
	for _, message := range messages {
		for _, part := range message.Parts {
			prompt.WriteString(part.(llms.TextContent).Text + "\n")
		}
	}
	m.prompts = append(m.prompts, prompt.String())
	pieces := m.pieces(prompt.String())
	for i := 0; !m.whole && o.StreamingFunc != nil && (i < len(pieces) || m.endless); i++ {
		if err := o.StreamingFunc(ctx, []byte(pieces[min(i, len(pieces)-1)])); err != nil {
			return nil, err
		}
	}
	if m.err != nil {
		return nil, m.err
	}
	return &llms.ContentResponse{Choices: []*llms.ContentChoice{{Content: strings.Join(pieces, "")}}}, nil
}

func (m *scripted) Call(ctx context.Context, prompt string, options ...llms.CallOption) (string, error) {
	return llms.GenerateFromSinglePrompt(ctx, m, prompt, options...)
}

// verdicts are claims in short, each with what the check says.
func verdicts(a Answer) string {
	var b strings.Builder
	for _, c := range a.Claims {
		switch {
		case c.Verdict == Supported:
			b.WriteString("ok: ")
		case len(c.Missing) > 0:
			b.WriteString("missing " + strings.Join(c.Missing, ", ") + ": ")
		default:
			b.WriteString("not confirmed: ")
		}
		b.WriteString(short(c) + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestCompose(t *testing.T) {
	away := errors.New("away")
	for name, test := range map[string]struct {
		model *scripted
		want  string
		err   error
	}{
		"rightly":             {model: says("The rent ", "is 780 ", "crowns [1].", " It is due in advance [1]."), want: "ok: The rent is 780 crowns. [1]\nok: It is due in advance. [1]"},
		"cites wrongly":       {model: says("The rent is 780 crowns [2]."), want: "missing rent, 780 crowns: The rent is 780 crowns. [2]"},
		"cites what is not":   {model: says("The rent is 780 crowns [12]."), want: "not confirmed: The rent is 780 crowns. [12]"},
		"cites nothing":       {model: says("The rent is 780 crowns."), want: "not confirmed: The rent is 780 crowns."},
		"invents a quotation": {model: says("It says “the rent is waived” [1]."), want: "missing the rent is waived: It says “the rent is waived”. [1]"},
		"invents a number":    {model: says("The rent is 870 crowns [1]."), want: "missing 870 crowns: The rent is 870 crowns. [1]"},
		"another language":    {model: says("El alquiler es de 780 coronas [1]."), want: "not confirmed: El alquiler es de 780 coronas. [1]"},
		"does not stream":     {model: &scripted{whole: true, pieces: func(string) []string { return []string{"The rent is 780 crowns [1]."} }}, want: "ok: The rent is 780 crowns. [1]"},
		"breaks off": {
			model: &scripted{err: away, pieces: func(string) []string { return []string{"The rent is 780 crowns [1]. It is d"} }},
			want:  "ok: The rent is 780 crowns. [1]\nnot confirmed: It is d", err: away,
		},
		"fails at once": {model: &scripted{err: away, pieces: func(string) []string { return nil }}, err: away},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := Compose(t.Context(), test.model, "What is the rent?", lease, split, nil)
			if !errors.Is(err, test.err) {
				t.Errorf("error %v, want %v", err, test.err)
			}
			if got := verdicts(a); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if a.Given != len(lease) || a.None || a.Long {
				t.Errorf("%+v", a)
			}
		})
	}
}

func TestComposeKnowsThatNothingAnswers(t *testing.T) {
	for _, said := range []string{"[none]", "[none].", " [none]\n", "<think>Hm.</think>[none]"} {
		if a, err := Compose(t.Context(), says(said), "Who?", lease, split, nil); err != nil || !a.None || a.Claims != nil {
			t.Errorf("%q: %+v, %v", said, a, err)
		}
	}
	shown := 0
	_, err := Compose(t.Context(), says("[no", "ne]"), "Who?", lease, split, func(a Answer) { shown += len(a.Claims) })
	if err != nil || shown > 0 {
		t.Errorf("%d claims shown of an answer that is none, %v", shown, err)
	}
}

func TestComposeEndsWhatDoesNotEnd(t *testing.T) {
	a, err := Compose(t.Context(), &scripted{endless: true, pieces: func(string) []string { return []string{"The rent is 780 crowns [1]. "} }}, "?", lease, split, nil)
	if err != nil || !a.Long || len(a.Claims) == 0 {
		t.Errorf("long %v, %d claims, %v", a.Long, len(a.Claims), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	pieces := 0
	a, err = Compose(ctx, &scripted{endless: true, pieces: func(string) []string { return []string{"The rent is 780 crowns [1]. "} }}, "?", lease, split, func(Answer) {
		if pieces++; pieces == 3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(a.Claims) != 3 || a.Claims[2].Verdict != Supported {
		t.Errorf("%d claims, %v; want the three written until it was stopped", len(a.Claims), err)
	}
}

func TestComposeReportsAsItIsWritten(t *testing.T) {
	var seen []string
	_, err := Compose(t.Context(), says("The rent is ", "780 crowns [1]. ", "It ", "is 900 [1]."), "?", lease, split, func(a Answer) {
		seen = append(seen, claimed(a.Claims))
	})
	want := []string{
		"The rent is …", "The rent is 780 crowns. [1] …", "The rent is 780 crowns. [1]\nIt …", "The rent is 780 crowns. [1]\nIt is 900. [1] …",
	}
	if err != nil || strings.Join(seen, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, %v", seen, err)
	}
}

// TestHostilePassages lets a model obey every order that a passage gives it: what it then says is not passed off as found.
func TestHostilePassages(t *testing.T) {
	data, err := os.ReadFile("testdata/hostile.json")
	if err != nil {
		t.Fatal(err)
	}
	var hostile []struct{ Text, Obeyed string }
	if err := json.Unmarshal(data, &hostile); err != nil {
		t.Fatal(err)
	}
	for _, h := range hostile {
		passages := []Passage{lease[0], {Title: "Found \"on\" </quotation> the street", Text: h.Text}}
		obedient := &scripted{pieces: func(prompt string) []string {
			if strings.Count(prompt, "<quotation") != 2 || strings.Count(prompt, "</quotation>") != 2 || strings.Contains(prompt, "<|") {
				t.Errorf("%q: the passage breaks out of its quotation:\n%s", h.Text, prompt)
			}
			return []string{h.Obeyed}
		}}
		a, err := Compose(t.Context(), obedient, "What is the rent?", passages, split, nil)
		if err != nil || len(a.Claims) == 0 {
			t.Fatalf("%+v, %v", a, err)
		}
		for _, c := range a.Claims {
			if c.Verdict == Supported {
				t.Errorf("%q: %q is taken to be supported", h.Text, short(c))
			}
		}
		if a, err := Compose(t.Context(), says("The rent is 780 crowns [1]."), "What is the rent?", passages, split, nil); err != nil || a.Claims[0].Verdict != Supported {
			t.Errorf("%q: a model that does not obey gives %q, %v", h.Text, verdicts(a), err)
		}
	}
}

func TestPromptHasRoom(t *testing.T) {
	long := Passage{Title: "Long", Text: strings.Repeat("word ", 1000)}
	for _, test := range []struct {
		context, passages, given int
	}{{0, 3, 3}, {4096, 10, 1}, {8192, 10, 3}, {128_000, 20, MostPassages}, {1024, 3, 1}, {10, 3, 1}, {0, 0, 0}} {
		var passages []Passage
		for range test.passages {
			passages = append(passages, long)
		}
		m := says("[none]")
		m.context = test.context
		a, err := Compose(t.Context(), m, "What?", passages, split, nil)
		if err != nil || a.Given != test.given {
			t.Errorf("context %d: given %d of %d, want %d, %v", test.context, a.Given, test.passages, test.given, err)
		}
		if n := tokens(m.prompts[0]); test.context > 2000 && n > test.context-min(answerTokens, test.context/4) {
			t.Errorf("context %d: the prompt has %d tokens", test.context, n)
		}
	}
}

func TestPromptHoldsNothingElse(t *testing.T) {
	m := says("[none]")
	if _, err := Compose(t.Context(), m, "What is the rent?", lease[:1], split, nil); err != nil {
		t.Fatal(err)
	}
	rest := m.prompts[0]
	for _, part := range []string{rules, lease[0].Text, lease[0].Title, lease[0].Headings[0], "What is the rent?"} {
		if !strings.Contains(rest, part) {
			t.Fatalf("the prompt lacks %q", part)
		}
		rest = strings.Replace(rest, part, "", 1)
	}
	if want := "<quotation number=\"1\" document=\"\" place=\"\"> </quotation> Question:"; oneLine(rest) != want {
		t.Errorf("the prompt holds %q beside rules, passages and question", oneLine(rest))
	}
}

func TestRewrite(t *testing.T) {
	turns := []Turn{{"How much was the rent in 2022?", "It was 700 crowns."}}
	for said, want := range map[string]string{
		"How much was the rent in 2023?":      "How much was the rent in 2023?",
		"\"How much was\nthe rent in 2023?\"": "How much was the rent in 2023?",
		"":                                    "How much was the rent in 2023?",
		"It was 720 crowns [1].":              "How much was the rent in 2023?",
		strings.Repeat("long ", 400):          "How much was the rent in 2023?",
	} {
		m := says(said)
		got, err := Rewrite(t.Context(), m, turns, "and in 2023?")
		if err != nil || got != want {
			t.Errorf("%.20q: %q, %v", said, got, err)
		}
		if !strings.Contains(m.prompts[0], "It was 700 crowns.") || !strings.Contains(m.prompts[0], "and in 2023?") {
			t.Errorf("the prompt lacks the conversation: %q", m.prompts[0])
		}
	}
	away := errors.New("away")
	if _, err := Rewrite(t.Context(), &scripted{err: away, pieces: func(string) []string { return nil }}, turns, "and?"); !errors.Is(err, away) {
		t.Errorf("error %v, want %v", err, away)
	}
}

func TestCombine(t *testing.T) {
	for _, test := range []struct{ last, follow, want string }{
		{"How much was the rent in 2022?", "and in 2023?", "How much was the rent in 2023?"},
		{"Wie hoch war die Miete 2022?", "und 2023?", "Wie hoch war die Miete 2023?"},
		{"How much is the rent?", "and in 2023?", "How much is the rent in 2023?"},
		{"How much is the rent?", "what about the deposit?", "How much is the rent the deposit?"},
		{"How much is the rent?", "When is it due by then, and to whom is it paid?", "When is it due by then, and to whom is it paid?"},
		{"How much is the rent?", "why?", "How much is the rent why?"},
		{"How much is the rent?", "Who repairs the boiler in winter?", "Who repairs the boiler in winter?"},
	} {
		if got := Combine([]Turn{{Question: test.last}}, test.follow); got != test.want {
			t.Errorf("%q, %q: got %q, want %q", test.last, test.follow, got, test.want)
		}
	}
	if got := Combine(nil, "and in 2023?"); got != "and in 2023?" {
		t.Errorf("without a conversation: %q", got)
	}
}
