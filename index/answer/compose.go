package answer

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/tmc/langchaingo/llms"
)

// An Answer is what a model made of passages, each claim checked.
type Answer struct {
	Claims []Claim
	Given  int  // how many passages the model was given: the first ones
	None   bool // the model says that the passages do not answer
	Long   bool // it was ended because it had become too long
}

// mostAnswerBytes bounds an answer: a model that does not stop is stopped.
const mostAnswerBytes = 12_000

// errLong ends a stream.
var errLong = errors.New("the answer is too long")

// Compose lets a model answer a question from passages and checks what it says. Report, if not nil, is given the answer as far as it
// is written, again and again, on one goroutine at a time. Where it fails or ctx ends, what was written by then comes with the error, all
// of it judged.
func Compose(ctx context.Context, m Model, question string, passages []Passage, split Splitter, report func(Answer)) (Answer, error) {
	messages, given := prompt(question, passages, m.ContextTokens())
	w := writer{given: given, checker: newChecker(passages[:given], split), split: split, report: report}
	options := []llms.CallOption{
		llms.WithTemperature(0), llms.WithMaxTokens(answerTokens), llms.WithStreamingFunc(w.stream),
	}
	response, err := m.GenerateContent(ctx, messages, options...)
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case ctx.Err() != nil:
		err = ctx.Err()
	case w.long:
		err = nil
	case err == nil && len(response.Choices) > 0 && w.text.Len() == 0: // a model that does not stream
		w.take(response.Choices[0].Content)
	}
	return w.answer(true), err
}

// A writer takes in what a model writes.
type writer struct {
	given   int // passages
	checker *checker
	split   Splitter
	report  func(Answer)

	mu       sync.Mutex // a client may stream on a goroutine of its own, and go on after it was told to stop
	text     strings.Builder
	reported int // bytes of text that were reported
	long     bool
}

func (w *writer) stream(ctx context.Context, chunk []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if w.take(string(chunk)); w.long {
		return errLong
	}
	const often = 64 // what a long answer gains by a word is not worth reading all of it again
	if w.report != nil && w.text.Len() > w.reported+w.reported/often {
		w.reported = w.text.Len()
		w.report(w.answer(false))
	}
	return nil
}

// take takes in a piece, as much of it as there is room for.
func (w *writer) take(piece string) {
	if room := mostAnswerBytes - w.text.Len(); len(piece) > room {
		piece, w.long = piece[:room], true
	}
	w.text.WriteString(piece)
}

// answer is what is written by now.
func (w *writer) answer(done bool) Answer {
	text := strings.ToValidUTF8(w.text.String(), "")
	a := Answer{Given: w.given, Long: w.long}
	if said := strings.Trim(withoutThoughts(text), " \n\t.*`"); said == notAnswered || !done && said != "" && strings.HasPrefix(notAnswered, said) {
		a.None = said == notAnswered
		return a
	}
	a.Claims = Claims(text, w.split, done)
	w.checker.check(a.Claims)
	return a
}

// Rewrite lets a model write a follow-up as a question that can be understood by itself. What it returns is one line.
func Rewrite(ctx context.Context, m Model, turns []Turn, question string) (string, error) {
	response, err := m.GenerateContent(ctx, rewriting(turns, question), llms.WithTemperature(0), llms.WithMaxTokens(answerTokens/4))
	if err != nil {
		return "", err
	}
	if len(response.Choices) == 0 {
		return Combine(turns, question), nil
	}
	said := oneLine(strings.Trim(strings.TrimSpace(withoutThoughts(response.Choices[0].Content)), `"“”`))
	if said == "" || len(said) > mostQuestionBytes || citation.MatchString(said) { // an answer, perhaps
		return Combine(turns, question), nil
	}
	return said, nil
}
