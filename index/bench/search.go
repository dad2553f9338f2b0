package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"footnote/index"
	"footnote/index/embed"
	"footnote/index/language"
	"footnote/index/rank"
	"footnote/index/store"
)

// nearest is the number of nearest vectors asked of the engine and of chromem-go: as many as a search scores.
const nearest = 100

// measureSearch asks a library all questions: through the engine, then its parts alone, then chromem-go.
func measureSearch(ctx context.Context, library string, questions []string, f *figures) error {
	if err := measureWhole(ctx, library, questions, f); err != nil {
		return fmt.Errorf("search: %w", err)
	}
	if err := measureParts(ctx, library, questions, f); err != nil {
		return fmt.Errorf("search: %w", err)
	}
	return nil
}

func measureWhole(ctx context.Context, library string, questions []string, f *figures) (err error) {
	begun := time.Now()
	lib, err := index.Open(library, index.Options{})
	if err != nil {
		return err
	}
	f.opening = time.Since(begun)
	defer func() { err = errors.Join(err, lib.Close()) }()
	f.whole, err = timed(questions, func(question string) error {
		_, err := lib.Search(ctx, question, index.SearchOptions{})
		return err
	})
	if err != nil {
		return err
	}
	f.narrowed, err = timed(questions, func(question string) error {
		_, err := lib.Search(ctx, narrowing+question, index.SearchOptions{})
		return err
	})
	return err
}

// narrowing has filters of every kind that most of the documents pass.
const narrowing = "type:text -type:pdf -in:nowhere -title:nothing after:1990 -unheard "

func measureParts(ctx context.Context, library string, questions []string, f *figures) (err error) {
	model, err := embed.Builtin()
	if err != nil {
		return err
	}
	s, err := store.Open(library, store.Model{Name: model.Name(), Dim: model.Dim()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	analyzer := new(language.Analyzer)
	terms, vectors := map[string][]store.Word{}, map[string][]float32{}
	for _, question := range questions {
		for _, word := range rank.Parse(analyzer, question, 0).Words {
			terms[question] = append(terms[question], word.Terms)
		}
		if vectors[question], err = model.EmbedQuery(ctx, question); err != nil {
			return err
		}
	}
	if f.keyword, err = timed(questions, func(question string) error {
		if _, err := s.Frequencies(ctx, terms[question]); err != nil {
			return err
		}
		_, err := s.Keyword(ctx, terms[question], nearest, nil)
		return err
	}); err != nil {
		return err
	}
	held, err := s.Vectors(ctx)
	if err != nil {
		return err
	}
	if f.vectors, err = timed(questions, func(question string) error {
		_, err := held.Nearest(ctx, vectors[question], nearest, nil)
		return err
	}); err != nil {
		return err
	}
	f.chromem, err = timed(questions, func(question string) error {
		_, err := held.Collection().QueryEmbedding(ctx, vectors[question], min(nearest, held.Collection().Count()), nil, nil)
		return err
	})
	return err
}

// warmUp is the number of questions asked first and not counted: they load the library into the system's memory.
const warmUp = 20

// timed calls ask for each question, one after the other.
func timed(questions []string, ask func(question string) error) (timings, error) {
	for _, question := range questions[:min(warmUp, len(questions))] {
		if err := ask(question); err != nil {
			return nil, err
		}
	}
	took := make(timings, len(questions))
	for i, question := range questions {
		begun := time.Now()
		if err := ask(question); err != nil {
			return nil, err
		}
		took[i] = time.Since(begun)
	}
	return took, nil
}
