package view

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ellipsis replaces omitted words.
const ellipsis = "…"

// A Look is the look of words: their size and colour by name, and their font. The zero value is body text in the first ink.
type Look struct {
	Size   fyne.ThemeSizeName
	Color  fyne.ThemeColorName
	Bold   bool
	Italic bool
	Mono   bool    // monospaced
	Zoom   float32 // multiplies the size; 0 means 1
}

func (l Look) size() float32 {
	size := theme.Size(SizeBody)
	if l.Size != "" {
		size = theme.Size(l.Size)
	}
	if l.Zoom != 0 && l.Zoom != 1 {
		return whole(size * l.Zoom)
	}
	return size
}

func (l Look) colorName() fyne.ThemeColorName {
	if l.Color == "" {
		return ColorInk
	}
	return l.Color
}

func (l Look) style() fyne.TextStyle {
	return fyne.TextStyle{Bold: l.Bold, Italic: l.Italic, Monospace: l.Mono}
}

// lineHeight returns the distance between lines of such words.
func (l Look) lineHeight() float32 {
	return float32(int(l.size()*theme.Size(SizeLeading) + 0.5))
}

// measure returns the width of words in a look.
func (l Look) measure(words string) float32 {
	return fyne.MeasureText(words, l.size(), l.style()).Width
}

// Text is one line of words. Words that do not fit are cut with an ellipsis: at the end, or in the middle for a path.
type Text struct {
	widget.BaseWidget
	Look  Look
	Align fyne.TextAlign
	// CutMiddle keeps both ends of words that do not fit.
	CutMiddle bool

	words string
	text  *canvas.Text
}

var _ fyne.Widget = (*Text)(nil)

// NewText returns a line of words.
func NewText(words string, look Look) *Text {
	t := &Text{Look: look, words: words, text: canvas.NewText("", nil)}
	t.ExtendBaseWidget(t)
	return t
}

// Words returns the uncut words.
func (t *Text) Words() string { return t.words }

// Set replaces the words.
func (t *Text) Set(words string) {
	if t.words == words {
		return
	}
	t.words = words
	t.Refresh()
}

// SetLook changes the look of the words.
func (t *Text) SetLook(look Look) {
	if t.Look == look {
		return
	}
	t.Look = look
	t.Refresh()
}

// Natural returns the width of the uncut words.
func (t *Text) Natural() float32 { return t.Look.measure(printable(t.words)) }

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return render(t) }

func (t *Text) objects() []fyne.CanvasObject { return []fyne.CanvasObject{t.text} }

// minSize asks only for the height: the container decides the width.
func (t *Text) minSize() fyne.Size { return fyne.NewSize(0, t.Look.lineHeight()) }

func (t *Text) paint() {
	t.text.Color = theme.Color(t.Look.colorName())
	t.text.TextSize = t.Look.size()
	t.text.TextStyle = t.Look.style()
}

func (t *Text) place(size fyne.Size) {
	words := fit(printable(t.words), size.Width, t.CutMiddle, t.Look.measure)
	t.text.Text = words
	x := float32(0)
	switch t.Align {
	case fyne.TextAlignCenter:
		x = middle(size.Width, t.Look.measure(words))
	case fyne.TextAlignTrailing:
		x = size.Width - t.Look.measure(words)
	}
	putText(t.text, x, size.Height)
	t.text.Refresh()
}

// fit cuts words to a width, at the end or in the middle. It returns words that fit unchanged.
func fit(words string, width float32, inMiddle bool, measure func(string) float32) string {
	if width <= 0 {
		return ""
	}
	if measure(words) <= width+0.5 {
		return words
	}
	runes := []rune(words)
	cut := func(keep int) string {
		if inMiddle {
			head := keep / 2
			return string(runes[:head]) + ellipsis + string(runes[len(runes)-(keep-head):])
		}
		return strings.TrimRight(string(runes[:keep]), " ,;:·") + ellipsis
	}
	keep := sort.Search(len(runes), func(n int) bool { return measure(cut(n)) > width }) - 1
	return cut(max(keep, 0))
}

// printable returns a text as it is drawn: tabs and other blanks as spaces, without controls and joined lines. Its length may differ from
// the text's, so never apply spans to it.
func printable(s string) string {
	clean := strings.IndexFunc(s, func(r rune) bool { return unprintable(r) || r == '\t' || r == '\n' }) < 0
	if clean && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == '\t':
			b.WriteString("    ")
		case r == '\n':
			b.WriteByte(' ')
		case unprintable(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unprintable reports whether a rune is not drawn: controls, soft hyphens, byte order marks, and the characters that change the direction
// of writing, which a line drawn in pieces cannot follow.
func unprintable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r >= 0x7f && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != 0x200d)
}
