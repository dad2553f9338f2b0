package index_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/index"
)

// shelf is a library of documents in folders, of several formats and years.
func shelf(t *testing.T) *tree {
	t.Helper()
	tr := newTree(t)
	for name, doc := range map[string]struct{ year, text string }{
		"Home/Contracts/lease.md":     {"2021", "# The lease\n\nEither party gives two months' written notice before moving out. The rent is due on the first."},
		"Home/Contracts/Old/lease.md": {"2012", "# The old lease\n\nNotice is given in writing, one month before moving out."},
		"Home/Mail/landlord.eml":      {"2023", "From: ada@example.org\nSubject: Moving out\nDate: Fri, 12 May 2023 10:00:00 +0000\n\nWe hereby give notice and leave in June. This is a draft."},
		"Home/été.txt":                {"2024", "In summer we are moving out into the garden, without notice."},
	} {
		tr.write(name, doc.text)
		at, err := time.Parse("2006-01-02", doc.year+"-07-01")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(tr.path(name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	tr.add("Home")
	if r := tr.sync(); len(r.Failed) > 0 || r.Added != 4 {
		t.Fatalf("sync: %+v", r)
	}
	return tr
}

// files are the names of the documents that were found, sorted.
func files(r index.Result) string {
	var names []string
	for _, p := range r.Passages {
		name := filepath.Base(p.Citation.Path)
		if strings.Contains(p.Citation.Path, "Old") {
			name = "old " + name
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func TestSearchIsNarrowed(t *testing.T) {
	tr := shelf(t)
	const all = "landlord.eml, lease.md, old lease.md, été.txt"
	for _, test := range []struct {
		question string
		filter   index.Filter
		want     string
	}{
		{"moving out notice", index.Filter{}, all},
		{"moving out notice in:contracts", index.Filter{}, "lease.md, old lease.md"},
		{"moving out notice in:contracts/old", index.Filter{}, "old lease.md"},
		{"moving out notice in:contracts -in:OLD", index.Filter{}, "lease.md"},
		{"moving out notice in:old,mail", index.Filter{}, "landlord.eml, old lease.md"},
		{"moving out notice in:contr", index.Filter{}, ""},
		{"moving out notice in:" + tr.path("Home/Mail"), index.Filter{}, "landlord.eml"},
		{"moving out notice in:/Mail", index.Filter{}, ""},
		{"moving out notice", index.Filter{Folders: []string{tr.path("Home/Contracts")}}, "lease.md, old lease.md"},
		{"moving out notice in:mail", index.Filter{Folders: []string{tr.path("Home/Contracts")}}, ""},
		{"moving out notice type:mail", index.Filter{}, "landlord.eml"},
		{"moving out notice type:text -type:md", index.Filter{}, "été.txt"},
		{"moving out notice", index.Filter{Types: []string{"mail", "txt"}}, "landlord.eml, été.txt"},
		{"moving out notice title:lease", index.Filter{}, "lease.md, old lease.md"},
		{"moving out notice title:leases -title:old", index.Filter{}, "lease.md"},
		{`moving out notice title:"old lease"`, index.Filter{}, "old lease.md"},
		{"moving out notice after:2023", index.Filter{}, "landlord.eml, été.txt"},
		{"moving out notice before:2023-05-12", index.Filter{}, "lease.md, old lease.md"},
		{"moving out notice after:2021-07-01 before:2023-05-13", index.Filter{}, "landlord.eml, lease.md"},
		{"moving out notice", index.Filter{After: time.Date(2024, 7, 1, 0, 0, 0, 0, time.Local)}, "été.txt"},
		{"moving out notice after:2013", index.Filter{Before: time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)}, "lease.md"},
		{"moving out notice -draft", index.Filter{}, "lease.md, old lease.md, été.txt"},
		{"moving out notice -draft -rents", index.Filter{}, "old lease.md, été.txt"},
		{`moving out notice -"in writing"`, index.Filter{}, "landlord.eml, lease.md, été.txt"},
		{`"written notice"`, index.Filter{}, "lease.md"},
		{`"WRITTEN NOTICE" moving`, index.Filter{}, "lease.md"},
		{`"notice written"`, index.Filter{}, ""},
		{`"moving out" -"before moving out"`, index.Filter{}, "landlord.eml, été.txt"},
		{`"of the"`, index.Filter{}, ""},
		{`"on the" rent`, index.Filter{}, "lease.md"},
	} {
		r, err := tr.lib.Search(t.Context(), test.question, index.SearchOptions{Filter: test.filter, Weak: true})
		if err != nil {
			t.Errorf("%q: %v", test.question, err)
		}
		if got := files(r); got != test.want {
			t.Errorf("%q with %+v finds %s, want %s", test.question, test.filter, got, test.want)
		}
		if r.Found < len(r.Passages) {
			t.Errorf("%q: found %d, and shows %d", test.question, r.Found, len(r.Passages))
		}
	}
}

func TestPhraseIsMarkedWhole(t *testing.T) {
	tr := shelf(t)
	p := tr.search(`notice "two months' written notice" rent`)[0]
	var marked []string
	for _, h := range p.Highlights {
		marked = append(marked, p.Text[h.Start:h.End])
	}
	if want := []string{"two months' written notice", "rent"}; !slices.Equal(marked, want) {
		t.Errorf("marked %q, want %q", marked, want)
	}
}

func TestFiltersAloneListDocuments(t *testing.T) {
	tr := shelf(t)
	for _, test := range []struct {
		question string
		filter   index.Filter
		limit    int
		want     []string
		found    int
	}{
		{"type:text,mail", index.Filter{}, 0, []string{"été.txt", "landlord.eml", "lease.md", "lease.md"}, 4},
		{"after:2021", index.Filter{}, 2, []string{"été.txt", "landlord.eml"}, 3},
		{"", index.Filter{Types: []string{"mail"}}, 0, []string{"landlord.eml"}, 1},
		{"-draft", index.Filter{}, 0, []string{"été.txt", "lease.md", "lease.md"}, 3},
		{`-"moving out"`, index.Filter{}, 0, nil, 0},
		{"type:parquet", index.Filter{}, 0, nil, 0},
	} {
		r, err := tr.lib.Search(t.Context(), test.question, index.SearchOptions{Filter: test.filter, Limit: test.limit})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, p := range r.Passages {
			got = append(got, filepath.Base(p.Citation.Path))
			doc, err := tr.lib.Read(t.Context(), p.Citation.Path)
			if err != nil || doc.Text[p.Citation.Span.Start:p.Citation.Span.End] != p.Text || p.Rank != i+1 {
				t.Errorf("%q: passage %d is %+v, %v", test.question, i, p, err)
			}
			if strings.HasPrefix(p.Text, "# ") && !strings.Contains(p.Text, "\n") {
				t.Errorf("%q: passage %d is the heading alone: %q", test.question, i, p.Text)
			}
		}
		if !slices.Equal(got, test.want) || r.Found != test.found || !r.Listed {
			t.Errorf("%q lists %q of %d, listed %v; want %q of %d", test.question, got, r.Found, r.Listed, test.want, test.found)
		}
	}
}

func TestListShowsMoreThanAHeading(t *testing.T) {
	tr := newTree(t)
	tr.write("long.md", "# The house rules\n\n## Bicycles\n\nBicycles stand in the yard.\n\n## Bins\n\nBins are emptied on Monday.")
	tr.write("short.md", "# The house rules")
	tr.add(".")
	tr.sync()
	for question, want := range map[string]string{"type:md title:house": "yard", "title:house -bicycles": "Monday"} {
		r, err := tr.lib.Search(t.Context(), question, index.SearchOptions{})
		if err != nil || len(r.Passages) != 2 {
			t.Fatalf("%q: %+v, %v", question, r, err)
		}
		for _, p := range r.Passages {
			if filepath.Base(p.Citation.Path) == "long.md" && !strings.Contains(p.Text, want) {
				t.Errorf("%q shows %q, want what has %q", question, p.Text, want)
			}
		}
	}
}

func TestQueryErrors(t *testing.T) {
	tr := shelf(t)
	_, err := tr.lib.Search(t.Context(), "notice before:soon", index.SearchOptions{})
	var e *index.QueryError
	if !errors.As(err, &e) || e.Clause != "before:soon" {
		t.Errorf("got %v, want a QueryError", err)
	}
	if _, err := tr.lib.Search(t.Context(), " ", index.SearchOptions{}); !errors.Is(err, index.ErrEmptyQuestion) {
		t.Errorf("no question and no filter: %v", err)
	}
}

// TestFilterStarvesNothing holds that what passes a filter is found however many passages that do not pass are better.
func TestFilterStarvesNothing(t *testing.T) {
	tr := newTree(t)
	for i := range 400 {
		tr.write(fmt.Sprintf("Notes/n%d.txt", i), fmt.Sprintf("Notice period, notice period: the notice period of note %d.", i))
	}
	tr.write("Letters/one.txt", "A long letter about much else says a word of the notice, and of its period, far below all that matters.")
	tr.write("Letters/two.txt", "The period of notice.")
	tr.add("Notes", "Letters")
	tr.sync()
	for question, want := range map[string]string{
		"notice period in:letters":                        "one.txt, two.txt",
		`notice period "period of notice"`:                "two.txt",
		`notice period -"notice period of note"`:          "one.txt, two.txt",
		`notice period -"notice period of note" in:notes`: "",
	} {
		r, err := tr.lib.Search(t.Context(), question, index.SearchOptions{Weak: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := files(r); got != want {
			t.Errorf("%q finds %s, want %s", question, got, want)
		}
	}
}

func TestFacets(t *testing.T) {
	tr := shelf(t)
	f, err := tr.lib.Facets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	show := func(facets []index.Facet) string {
		var all []string
		for _, f := range facets {
			all = append(all, fmt.Sprintf("%s %d", strings.TrimPrefix(f.Value, tr.dir), f.Documents))
		}
		return strings.Join(all, ", ")
	}
	if got, want := show(f.Folders), "/Home 4, /Home/Contracts 2, /Home/Contracts/Old 1, /Home/Mail 1"; filepath.ToSlash(got) != want {
		t.Errorf("folders %s, want %s", got, want)
	}
	if got, want := show(f.Types), "text 3, mail 1"; got != want {
		t.Errorf("types %s, want %s", got, want)
	}
	if got, want := show(f.Years), "2024 1, 2023 1, 2021 1, 2012 1"; got != want {
		t.Errorf("years %s, want %s", got, want)
	}
}
