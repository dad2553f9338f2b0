package view_test

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"footnote/app/view"
)

// minContrast is the contrast that WCAG 2.1 requires of text (https://www.w3.org/TR/WCAG21/#contrast-minimum).
const minContrast = 4.5

func TestTextIsLegible(t *testing.T) {
	inks := []fyne.ThemeColorName{view.ColorInk, view.ColorInk2, view.ColorInk3, view.ColorAccent}
	grounds := []fyne.ThemeColorName{theme.ColorNameBackground, view.ColorPanel, view.ColorSide, view.ColorChosen}
	type pair struct{ ink, ground fyne.ThemeColorName }
	var pairs []pair
	for _, ink := range inks {
		for _, ground := range grounds {
			pairs = append(pairs, pair{ink, ground})
		}
	}
	for _, ground := range []fyne.ThemeColorName{view.ColorMark, view.ColorMark2, view.ColorMark3, view.ColorPassage, view.ColorHit, view.ColorHitNow} {
		// Marked words of other inks are drawn in the first one.
		pairs = append(pairs, pair{view.ColorInk, ground})
	}
	for _, ground := range []fyne.ThemeColorName{theme.ColorNameBackground, view.ColorPanel, view.ColorSide} {
		pairs = append(pairs, pair{view.ColorGood, ground}, pair{view.ColorWarning, ground})
	}
	for _, ground := range []fyne.ThemeColorName{view.ColorBadgePDF, view.ColorBadgeDoc, view.ColorBadgeWeb, view.ColorBadgeText} {
		pairs = append(pairs, pair{view.ColorOnBadge, ground})
	}
	pairs = append(pairs, pair{view.ColorOnPaper, view.ColorPaper})
	pairs = append(pairs, pair{view.ColorOnAccent, view.ColorAccent}, pair{theme.ColorNameDisabled, view.ColorSide})

	for variant, name := range map[fyne.ThemeVariant]string{theme.VariantLight: "light", theme.VariantDark: "dark"} {
		for _, p := range pairs {
			t.Run(fmt.Sprintf("%s/%s on %s", name, p.ink, p.ground), func(t *testing.T) {
				got := contrast(view.Theme{}.Color(p.ink, variant), view.Theme{}.Color(p.ground, variant))
				if got < minContrast {
					t.Errorf("contrast %.2f, want at least %.1f", got, minContrast)
				}
			})
		}
	}
}

// contrast returns the contrast ratio of two opaque colours, from 1 to 21.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance returns the relative luminance of an sRGB colour (https://www.w3.org/TR/WCAG21/#dfn-relative-luminance).
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func TestThemeKnowsItsNames(t *testing.T) {
	for _, name := range []fyne.ThemeSizeName{
		view.SizeBody, view.SizeSmall, view.SizeCode, view.SizeTiny, view.SizeTitle, view.SizeQuestion, view.SizeHeading, view.SizeHeadline,
		view.SizeGapTiny, view.SizeGap, view.SizeMargin, view.SizeRadius, view.SizeRail, view.SizeStatus, view.SizeField,
		view.SizeControl, view.SizeIcon, view.SizeBar, view.SizeScore, view.SizeLeading, view.SizeLine, view.SizeFocusLine,
		view.SizeMeasure, view.SizeGutter, view.SizeProgress, view.SizeColumn,
	} {
		if got := (view.Theme{}).Size(name); got <= 0 {
			t.Errorf("size %s is %v", name, got)
		}
	}
}

func TestThemeScalesText(t *testing.T) {
	for _, scale := range []float32{1, 1.15, 1.3, 1.5, 1.75, 2} {
		th := view.Theme{Scale: scale}
		for _, name := range []fyne.ThemeSizeName{view.SizeBody, view.SizeSmall, view.SizeTiny, view.SizeTitle, view.SizeHeading, view.SizeHeadline} {
			usual, got := (view.Theme{}).Size(name), th.Size(name)
			if got < scale*usual-1 || got > scale*usual+2 || got != float32(math.Trunc(float64(got))) {
				t.Errorf("%s at %.2f is %v, want about %v, whole", name, scale, got, scale*usual)
			}
		}
		if got := th.Size(view.SizeMargin); got != (view.Theme{}).Size(view.SizeMargin) {
			t.Errorf("the margin at %.2f is %v, want it to stay", scale, got)
		}
	}
}

func TestThemeShowsItsScheme(t *testing.T) {
	for _, c := range []struct {
		scheme       view.Scheme
		system, want fyne.ThemeVariant
	}{
		{view.SchemeSystem, theme.VariantLight, theme.VariantLight},
		{view.SchemeSystem, theme.VariantDark, theme.VariantDark},
		{view.SchemeLight, theme.VariantDark, theme.VariantLight},
		{view.SchemeDark, theme.VariantLight, theme.VariantDark},
	} {
		got := view.Theme{Scheme: c.scheme}.Color(view.ColorPanel, c.system)
		if want := (view.Theme{}).Color(view.ColorPanel, c.want); got != want {
			t.Errorf("scheme %q on a system of variant %d: %v, want %v", c.scheme, c.system, got, want)
		}
	}
}
