package mcp

import (
	"context"
	"fmt"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"footnote/app/words"
	"footnote/index"
)

type searchInput struct {
	Question string   `json:"question" jsonschema:"the question in plain words, or words to look for"`
	Limit    int      `json:"limit,omitempty" jsonschema:"maximum number of passages (default 10)"`
	Folders  []string `json:"folders,omitempty" jsonschema:"only documents below one of these folders, by path, name or uri"`
	Types    []string `json:"types,omitempty" jsonschema:"only documents of one of these types, such as pdf or mail"`
	Weak     bool     `json:"weak,omitempty" jsonschema:"also return passages that are unlikely to answer"`
}

type searchOutput struct {
	Passages []passage `json:"passages" jsonschema:"best first; empty if nothing answers the question"`
	Note     string    `json:"note,omitempty" jsonschema:"what the search could not do"`
}

// Bounds on one request of an assistant.
const (
	maxLimit    = 100       // passages
	maxNames    = 1000      // folders, and types
	maxNameSize = 32 * 1024 // bytes of a path or a name
)

// check returns an error for the first bound that the input exceeds.
func (in searchInput) check() error {
	switch {
	case in.Limit < 0 || in.Limit > maxLimit:
		return fmt.Errorf("limit is %d; give a number from 1 to %d", in.Limit, maxLimit)
	case len(in.Question) > index.MaxQuestionBytes:
		return fmt.Errorf("question has %d bytes; give at most %d", len(in.Question), index.MaxQuestionBytes)
	case len(in.Folders) > maxNames:
		return fmt.Errorf("folders has %d entries; give at most %d", len(in.Folders), maxNames)
	case len(in.Types) > maxNames:
		return fmt.Errorf("types has %d entries; give at most %d", len(in.Types), maxNames)
	}
	for _, folder := range in.Folders {
		if err := checkName("a folder", folder); err != nil {
			return err
		}
	}
	for _, name := range in.Types {
		if err := checkName("a type", name); err != nil {
			return err
		}
	}
	return nil
}

func (t tools) search(ctx context.Context, _ *sdk.CallToolRequest, in searchInput) (*sdk.CallToolResult, searchOutput, error) {
	if err := in.check(); err != nil {
		return nil, searchOutput{}, err
	}
	folders := make([]string, len(in.Folders))
	for i, folder := range in.Folders {
		folders[i] = pathOf(folder)
	}
	result, err := t.lib.Search(ctx, in.Question, index.SearchOptions{
		Limit: in.Limit, Weak: in.Weak, Filter: index.Filter{Folders: folders, Types: in.Types},
	})
	if err != nil {
		return nil, searchOutput{}, refused(err)
	}
	out := searchOutput{Passages: make([]passage, len(result.Passages))}
	for i, p := range result.Passages {
		c := p.Citation
		out.Passages[i] = passage{locate(c.Path), c.Title, c.Place, c.Span.Start, c.Span.End, p.Text, p.Score}
	}
	if result.Away != nil {
		out.Note = "These passages were found by their words alone, because the model that compares meaning can't be used: " + words.Language{}.ModelCause(result.Away) + "."
	} else if result.Foreign != "" {
		out.Note = "These passages were found mostly by their words, because the built-in model knows only English. Use words in the documents' language to find more."
	}
	return nil, out, nil
}
