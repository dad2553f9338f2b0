package index_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"footnote/index"
	"footnote/index/extract/extracttest"
)

// A word that breaks off at the end of a page and goes on on the next is found, and is in the passage, though a foot and a head stand between.
func TestSearchFindsWordsBrokenOverPages(t *testing.T) {
	tr := newTree(t)
	page := func(n int, text string) string {
		return fmt.Sprintf("House rules of the lighthouse\n\n\n%s\n\n\n%d", text, n)
	}
	f := extracttest.PDF("",
		page(1, "Guests may bring dogs and cats if they ask before.\nThey keep them on a leash in the garden."),
		page(2, "The lamp at the top of the tower is switched on at dusk.\nNobody climbs the stairs while the lamp is main-"),
		page(3, "tained by the keeper, who comes on the first Monday.\nBreakfast is served at eight in the kitchen."),
		page(4, "The boat leaves at noon from the lower landing.\nBring a warm coat, since the crossing is windy."))
	tr.write("rules.pdf", string(f.Bytes()))
	tr.add(".")
	tr.sync()
	found, err := tr.lib.Search(t.Context(), "lamp maintained", index.SearchOptions{})
	if err != nil || len(found.Passages) == 0 {
		t.Fatalf("found %+v (%v), want the passage", found, err)
	}
	p := found.Passages[0]
	if p.Citation.Place.Page != 2 || !strings.HasSuffix(p.Text, "tained") {
		t.Errorf("found %q on page %d, want the end of page 2 with the whole word", p.Text, p.Citation.Place.Page)
	}
	marked := ""
	for _, h := range p.Highlights {
		marked += p.Text[h.Start:h.End] + "|"
	}
	if !strings.Contains(marked, "main-") {
		t.Errorf("highlighted are %q, want the broken word among them", marked)
	}
	exact, err := tr.lib.Search(t.Context(), `"keeper, who comes"`, index.SearchOptions{})
	if err != nil || len(exact.Passages) != 1 || exact.Passages[0].Citation.Place.Page != 3 {
		t.Errorf("found %+v (%v), want the rest of the sentence on page 3", exact.Passages, err)
	}
}

// The pages of a PDF that is attached to another are not drawn: they would be those of the outer file.
func TestPageOfAttachedFile(t *testing.T) {
	tr := newTree(t)
	inner := extracttest.PDF("", "Pets are welcome in the annex.", "The annex has two pages.")
	f := extracttest.PDF("", "The main house has one page.")
	data := f.Stream("/Type/EmbeddedFile", string(inner.Bytes()))
	f.Objects[extracttest.PDFCatalog-1] = strings.Replace(f.Objects[extracttest.PDFCatalog-1], "/Type/Catalog",
		fmt.Sprintf("/Type/Catalog /Names <</EmbeddedFiles <</Names [(a) <</Type/Filespec /F (annex.pdf) /EF <</F %d 0 R>>>>]>>>>", data), 1)
	tr.write("house.pdf", string(f.Bytes()))
	tr.add(".")
	tr.sync()
	span := func(question string) (index.Span, index.Place) {
		t.Helper()
		found, err := tr.lib.Search(t.Context(), question, index.SearchOptions{})
		if err != nil || len(found.Passages) == 0 {
			t.Fatalf("%s: found %+v (%v)", question, found, err)
		}
		return found.Passages[0].Citation.Span, found.Passages[0].Citation.Place
	}
	main, _ := span("how many pages has the main house")
	if page, err := tr.lib.Page(t.Context(), tr.path("house.pdf"), 1, 300, main); err != nil || page.Pages != 1 || len(page.Boxes) != 1 {
		t.Errorf("the page of the outer file has %d boxes (%v), want one", len(page.Boxes), err)
	}
	annex, place := span("are pets welcome in the annex")
	if place.Member != "annex.pdf" {
		t.Errorf("the annex is at %+v", place)
	}
	if _, err := tr.lib.Page(t.Context(), tr.path("house.pdf"), 1, 300, annex); !errors.Is(err, index.ErrNoPages) {
		t.Errorf("the page of the attached file: %v, want %v", err, index.ErrNoPages)
	}
}
