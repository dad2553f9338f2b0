// Package view holds the widgets of Footnote's window, drawn from plain values.
//
// A widget gets strings, numbers and byte spans, and reports what a person does through its OnX fields. It never uses the engine, the disk
// or another goroutine: call every method on the window's goroutine. Colours and sizes come from Theme, the only place with literals. Start
// reading at Theme, then Text, MarkedText and Column, which the others are made of.
package view

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours of the window besides Fyne's. Ink2 is for places and paths, Ink3 for counts. All three inks are legible (4.5 : 1) on every
// background they are used on.
const (
	ColorPanel     fyne.ThemeColorName = "footnotePanel" // the field, cards, the reader's head
	ColorSide      fyne.ThemeColorName = "footnoteSide"  // the rail, the status line
	ColorLine      fyne.ThemeColorName = "footnoteLine"  // lines of one pixel, the background of bars
	ColorInk       fyne.ThemeColorName = theme.ColorNameForeground
	ColorInk2      fyne.ThemeColorName = "footnoteInk2"
	ColorInk3      fyne.ThemeColorName = theme.ColorNamePlaceHolder
	ColorAccent    fyne.ThemeColorName = theme.ColorNamePrimary
	ColorOnAccent  fyne.ThemeColorName = theme.ColorNameForegroundOnPrimary
	ColorChosen    fyne.ThemeColorName = "footnoteChosen" // the selected row, the selected page of the rail
	ColorMark      fyne.ThemeColorName = "footnoteMark"   // behind words that matched
	ColorMark2     fyne.ThemeColorName = "footnoteMark2"  // weaker marks, for words that matter less
	ColorMark3     fyne.ThemeColorName = "footnoteMark3"
	ColorPassage   fyne.ThemeColorName = "footnotePassage" // behind the passage in the reader
	ColorHit       fyne.ThemeColorName = "footnoteHit"     // behind search hits in the document
	ColorHitNow    fyne.ThemeColorName = "footnoteHitNow"  // behind the current hit
	ColorGood      fyne.ThemeColorName = theme.ColorNameSuccess
	ColorWarning   fyne.ThemeColorName = theme.ColorNameWarning
	ColorOnBadge   fyne.ThemeColorName = "footnoteOnBadge"
	ColorBadgePDF  fyne.ThemeColorName = "footnoteBadgePDF"
	ColorBadgeDoc  fyne.ThemeColorName = "footnoteBadgeDoc"
	ColorBadgeWeb  fyne.ThemeColorName = "footnoteBadgeWeb"
	ColorBadgeText fyne.ThemeColorName = "footnoteBadgeText"
	ColorPaper     fyne.ThemeColorName = "footnotePaper"   // the image of a page
	ColorOnPaper   fyne.ThemeColorName = "footnoteOnPaper" // our own words on it
	ColorPen       fyne.ThemeColorName = "footnotePen"     // over the passage on it
	ColorHitPen    fyne.ThemeColorName = "footnoteHitPen"  // over search hits
	ColorHitPenNow fyne.ThemeColorName = "footnoteHitPenNow"
	ColorVeil      fyne.ThemeColorName = "footnoteVeil" // over the window, below a dialog
	colorClear     fyne.ThemeColorName = "footnoteClear"
)

// The sizes of the window besides Fyne's, in Fyne's device-independent pixels.
const (
	SizeBody      fyne.ThemeSizeName = theme.SizeNameText
	SizeSmall     fyne.ThemeSizeName = "footnoteSmall" // places, paths, counts
	SizeCode      fyne.ThemeSizeName = "footnoteCode"  // monospaced letters
	SizeTiny      fyne.ThemeSizeName = "footnoteTiny"  // the rail's words, badges
	SizeTitle     fyne.ThemeSizeName = "footnoteTitle" // a document's title
	SizeQuestion  fyne.ThemeSizeName = "footnoteQuestion"
	SizeHeading   fyne.ThemeSizeName = theme.SizeNameHeadingText
	SizeHeadline  fyne.ThemeSizeName = "footnoteHeadline"
	SizeGapTiny   fyne.ThemeSizeName = "footnoteGapTiny"
	SizeGap       fyne.ThemeSizeName = "footnoteGap"    // between things that belong together
	SizeMargin    fyne.ThemeSizeName = "footnoteMargin" // around columns
	SizeGutter    fyne.ThemeSizeName = "footnoteGutter" // between rows and their scroll bar
	SizeRadius    fyne.ThemeSizeName = "footnoteRadius"
	SizeRail      fyne.ThemeSizeName = "footnoteRail"    // width
	SizeStatus    fyne.ThemeSizeName = "footnoteStatus"  // height
	SizeField     fyne.ThemeSizeName = "footnoteField"   // height
	SizeControl   fyne.ThemeSizeName = "footnoteControl" // height of a button
	SizeIcon      fyne.ThemeSizeName = "footnoteIcon"
	SizeBar       fyne.ThemeSizeName = "footnoteBar"     // thickness of score and progress
	SizeScore     fyne.ThemeSizeName = "footnoteScore"   // width of the score bar
	SizeLeading   fyne.ThemeSizeName = "footnoteLeading" // from line to line, as a multiple of the text's size
	SizeLine      fyne.ThemeSizeName = theme.SizeNameSeparatorThickness
	SizeFocusLine fyne.ThemeSizeName = "footnoteFocusLine"
	SizeMeasure   fyne.ThemeSizeName = "footnoteMeasure"  // the longest line that reads well
	SizeProgress  fyne.ThemeSizeName = "footnoteProgress" // width of the progress bar
	SizeColumn    fyne.ThemeSizeName = "footnoteColumn"   // the narrowest column
)

// A Scheme selects a palette.
type Scheme string

// The schemes.
const (
	SchemeSystem Scheme = "" // the one that the system asks for
	SchemeLight  Scheme = "light"
	SchemeDark   Scheme = "dark"
)

// Theme is Footnote's theme: a light and a dark palette, its sizes, and Fyne's fonts and icons. The zero value follows the system's
// variant, with text of the usual size.
type Theme struct {
	Scheme Scheme
	// Scale multiplies the size of text, and of what contains text: 1 to 2; 0 means 1. Gaps stay the same, so that large text has room.
	Scale float32
}

var _ fyne.Theme = Theme{}

// Color returns the colour of a name in a variant. Names that Footnote does not define are Fyne's.
func (t Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	p := light
	if t.Scheme == SchemeDark || t.Scheme == SchemeSystem && variant == theme.VariantDark {
		p, variant = dark, theme.VariantDark
	}
	if c := p.color(name); c != nil {
		return c
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font returns Fyne's font of a style.
func (Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon returns Fyne's icon of a name.
func (Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size returns the size of a name. Names that Footnote does not define are Fyne's.
func (t Theme) Size(name fyne.ThemeSizeName) float32 {
	if s := textSize(name); s > 0 {
		return whole(s * t.scale())
	}
	if s := roomSize(name); s > 0 {
		return float32(math.Round(float64(s * t.scale())))
	}
	switch name {
	case SizeGapTiny:
		return 4
	case SizeGap, SizeRadius, theme.SizeNameInputRadius:
		return 8
	case SizeMargin:
		return 24
	case SizeGutter:
		return 12
	case SizeBar:
		return 5
	case SizeLeading:
		return 1.45
	case SizeFocusLine:
		return 1.5
	case SizeColumn:
		return 320
	case theme.SizeNameScrollBar:
		return 10
	}
	return theme.DefaultTheme().Size(name)
}

func (t Theme) scale() float32 { return max(t.Scale, 1) }

// textSize returns the unscaled size of words, 0 if the name is of something else.
func textSize(name fyne.ThemeSizeName) float32 {
	switch name {
	case SizeBody:
		return 14
	case SizeSmall, SizeCode, theme.SizeNameCaptionText:
		return 12
	case SizeTiny:
		return 11
	case SizeTitle, SizeQuestion, theme.SizeNameSubHeadingText:
		return 16
	case SizeHeading:
		return 20
	case SizeHeadline:
		return 30
	}
	return 0
}

// roomSize returns the unscaled size of what words are in or beside, 0 if the name is of something else.
func roomSize(name fyne.ThemeSizeName) float32 {
	switch name {
	case SizeRail:
		return 64
	case SizeStatus:
		return 30
	case SizeField:
		return 46
	case SizeControl:
		return 28
	case SizeIcon:
		return 18
	case SizeScore:
		return 46
	case SizeMeasure:
		return 680
	case SizeProgress:
		return 180
	case theme.SizeNameInlineIcon:
		return 20
	}
	return 0
}

// The shape of Fyne's font, as shares of its size.
const (
	fontHeight  = 1.362
	fontAscent  = 1.069
	fontDescent = 0.24 // below the baseline
)

// whole returns the nearest whole text size that shows descenders in full. Fyne draws a line into an image of whole pixels, with the
// baseline on a whole pixel; at 15, for example, no room is left below it.
func whole(size float32) float32 {
	nearest := math.Round(float64(size))
	for _, s := range []float64{nearest, nearest + 1, nearest - 1, nearest + 2} {
		if math.Round(fontHeight*s)-math.Ceil(fontAscent*s) >= fontDescent*s {
			return float32(s)
		}
	}
	return float32(nearest)
}

// A palette is the colours of one variant.
type palette struct {
	background, panel, side, line          color.NRGBA
	ink, ink2, ink3                        color.NRGBA
	accent, onAccent, chosen               color.NRGBA
	mark, mark2, mark3, passage            color.NRGBA
	hit, hitNow                            color.NRGBA
	good, warning                          color.NRGBA
	onBadge                                color.NRGBA
	badgePDF, badgeDoc, badgeWeb, badgeTxt color.NRGBA
	hover, pressed, selection, scrollBar   color.NRGBA
	shadow, veil                           color.NRGBA
	paper, onPaper, pen                    color.NRGBA
}

var light = palette{
	background: rgb(0xfbfaf8), panel: rgb(0xffffff), side: rgb(0xf3f1ed), line: rgb(0xe3dfd8),
	ink: rgb(0x23211e), ink2: rgb(0x625d56), ink3: rgb(0x716b63),
	accent: rgb(0x2f5d8a), onAccent: rgb(0xffffff), chosen: rgb(0xeaf0f6),
	mark: rgb(0xffe39a), mark2: rgb(0xffefc4), mark3: rgb(0xfff6df), passage: rgb(0xfff5d9),
	hit: rgb(0xcfe3f5), hitNow: rgb(0x9cc8ef),
	good: rgb(0x41724f), warning: rgb(0x9c4e22),
	onBadge: rgb(0xffffff), badgePDF: rgb(0xb4483c), badgeDoc: rgb(0x3a669f), badgeWeb: rgb(0x5d6f3a), badgeTxt: rgb(0x6d665c),
	hover: rgba(0x23211e, 14), pressed: rgba(0x23211e, 28), selection: rgba(0x2f5d8a, 64), scrollBar: rgba(0x23211e, 90),
	shadow: rgba(0x23211e, 40), veil: rgba(0x23211e, 90),
	paper: rgb(0xffffff), onPaper: rgb(0x716b63), pen: rgb(0xffe39a),
}

var dark = palette{
	background: rgb(0x1d1c1b), panel: rgb(0x242321), side: rgb(0x191817), line: rgb(0x383532),
	ink: rgb(0xebe7e0), ink2: rgb(0xaaa49a), ink3: rgb(0xa09a90),
	accent: rgb(0x8db6de), onAccent: rgb(0x14202c), chosen: rgb(0x2b333c),
	mark: rgb(0x7a5c12), mark2: rgb(0x584517), mark3: rgb(0x40361d), passage: rgb(0x3a3220),
	hit: rgb(0x2f4a63), hitNow: rgb(0x3a6790),
	good: rgb(0x83b892), warning: rgb(0xdc9468),
	onBadge: rgb(0xffffff), badgePDF: rgb(0xa8453a), badgeDoc: rgb(0x3c6698), badgeWeb: rgb(0x5d6f3a), badgeTxt: rgb(0x6d665c),
	hover: rgba(0xebe7e0, 16), pressed: rgba(0xebe7e0, 32), selection: rgba(0x8db6de, 72), scrollBar: rgba(0xebe7e0, 90),
	shadow: rgba(0x000000, 110), veil: rgba(0x000000, 140),
	paper: rgb(0xf3f0e8), onPaper: rgb(0x68625a), pen: rgb(0xffe09a),
}

// color returns the colour of a name, nil if the palette does not have it.
func (p palette) color(name fyne.ThemeColorName) color.Color {
	if c := p.own(name); c != nil {
		return c
	}
	switch name {
	case theme.ColorNameBackground:
		return p.background
	case theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return p.background
	case theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground, theme.ColorNameHeaderBackground:
		return p.panel
	case theme.ColorNameInputBorder, theme.ColorNameSeparator:
		return p.line
	case theme.ColorNameButton, theme.ColorNameDisabledButton:
		return p.side
	case theme.ColorNameDisabled:
		return p.ink3
	case theme.ColorNameHyperlink:
		return p.accent
	case theme.ColorNameFocus, theme.ColorNameSelection:
		return p.selection
	case theme.ColorNameHover:
		return p.hover
	case theme.ColorNamePressed:
		return p.pressed
	case theme.ColorNameScrollBar:
		return p.scrollBar
	case theme.ColorNameShadow:
		return p.shadow
	case theme.ColorNameError:
		return p.warning
	}
	return nil
}

// own returns the colour of one of Footnote's own names.
func (p palette) own(name fyne.ThemeColorName) color.Color {
	switch name {
	case ColorPanel:
		return p.panel
	case ColorSide:
		return p.side
	case ColorLine:
		return p.line
	case ColorInk:
		return p.ink
	case ColorInk2:
		return p.ink2
	case ColorInk3:
		return p.ink3
	case ColorAccent:
		return p.accent
	case ColorOnAccent:
		return p.onAccent
	case ColorChosen:
		return p.chosen
	case ColorMark:
		return p.mark
	case ColorMark2:
		return p.mark2
	case ColorMark3:
		return p.mark3
	case ColorPassage:
		return p.passage
	case ColorHit:
		return p.hit
	case ColorHitNow:
		return p.hitNow
	case ColorGood:
		return p.good
	case ColorWarning:
		return p.warning
	case ColorOnBadge:
		return p.onBadge
	case ColorBadgePDF:
		return p.badgePDF
	case ColorBadgeDoc:
		return p.badgeDoc
	case ColorBadgeWeb:
		return p.badgeWeb
	case ColorBadgeText:
		return p.badgeTxt
	case ColorPaper:
		return p.paper
	case ColorOnPaper:
		return p.onPaper
	case ColorPen:
		return p.pen
	case ColorHitPen: // the paper is light in both
		return light.hit
	case ColorHitPenNow:
		return light.hitNow
	case ColorVeil:
		return p.veil
	case colorClear:
		return color.Transparent
	}
	return nil
}

func rgb(hex uint32) color.NRGBA { return rgba(hex, 0xff) }

func rgba(hex uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}
