package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"footnote/index/answer"
	"footnote/index/chunk"
	"footnote/index/embed"
	"footnote/index/language"
)

// quoted is how many of the best passages Quote looks for an answer in.
const quoted = 5

// A Quotation is words of a document that answer a question: a sentence, or one with that before it that it leans on.
type Quotation struct {
	Passage  int    // which of the passages it stands in: an index
	Text     string // the canonical text's bytes Citation.Span
	Marks    []Span // the names, dates, numbers or places asked for, within Text; ordered, disjoint
	Against  bool   // it contradicts the best of the others, as two editions of a policy do
	Citation Citation
}

// Quote answers a question in the words of the passages that a search found for it, best first: with one to three quotations, in
// the order to be read, or with none where it is not confident that any answers. It needs no language model and is as quick as the
// search was. The error is a *QueryError, ctx.Err() or the library's.
func (l *Library) Quote(ctx context.Context, question string, passages []Passage) ([]Quotation, error) {
	asked, err := l.parse(ctx, question)
	if err != nil {
		return nil, fmt.Errorf("answer: %w", err)
	}
	question = asked.Words
	if question == "" || len(passages) == 0 || !passages[0].Evidence.Certain() { // filters alone ask nothing
		return nil, ctx.Err()
	}
	passages = passages[:min(len(passages), quoted)]
	sentences, err := l.weighSentences(ctx, question, passages)
	if err != nil {
		return nil, fmt.Errorf("answer: %w", err)
	}
	var quotations []Quotation
	for _, q := range answer.Choose(question, answerable(passages), sentences) {
		p := passages[q.Passage]
		quotation := Quotation{Passage: q.Passage, Against: q.Against, Text: p.Text[q.Start:q.End], Citation: p.cite(Span{Start: q.Start, End: q.End})}
		for _, m := range q.Marks {
			quotation.Marks = append(quotation.Marks, Span{Start: m.Start - q.Start, End: m.End - q.Start})
		}
		quotations = append(quotations, quotation)
	}
	return quotations, nil
}

// cite is the citation of a part of a passage.
func (p Passage) cite(part Span) Citation {
	c := p.Citation
	at := c.Span.Start
	c.Span = Span{Start: at + part.Start, End: at + part.End}
	if p.line > 0 {
		line := p.line + strings.Count(p.Text[:part.Start], "\n")
		c.Place = p.places.AtLines(c.Span.Start, c.Span.End, line, line+strings.Count(p.Text[part.Start:part.End], "\n"))
	}
	return c
}

// weighSentences holds the sentences of passages against a question, in words and in meaning. Headings are left out.
func (l *Library) weighSentences(ctx context.Context, question string, passages []Passage) ([]answer.Sentence, error) {
	analyzer := l.analyzers.Get().(*language.Analyzer)
	defer l.analyzers.Put(analyzer)
	words, err := l.analyse(ctx, analyzer, question)
	if err != nil {
		return nil, err
	}
	var sentences []answer.Sentence
	var texts []string
	for i, p := range passages {
		headings := p.Citation.Place.Heading
		around := strings.Join(headings, "\n")
		for _, s := range chunk.Sentences(p.Text) {
			text := p.Text[s.Start:s.End]
			if slices.Contains(headings, strings.TrimLeft(text, "# ")) {
				continue
			}
			texts = append(texts, language.Joined(text))
			sentences = append(sentences, answer.Sentence{
				Passage: i, Span: s, Score: p.Words + p.Meaning,
				Words: words.Coverage(analyzer, text), Context: words.Coverage(analyzer, around+"\n"+text),
			})
			around = strings.Join(headings, "\n") + "\n" + text
		}
	}
	asked, err := l.builtin.EmbedQuery(ctx, question) // whichever the library uses: it is at hand, and quick
	if err != nil {
		return nil, err
	}
	vectors, err := l.builtin.EmbedDocuments(ctx, texts)
	if err != nil {
		return nil, err
	}
	for i, v := range vectors {
		sentences[i].Meaning = embed.Cosine(asked, v)
	}
	return sentences, nil
}

// answerable are passages as answers are made of them.
func answerable(passages []Passage) []answer.Passage {
	plain := make([]answer.Passage, len(passages))
	for i, p := range passages {
		c := p.Citation
		plain[i] = answer.Passage{Text: p.Text, Title: c.Title, Page: c.Place.Page, Headings: c.Place.Heading}
	}
	return plain
}
