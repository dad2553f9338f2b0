package index_test

import (
	"errors"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"footnote/index"
)

func TestPage(t *testing.T) {
	tr := newTree(t)
	starter, err := os.ReadFile(filepath.Join("..", "seeds", "starter", "history-of-the-footnote.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	tr.write("history.pdf", string(starter))
	tr.write("tea.txt", "Tea is drunk hot.")
	tr.add(".")
	tr.sync()
	path := tr.path("history.pdf")
	found, err := tr.lib.Search(t.Context(), "Who complained that notes stood at the back of the volume?", index.SearchOptions{})
	if err != nil || len(found.Passages) == 0 || found.Passages[0].Citation.Path != path {
		t.Fatalf("found %+v (%v), want a passage of the PDF", found.Passages, err)
	}
	cited := found.Passages[0].Citation
	page, err := tr.lib.Page(t.Context(), path, cited.Place.Page, 600, cited.Span)
	if err != nil || page.Image.Bounds().Dx() != 600 || page.Pages < 2 || len(page.Boxes) < 2 {
		t.Fatalf("page %d: %d boxes, of %d pages (%v)", cited.Place.Page, len(page.Boxes), page.Pages, err)
	}
	for _, box := range page.Boxes {
		if dark := darkest(page.Image, box); dark > 0x4000 {
			t.Errorf("there is no ink in the box %v", box)
		}
	}
	first := index.Span{Start: cited.Span.Start, End: cited.Span.Start + 3}
	if more, err := tr.lib.Page(t.Context(), path, cited.Place.Page, 600, cited.Span, first, index.Span{}); err != nil || len(more.Others) != 2 ||
		len(more.Others[0]) != 1 || !more.Others[0][0].Overlaps(more.Boxes[0]) || len(more.Others[1]) != 0 {
		t.Errorf("boxes around the first word %v, want one in %v (%v)", more.Others, more.Boxes, err)
	}
	other := 1 + cited.Place.Page%page.Pages
	if away, err := tr.lib.Page(t.Context(), path, other, 600, cited.Span); err != nil || len(away.Boxes) != 0 {
		t.Errorf("page %d has %d boxes around a passage of page %d (%v)", other, len(away.Boxes), cited.Place.Page, err)
	}
	refused := func(what, path string, want error) {
		t.Helper()
		if _, err := tr.lib.Page(t.Context(), path, 1, 600, cited.Span); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	refused("a text", tr.path("tea.txt"), index.ErrNoPages)
	refused("no document", tr.path("none.pdf"), index.ErrNotFound)
	if err := os.Chtimes(path, time.Time{}, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	refused("a file of another time", path, index.ErrChanged)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	refused("a file that is gone", path, fs.ErrNotExist)
}

// darkest returns the lowest green of the pixels of a part of a picture, from 0 to 0xffff.
func darkest(picture image.Image, part image.Rectangle) uint32 {
	low := uint32(0xffff)
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			_, green, _, _ := picture.At(x, y).RGBA()
			low = min(low, green)
		}
	}
	return low
}
