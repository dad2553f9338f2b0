package index

import (
	"context"

	"footnote/index/answer"
	"footnote/index/chunk"
)

// Compose lets a language model answer a question from passages alone, which it is given as numbered quotations: number n is passages[n-1].
// Each of its claims is checked against the passages that it cites; package answer says by which rules. Report, if not nil, is given the
// answer as far as it is written, on one goroutine at a time. Where the model fails or ctx ends, what was written by then comes with the
// error.
//
// Of a question with operators, question is what Result.Words holds. The question and the passages are all that is sent; Model.Local says whether that leaves the machine.
func Compose(ctx context.Context, m answer.Model, question string, passages []Passage, report func(answer.Answer)) (answer.Answer, error) {
	return answer.Compose(ctx, m, question, answerable(passages), chunk.Sentences, report)
}
