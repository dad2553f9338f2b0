package main

import (
	"context"
	"fmt"
)

// answersTruly asks the program all questions, and compares each passage with the real documents: its path must be one of theirs, and its words
// must be the text's bytes from start to end. before and after are the documents that may be there. If the program refuses, it must explain why.
// The caller decides from the outcomes whether it may refuse.
func (s *stage) answersTruly(ctx context.Context, before, after state) (outcomes []outcome, err error) {
	for _, question := range questions {
		o := s.run(ctx, "search", "--json", "--", question)
		outcomes = append(outcomes, o)
		if err := o.fault(); err != nil {
			return outcomes, err
		}
		if o.code == failed {
			continue
		}
		passages, err := o.passages()
		if err != nil {
			return outcomes, err
		}
		for _, p := range passages {
			p.Path = withoutPlace(withoutPlace(p.Path, s.library()), s.path("moved"))
			if err := p.trueIn(after); err != nil && p.trueIn(before) != nil {
				return outcomes, o.errorf("a wrong citation: %v", err)
			}
		}
	}
	return outcomes, nil
}

// trueIn returns an error that says how a passage differs from the real documents.
func (p passage) trueIn(st state) error {
	text, ok := st.texts[p.Path]
	switch {
	case !ok:
		return fmt.Errorf("there is no document %s", p.Path)
	case p.Start < 0 || p.End > len(text) || p.Start >= p.End || text[p.Start:p.End] != p.Text:
		return fmt.Errorf("bytes %d to %d of %s are not %q", p.Start, p.End, p.Path, excerpt(p.Text, 80))
	case st.documents[p.Path].title != p.Title:
		return fmt.Errorf("%s is not titled %q but %q", p.Path, p.Title, st.documents[p.Path].title)
	}
	return nil
}
