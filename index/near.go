package index

import (
	"context"

	"footnote/index/embed"
	"footnote/index/language"
	"footnote/index/rank"
)

// A nearness tells how near the words of passages come to those of a question, by the built-in model.
type nearness struct {
	model *embed.Static
	query rank.Query
	asked [][]float32          // the vectors of the question's words
	met   map[string][]float64 // the cosines with them of each of the passages' words so far
}

func (l *Library) nearness(ctx context.Context, query rank.Query) (*nearness, error) {
	words := make([]string, len(query.Words))
	for i, w := range query.Words {
		words[i] = w.Text
	}
	asked, err := l.builtin.EmbedDocuments(ctx, words)
	return &nearness{model: l.builtin, query: query, asked: asked, met: map[string][]float64{}}, err
}

// of returns the greatest cosine of each of the question's words with a word of text.
func (n *nearness) of(ctx context.Context, text string) ([]float64, error) {
	var words, unknown []string
	language.Words(text, true, func(word string, _, _ int) {
		word = language.FoldWord(word)
		words = append(words, word)
		if _, met := n.met[word]; !met {
			unknown = append(unknown, word)
			n.met[word] = nil
		}
	})
	cosines, err := n.model.Cosines(ctx, unknown, n.asked)
	if err != nil {
		return nil, err
	}
	for i, word := range unknown {
		for j, w := range n.query.Words {
			if w.Text == word {
				cosines[i][j] = 1
			}
		}
		n.met[word] = cosines[i]
	}
	near := make([]float64, len(n.asked))
	for _, word := range words {
		for i, cosine := range n.met[word] {
			near[i] = max(near[i], cosine)
		}
	}
	return near, nil
}
