package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"

	"footnote/app/models"
	"footnote/app/words"
	"footnote/index"
	"footnote/index/answer"
)

// askedPassages bounds the passages that an answer is made from.
const askedPassages = 10

// askCommand answers a question.
type askCommand struct {
	Question []string `arg:"" optional:"" help:"The question, in quotes or as separate words. Without it, Footnote reads the question from standard input."`
	After    string   `placeholder:"QUESTION" help:"The question that this one follows, for example: --after \"How much was the rent in 2022?\" and in 2023?"`
	Model    bool     `negatable:"" default:"true" help:"Let the chosen language model answer, if there is one."`
	JSON     bool     `name:"json" help:"Print JSON."`
}

// Help shows examples.
func (askCommand) Help() string {
	return `Without a language model, Footnote answers with sentences from your documents. A model that you chose answers from the passages
alone, and Footnote compares each of its sentences with the passages it cites. If it finds the sentence's words, numbers, names,
denials and conditions there, it prints the sentence as it is. It marks the others "not confirmed" or "your documents say
otherwise". The comparison follows rules, which can be wrong: read the passages.

With --json, "verdict" in "checks" is "supported", "not_confirmed" or "contradicted", and "missing" holds the words in question.

Examples:

    footnote ask "How much notice do I have to give?"
    footnote ask --no-model "How much notice do I have to give?"
    footnote ask --json "How much notice do I have to give?" | jq -r .answer

The exit code is 1 if nothing answers.`
}

// Model returns the language model that the user chose, or nil if none is chosen.
func Model() (answer.Model, error) {
	return models.Answering(ModelsFile(), Keys())
}

// ModelsFile returns the path of the choice of models, which all libraries share.
func ModelsFile() string { return filepath.Join(xdg.ConfigHome, "footnote", "models.json") }

func (c askCommand) Run(s *session) (err error) {
	question, err := searchCommand{Question: c.Question}.question(s.std)
	if err != nil {
		return err
	}
	var model answer.Model
	if c.Model {
		if model, err = Model(); err != nil {
			return modelError{err}
		}
	}
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	asking := asking{session: s, lib: lib, model: model, json: c.JSON}
	if question, err = asking.full(question, c.After); err != nil {
		return err
	}
	result, err := lib.Search(s.ctx, question, index.SearchOptions{Limit: askedPassages})
	if err != nil {
		return err
	}
	if err := s.sayAway(result); err != nil {
		return err
	}
	if model == nil || len(result.Passages) == 0 {
		return asking.quote(question, result)
	}
	return asking.compose(question, result)
}

// asking is one question being answered.
type asking struct {
	*session
	lib   *index.Library
	model answer.Model // nil for an answer in the documents' own words
	json  bool
}

// full returns a question that can be understood without the one it follows.
func (a asking) full(question, after string) (string, error) {
	if after == "" || strings.TrimSpace(question) == "" {
		return question, nil
	}
	turns := []answer.Turn{{Question: after}}
	if a.model == nil {
		return answer.Combine(turns, question), nil
	}
	a.saySent("Sending both questions")
	full, err := answer.Rewrite(a.ctx, a.model, turns, question)
	if err != nil {
		return "", modelError{err}
	}
	return full, nil
}

// saySent prints to stderr what is about to leave this computer, and where it goes.
func (a asking) saySent(what string) {
	if !a.model.Local() {
		fmt.Fprintf(a.std.Err, "%s to %s, for %s.\n", what, printable(a.model.Destination()), printable(a.model.Name()))
	}
}

// quote answers with sentences quoted from the documents.
func (a asking) quote(question string, found index.Result) error {
	quotations, err := a.lib.Quote(a.ctx, question, found.Passages)
	if err != nil {
		return err
	}
	if a.json {
		if err := printJSON(a.std.Out, quotedJSON(question, quotations)); err != nil {
			return err
		}
	} else if err := a.printQuotations(quotations); err != nil {
		return err
	}
	switch {
	case len(quotations) > 0:
		return nil
	case len(found.Passages) > 0:
		fmt.Fprintf(a.std.Err, "No sentence clearly answers that. `footnote search` shows the closest passages (%s).\n", count(len(found.Passages), "passage"))
	default:
		if err := printNothing(a.session, a.lib, found); err != nil {
			return err
		}
	}
	return errNothing
}

func (a asking) printQuotations(quotations []index.Quotation) error {
	paper := newPaper(a.std.Out)
	for i, q := range quotations {
		if q.Against {
			paper.line(printable(q.Citation.Title) + " says otherwise:")
		}
		words := strings.ReplaceAll(q.Text, "\n", " ") // same length, so the marks stay in place
		paper.passage(fmt.Sprintf("“%s” [%d]", words, i+1), shifted(q.Marks, len("“")), "")
	}
	for i, q := range quotations {
		paper.source(i+1, q.Citation)
	}
	return paper.flush()
}

func shifted(spans []index.Span, by int) []index.Span {
	moved := make([]index.Span, len(spans))
	for i, s := range spans {
		moved[i] = index.Span{Start: s.Start + by, End: s.End + by}
	}
	return moved
}

// source prints the source of a number, after an empty line.
func (p *paper) source(number int, c index.Citation) {
	heading := c.Title
	if place := english.Place(words.Below(c.Title, c.Place)); place != "" {
		heading += " · " + place
	}
	p.line("")
	p.line(p.bold(fmt.Sprintf("[%d]", number)) + " " + printable(heading))
	p.line("    " + p.faint(printable(c.Path)))
}

// compose lets the model answer, and prints each sentence once it is written and checked.
func (a asking) compose(question string, found index.Result) error {
	passages := found.Passages
	a.saySent(fmt.Sprintf("Sending the question and up to %s", count(len(passages), "passage")))
	paper := newPaper(a.std.Out)
	printed := 0
	show := func(said answer.Answer) {
		for printed < len(said.Claims) && !said.Claims[printed].Open && !a.json {
			paper.claim(said.Claims[printed])
			printed++
		}
		_ = paper.flush() // a write error is reported at the end
	}
	said, err := index.Compose(a.ctx, a.model, found.Words, passages, show)
	show(said)
	if err != nil {
		return modelError{err}
	}
	if a.json {
		if err := printJSON(a.std.Out, composedJSON(question, a.model.Name(), said, passages)); err != nil {
			return err
		}
	} else {
		for _, n := range cited(said, passages) {
			paper.source(n, passages[n-1].Citation)
		}
		if err := paper.flush(); err != nil {
			return err
		}
	}
	switch {
	case len(said.Claims) == 0:
		fmt.Fprintf(a.std.Err, "%s found no answer in the closest passages (%s).\n", printable(a.model.Name()), count(said.Given, "passage"))
		return errNothing
	case said.Long:
		fmt.Fprintln(a.std.Err, "The answer was cut off here because it was too long.")
	}
	return nil
}

// verdictWords returns the note on a sentence that the check did not confirm.
func verdictWords(v answer.Verdict) string {
	switch v {
	case answer.Supported:
		return ""
	case answer.Contradicted:
		return "your documents say otherwise"
	}
	return "not confirmed"
}

// claim prints a sentence with its numbers, and the check's verdict unless the check confirmed the sentence.
func (p *paper) claim(c answer.Claim) {
	words := c.Text
	if c.Item {
		words = "• " + words
	}
	for _, n := range c.Cites {
		words += fmt.Sprintf(" [%d]", n)
	}
	var doubt []index.Span
	if verdict := verdictWords(c.Verdict); verdict != "" {
		start := len(words) + 1
		words += " — " + verdict
		if len(c.Missing) > 0 {
			words += ": " + strings.Join(c.Missing, ", ")
		}
		doubt = []index.Span{{Start: start, End: len(words)}}
	}
	p.passage(words, doubt, "")
}

// cited returns the numbers of the passages that an answer cites, ascending.
func cited(said answer.Answer, passages []index.Passage) []int {
	var numbers []int
	for _, c := range said.Claims {
		for _, n := range c.Cites {
			if n >= 1 && n <= len(passages) && !slices.Contains(numbers, n) {
				numbers = append(numbers, n)
			}
		}
	}
	slices.Sort(numbers)
	return numbers
}
