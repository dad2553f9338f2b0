package index

import (
	"context"

	"footnote/index/embed"
	"footnote/index/language"
	"footnote/index/rank"
)

// A nearness tells how near the words of passages come to those of a question, by the built-in model.
type nearness struct {
	model   embed.Model
	query   rank.Query
	asked   [][]float32          // the vectors of the question's words
	vectors map[string][]float32 // of the passages' words that were met
}

func (l *Library) nearness(ctx context.Context, query rank.Query) (*nearness, error) {
	n := &nearness{model: l.builtin, query: query, vectors: map[string][]float32{}}
	words := make([]string, len(query.Words))
	for i, w := range query.Words {
		words[i] = w.Text
	}
	var err error
	n.asked, err = n.model.EmbedDocuments(ctx, words)
	return n, err
}

// of returns rank.Query.Near of a text.
func (n *nearness) of(ctx context.Context, text string) (float64, error) {
	words := map[string]bool{}
	var unknown []string
	language.Words(text, true, func(word string, _, _ int) {
		word = language.FoldWord(word)
		if _, known := n.vectors[word]; !known && !words[word] {
			unknown = append(unknown, word)
		}
		words[word] = true
	})
	made, err := n.model.EmbedDocuments(ctx, unknown)
	if err != nil {
		return 0, err
	}
	for i, v := range made {
		n.vectors[unknown[i]] = v
	}
	near := make([]float64, len(n.asked))
	for i, asked := range n.asked {
		if words[n.query.Words[i].Text] {
			near[i] = 1
			continue
		}
		for word := range words {
			near[i] = max(near[i], embed.Cosine(asked, n.vectors[word]))
		}
	}
	return n.query.Near(near), nil
}
