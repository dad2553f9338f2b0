package index_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"footnote/index"
)

// kitchen is a library of passages on a few subjects, a document each.
func kitchen(t *testing.T) *tree {
	tr := newTree(t)
	for name, text := range map[string]string{
		"bread.txt":  "Bread goes stale because its starch crystallises again.",
		"toast.txt":  "Old bread becomes soft again when it is warmed in the oven or toasted.",
		"dough.txt":  "Knead flour, water and yeast into dough and let it rise before baking the loaf.",
		"river.txt":  "The river bank was flooded in spring, and the fishing boats lay in the meadows.",
		"loan.txt":   "The bank lends money against the house and asks for interest every month.",
		"flood.txt":  "The river bank was flooded in spring, and the fishing boats lay in the meadows.",
		"saving.txt": "Money in a savings account earns interest, and the account costs nothing.",
	} {
		tr.write(name, text)
	}
	tr.add(".")
	tr.sync()
	return tr
}

func (tr *tree) passageOf(question, name string) index.Passage {
	tr.t.Helper()
	r, err := tr.lib.Search(tr.t.Context(), question, index.SearchOptions{Weak: true})
	if err != nil {
		tr.t.Fatal(err)
	}
	for _, p := range r.Passages {
		if p.Citation.Path == tr.path(name) {
			return p
		}
	}
	tr.t.Fatalf("%q does not find %s", question, name)
	return index.Passage{}
}

func TestMarkedPassagesMoveTheQuestion(t *testing.T) {
	tr := kitchen(t)
	meanings := func(opt index.SearchOptions) map[string]float64 {
		opt.Weak = true
		r, err := tr.lib.Search(t.Context(), "bank", opt)
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]float64{}
		for _, p := range r.Passages {
			found[strings.TrimPrefix(p.Citation.Path, tr.dir+"/")] = p.Meaning
		}
		return found
	}
	loan, river := tr.passageOf("bank", "loan.txt").Citation, tr.passageOf("bank", "river.txt").Citation
	before := meanings(index.SearchOptions{})
	after := meanings(index.SearchOptions{Right: []index.Citation{loan}, Wrong: []index.Citation{river}})
	if after["saving.txt"] <= before["saving.txt"] {
		t.Errorf("with the loan right, saving has a meaning of %v, before %v", after["saving.txt"], before["saving.txt"])
	}
	_, there := after["river.txt"]
	_, copied := after["flood.txt"]
	if there || copied || before["river.txt"]+before["flood.txt"] == 0 {
		t.Errorf("the river, which is wrong, was found: before %v, after %v", before, after)
	}
	gone := index.Citation{Path: tr.path("none.txt")}
	if got := meanings(index.SearchOptions{Right: []index.Citation{gone}, Wrong: []index.Citation{gone}}); len(got) != len(before) {
		t.Errorf("marks on passages that are gone change what is found: %v, before %v", got, before)
	}
}

func TestSimilar(t *testing.T) {
	tr := kitchen(t)
	bread := tr.passageOf("stale bread", "bread.txt").Citation
	r, err := tr.lib.Similar(t.Context(), bread, index.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := files(r); got != "dough.txt, toast.txt" || r.Found != 2 {
		t.Fatalf("like the bread are %s, %d found", got, r.Found)
	}
	for i, p := range r.Passages {
		if p.Citation.Path == bread.Path || p.Rank != i+1 || p.Score != p.Meaning || p.Words != 0 || p.Best.End == 0 {
			t.Errorf("passage %d is %+v", i, p)
		}
	}
	r, err = tr.lib.Similar(t.Context(), bread, index.SearchOptions{Filter: index.Filter{Types: []string{"pdf"}}})
	if err != nil || len(r.Passages) != 0 {
		t.Errorf("among PDFs: %+v, %v", r, err)
	}
	if _, err := tr.lib.Similar(t.Context(), index.Citation{Path: "/none"}, index.SearchOptions{}); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("like a passage that is gone: %v", err)
	}
}

func TestExplain(t *testing.T) {
	tr := newTree(t)
	tr.write("tenancy.md", tenancy)
	tr.add("tenancy.md")
	tr.sync()
	const question = "How much notice must be given? type:text"
	p := tr.search(question)[0]
	for name, opt := range map[string]index.SearchOptions{"plain": {}, "moved": {Right: []index.Citation{p.Citation}}} {
		e, err := tr.lib.Explain(t.Context(), question, p.Citation, opt)
		if err != nil {
			t.Fatal(err)
		}
		sum, best, last := e.Above, e.Words[0], 0
		for _, w := range e.Words {
			if w.Start < last || w.End <= w.Start || w.End > len(p.Text) {
				t.Fatalf("%s: the word %+v is out of place", name, w)
			}
			last = w.End
			sum += w.Weight
			if w.Weight > best.Weight {
				best = w
			}
		}
		if math.Abs(sum-e.Cosine) > 1e-9 || e.Cosine <= 0 || e.Cosine > 1.0001 {
			t.Errorf("%s: the words add up to %v of %v", name, sum, e.Cosine)
		}
		if got := p.Text[best.Start:best.End]; name == "plain" && got != "notice" {
			t.Errorf("the word that counts most is %q", got)
		}
	}
	tr.write("broken.txt", "The manage-\nment gives notice of it to every tenant in time.")
	tr.add("broken.txt")
	tr.sync()
	p = tr.passageOf("management notice", "broken.txt")
	e, err := tr.lib.Explain(t.Context(), "management notice", p.Citation, index.SearchOptions{})
	if err != nil || !slices.ContainsFunc(e.Words, func(w index.Contribution) bool { return p.Text[w.Start:w.End] == "manage-\nment" && w.Weight > 0.1 }) {
		t.Errorf("the broken word is not among %+v, %v", e.Words, err)
	}
	if _, err := tr.lib.Explain(t.Context(), question, index.Citation{Path: "/none"}, index.SearchOptions{}); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("a passage that is gone: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tr.lib.Explain(ctx, question, p.Citation, index.SearchOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
