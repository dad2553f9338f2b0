package cli

import (
	"fmt"
	"strings"

	"footnote/index"
	"footnote/index/answer"
)

// What `footnote ask --json` prints; see json.go.
type (
	askOutput struct {
		Query      string            `json:"query"`
		Answer     string            `json:"answer"`
		Quotations []quotationOutput `json:"quotations"`
		Checks     []checkOutput     `json:"checks"`
		Model      string            `json:"model"`
	}
	quotationOutput struct {
		N     int         `json:"n"`
		Text  string      `json:"text"`
		Path  string      `json:"path"`
		URI   string      `json:"uri,omitempty"`
		Place index.Place `json:"place"`
		Start int         `json:"start"`
		End   int         `json:"end"`

		Against bool `json:"against,omitempty"` // it contradicts the first quotation
	}
	checkOutput struct {
		Sentence  string   `json:"sentence"`
		Cites     []int    `json:"cites"`
		Supported bool     `json:"supported"`
		Verdict   string   `json:"verdict"` // supported, not_confirmed or contradicted
		Missing   []string `json:"missing"` // words of the sentence that its passages do not contain, or contradict
	}
)

// quotedJSON returns an answer in the documents' own words: [n] cites quotation n.
func quotedJSON(question string, quotations []index.Quotation) askOutput {
	output := askOutput{Query: question, Quotations: []quotationOutput{}, Checks: []checkOutput{}}
	var words []string
	for i, q := range quotations {
		n := i + 1
		quoted := quotationJSON(n, q.Text, q.Citation)
		quoted.Against = q.Against
		output.Quotations = append(output.Quotations, quoted)
		output.Checks = append(output.Checks, checkOutput{q.Text, []int{n}, true, verdictName(answer.Supported), []string{}})
		words = append(words, fmt.Sprintf("“%s” [%d]", strings.Join(strings.Fields(q.Text), " "), n))
	}
	output.Answer = strings.Join(words, "\n")
	return output
}

// composedJSON returns a model's answer: quotation n is the passage that it cites as [n].
func composedJSON(question, model string, said answer.Answer, passages []index.Passage) askOutput {
	output := askOutput{Query: question, Model: model, Quotations: []quotationOutput{}, Checks: []checkOutput{}}
	for _, n := range cited(said, passages) {
		p := passages[n-1]
		output.Quotations = append(output.Quotations, quotationJSON(n, p.Text, p.Citation))
	}
	var b strings.Builder
	for i, c := range said.Claims {
		output.Checks = append(output.Checks, checkOutput{
			c.Text, append([]int{}, c.Cites...), c.Verdict == answer.Supported, verdictName(c.Verdict), append([]string{}, c.Missing...),
		})
		switch {
		case i == 0:
		case c.First:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(c.Text)
		for _, n := range c.Cites {
			fmt.Fprintf(&b, " [%d]", n)
		}
	}
	output.Answer = b.String()
	return output
}

// verdictName returns a verdict's name in JSON.
func verdictName(v answer.Verdict) string {
	switch v {
	case answer.Supported:
		return "supported"
	case answer.Contradicted:
		return "contradicted"
	}
	return "not_confirmed"
}

func quotationJSON(n int, text string, c index.Citation) quotationOutput {
	return quotationOutput{N: n, Text: text, Path: c.Path, URI: uriOf(c.Path), Place: c.Place, Start: c.Span.Start, End: c.Span.End}
}
