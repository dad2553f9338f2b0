package cli

import (
	"fmt"
	"io"
	"strings"

	"footnote/app/words"
	"footnote/index"
	"footnote/index/query"
)

// maxQuestionBytes bounds a question read from standard input. The engine rejects much shorter ones.
const maxQuestionBytes = 1 << 20

// searchCommand finds passages.
type searchCommand struct {
	Question []string `arg:"" optional:"" help:"The question, in quotes or as separate words. Without it, Footnote reads the question from standard input."`
	Limit    int      `short:"n" default:"10" help:"Show at most this many passages (default: ${default})."`
	Weak     bool     `help:"Also show passages that are unlikely to answer."`
	JSON     bool     `name:"json" help:"Print JSON."`
}

// Help shows examples.
func (searchCommand) Help() string {
	var language strings.Builder
	for _, topic := range query.Help() {
		fmt.Fprintf(&language, "    %-22s %s\n", topic.Example, topic.Means)
	}
	return `Examples:

    footnote search "How much notice do I have to give?"
    footnote search --limit 3 notice period
    footnote search 'notice "two months" type:pdf after:2024'
    footnote search --json "notice period" | jq -r '.passages[].path'

You can narrow a question with:

` + language.String() + `
Types are pdf, word, sheet, slides, mail, web, text, book, code, or a file name's ending. Filters without words list the matching
documents, newest first. Put the whole question in single quotes so that the shell does not change it, and after -- if it begins
with a minus. The exit code is 1 if nothing was found.`
}

func (c searchCommand) Run(s *session) (err error) {
	if c.Limit < 1 {
		return say(nil, "--limit must be at least 1, not %d.", c.Limit)
	}
	question, err := c.question(s.std)
	if err != nil {
		return err
	}
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	result, err := lib.Search(s.ctx, question, index.SearchOptions{Limit: c.Limit, Weak: c.Weak})
	if err != nil {
		return err
	}
	if err := s.sayAway(result); err != nil {
		return err
	}
	if c.JSON {
		if err := printJSON(s.std.Out, searchJSON(result)); err != nil {
			return err
		}
	} else if err := printPassages(s, lib, result); err != nil {
		return err
	}
	if len(result.Passages) == 0 {
		return errNothing
	}
	return nil
}

// question returns the question from the arguments or, without any, from standard input.
func (c searchCommand) question(std Std) (string, error) {
	if len(c.Question) > 0 || isTerminal(std.In) {
		return strings.Join(c.Question, " "), nil
	}
	asked, err := io.ReadAll(io.LimitReader(std.In, maxQuestionBytes))
	if err != nil {
		return "", fmt.Errorf("read the question: %w", err)
	}
	return string(asked), nil
}

func printPassages(s *session, lib *index.Library, result index.Result) error {
	if len(result.Passages) == 0 {
		return printNothing(s, lib, result)
	}
	paper := newPaper(s.std.Out)
	for i, p := range result.Passages {
		if i > 0 {
			paper.line("")
		}
		heading := p.Citation.Title
		if place := english.Place(words.Below(p.Citation.Title, p.Citation.Place)); place != "" {
			heading += " · " + place
		}
		about := p.Citation.Date.String()
		if !result.Listed {
			about = strings.TrimRight(fmt.Sprintf("%2d %%  %s", p.Percent(), about), " ")
		}
		paper.line(fmt.Sprintf("%s  %s  %s", paper.bold(fmt.Sprintf("%2d", p.Rank)), printable(heading), paper.faint(about)))
		paper.line("    " + paper.faint(printable(p.Citation.Path)))
		paper.passage(p.Text, p.Highlights, "    ")
	}
	return paper.flush()
}

// printNothing says what to try. It writes to stderr, so that stdout holds only passages.
func printNothing(s *session, lib *index.Library, result index.Result) error {
	status, err := lib.Status(s.ctx)
	if err != nil {
		return err
	}
	words := "Nothing in the library answers that. Try other words, or `footnote search --weak` for the closest passages. `footnote status` shows what was read and what was not."
	switch asked, err := query.Parse(result.Query); {
	case status.Passages == 0:
		words = "The library is empty. Add your documents first: footnote index PATH"
	case err == nil && len(asked.Clauses) > 0:
		words = "No document that matches the filters answers that. Leave a filter out, or try other words. `footnote search --help` shows how to write filters."
	}
	_, err = fmt.Fprintln(s.std.Err, words)
	return err
}
