package view

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func grayPage(width, height int, boxes ...image.Rectangle) PageImage {
	picture := image.NewGray(image.Rect(0, 0, width, height))
	for i := range picture.Pix {
		picture.Pix[i] = 0xff
	}
	picture.Set(10, 10, color.Black)
	return PageImage{Image: picture, Boxes: boxes}
}

// TestPagePaint checks that a page is multiplied with its paper and, once even where boxes overlap, with the pen.
func TestPagePaint(t *testing.T) {
	paper, pen := color.NRGBA{200, 200, 100, 255}, color.NRGBA{255, 128, 0, 255}
	page := grayPage(40, 30, image.Rect(5, 5, 20, 15), image.Rect(15, 8, 60, 20))
	page.Hits, page.Hit = []image.Rectangle{image.Rect(0, 20, 10, 25)}, []image.Rectangle{image.Rect(20, 22, 30, 26)}
	hit, now, line := color.NRGBA{255, 255, 0, 255}, color.NRGBA{0, 255, 255, 255}, color.NRGBA{1, 2, 3, 255}
	painted := paint{page, paper, pen, hit, now, line}.page()
	for _, tt := range []struct {
		name string
		x, y int
		want color.RGBA
	}{
		{"paper", 0, 0, color.RGBA{200, 200, 100, 255}},
		{"left of the boxes", 4, 10, color.RGBA{200, 200, 100, 255}},
		{"in a box", 6, 6, color.RGBA{255, 128, 0, 255}},
		{"in both", 17, 10, color.RGBA{255, 128, 0, 255}},
		{"in a box that leaves the page", 39, 19, color.RGBA{255, 128, 0, 255}},
		{"right of the first", 20, 6, color.RGBA{200, 200, 100, 255}},
		{"a hit", 5, 22, color.RGBA{255, 255, 0, 255}},
		{"the hit at hand", 25, 24, color.RGBA{0, 255, 255, 255}},
		{"the line around it", 25, 26, color.RGBA{1, 2, 3, 255}},
		{"ink in a box", 10, 10, color.RGBA{0, 0, 0, 255}},
	} {
		if got := painted.RGBAAt(tt.x, tt.y); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	if got := page.Image.(*image.Gray).GrayAt(0, 0).Y; got != 0xff {
		t.Error("the picture that was given is painted over")
	}
}

// showFacsimile shows a facsimile in its own window.
func showFacsimile(tb testing.TB, width, height float32) *Facsimile {
	tb.Helper()
	test.NewTempApp(tb).Settings().SetTheme(Theme{})
	f := NewFacsimile("")
	w := test.NewTempWindow(tb, f)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return f
}

func TestFacsimileScrollsToThePassage(t *testing.T) {
	f := showFacsimile(t, 500, 300)
	w := f.PixelWidth()
	if w < 400 || w > 500 {
		t.Fatalf("a page is to be %d pixels wide in 500", w)
	}
	inSight := func(box image.Rectangle) bool {
		at := f.scroll.Offset
		x, y := f.margin()+float32(box.Min.X)*f.zoom, f.margin()+float32(box.Min.Y)*f.zoom
		return y > at.Y && y < at.Y+300 && x > at.X && x < at.X+500
	}
	box := image.Rect(300, 700, 400, 720)
	f.Set(grayPage(w, 2*w, box))
	if f.scroll.Offset.Y != 0 || inSight(box) {
		t.Fatalf("scrolled to %v before it was asked for", f.scroll.Offset)
	}
	f.Reveal()
	if !inSight(box) || f.scroll.Offset.X != 0 {
		t.Errorf("scrolled to %v, out of sight of the passage", f.scroll.Offset)
	}
	f.Zoom(2)
	if got := f.PixelWidth(); got/2 != w && got/2 != w+1 || !inSight(box) {
		t.Errorf("at twice its width: %d pixels, scrolled to %v", got, f.scroll.Offset)
	}
	f.Set(grayPage(2*w, 4*w))
	across := f.scroll.Offset.X
	f.Reveal()
	if f.scroll.Offset.Y != 0 || f.scroll.Offset.X != across {
		t.Errorf("a page without the passage is scrolled to %v, want its top", f.scroll.Offset)
	}
	f.ScrollToEnd()
	f.Zoom(1)
	if f.scroll.Offset.X != 0 || f.scroll.Offset.Y > f.inside.Size().Height-300 {
		t.Errorf("scrolled to %v, beyond the page", f.scroll.Offset)
	}
}

func TestFacsimileSaysWhenItIsResized(t *testing.T) {
	f := showFacsimile(t, 500, 300)
	resized := 0
	f.OnResized = func() { resized++ }
	f.Resize(fyne.NewSize(600, 300))
	f.Resize(fyne.NewSize(600, 400))
	f.Zoom(1.5)
	f.Zoom(1.5)
	if resized != 2 {
		t.Errorf("told %d times that pages are to be drawn at another width, want 2", resized)
	}
}

// The paper of the dark theme is not white, and the page is painted again when the theme changes.
func TestFacsimileFollowsTheTheme(t *testing.T) {
	f := showFacsimile(t, 500, 300)
	f.Set(grayPage(100, 100))
	before := f.image.Image
	f.Refresh()
	if f.image.Image != before {
		t.Error("the page is painted anew though nothing changed")
	}
	fyne.CurrentApp().Settings().SetTheme(Theme{Scheme: SchemeDark})
	f.Refresh()
	want := color.RGBAModel.Convert(Theme{}.Color(ColorPaper, theme.VariantDark))
	if got := f.image.Image.At(0, 0); got != want {
		t.Errorf("paper %v, want %v", got, want)
	}
}

// BenchmarkPagePaint paints a page for a large screen, which happens on the window's goroutine.
func BenchmarkPagePaint(b *testing.B) {
	page := grayPage(1600, 2263, image.Rect(200, 300, 1400, 800))
	p := paintOf(page)
	p.paper, p.pen = color.NRGBA{243, 240, 232, 255}, color.NRGBA{255, 224, 154, 255}
	rgba := image.NewRGBA(page.Image.Bounds())
	p.of.Image = rgba
	for b.Loop() {
		p.page()
	}
}
