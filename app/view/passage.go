package view

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// passageLines is the number of lines of a passage in its row.
const passageLines = 3

// A Passage is what a PassageRow shows.
type Passage struct {
	Number int    // as it is cited: [1]
	Place  string // in words: "p. 12 · 3 Methods › Sampling"
	Text   string
	Marks  []Span // the words that matched, within Text; ordered, disjoint
	Best   Span   // the sentence that answers best, within Text
	Score  float64
	Kept   bool // it is in the basket
	Right  bool // it is marked as right

	Unscored   bool   // it has no score to show
	Match      string // the score in a word: "Strong"
	ScoreWords string // the score in more words

	Why    string             // which words carried its meaning, in words; empty to hide that
	Grades [markGrades][]Span // these words within Text, the strongest first
}

// markGrades is the number of grades of marks.
const markGrades = 3

// gradeColors are the backgrounds of words of each grade.
var gradeColors = [markGrades]fyne.ThemeColorName{ColorMark, ColorMark2, ColorMark3}

// layers returns the marks of a passage: the words that matched or, if Why is shown, those that carried its meaning.
func (p Passage) layers() []Layer {
	if p.Why == "" {
		return []Layer{{Spans: p.Marks, Color: ColorMark}}
	}
	var layers []Layer
	for grade, spans := range p.Grades {
		layers = append(layers, Layer{Spans: spans, Color: gradeColors[grade]})
	}
	return layers
}

// PassageRow is one passage among the results: number, place, its best lines with the matched words marked, and its score.
type PassageRow struct {
	widget.BaseWidget
	// OnTapped is called when the row is clicked.
	OnTapped func()
	// OnMenu is called to show the actions for the passage: by a right click, or by the three dots of the selected passage. at is a place
	// in the window.
	OnMenu func(at fyne.Position)
	// OnTip is called when the pointer enters the score, and with empty words when it leaves. below is a place in the window.
	OnTip func(words string, below fyne.Position)
	// OnKeep is called when the bookmark of the selected passage is pressed, to put the passage into the basket or remove it.
	OnKeep func()

	words                    PassageWords
	chosen, focused, hovered bool
	ground                   *Panel
	number, where            *Text
	text                     *MarkedText
	score                    *Bar
	match                    *Text // above the bar
	keep, more               *Button
	why                      *MarkedText
	right                    *Icon
	tip                      string // of the score
	tipped                   bool
}

var (
	_ fyne.Widget   = (*PassageRow)(nil)
	_ fyne.Tappable = (*PassageRow)(nil)

	_ fyne.SecondaryTappable = (*PassageRow)(nil)
	_ desktop.Hoverable      = (*PassageRow)(nil)
)

// PassageWords describe a row's buttons for screen readers.
type PassageWords struct{ More, Keep, Take, Right string }

// NewPassageRow returns an empty row.
func NewPassageRow(words PassageWords) *PassageRow {
	r := &PassageRow{
		words:  words,
		ground: NewPanel("", "", SizeRadius),
		number: NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
		where:  NewText("", Look{Size: SizeSmall, Color: ColorInk2}),
		text:   NewMarkedText(Look{}, passageLines),
		score:  NewBar(ColorAccent),
		match:  NewText("", Look{Size: SizeTiny, Color: ColorInk2}),
		why:    NewMarkedText(Look{Size: SizeSmall, Color: ColorInk2}, 0),
		right:  NewIcon(IconTick, ColorGood),
	}
	r.right.Side = SizeBody
	r.match.Align = fyne.TextAlignTrailing
	r.more = NewQuietButton(IconMore, words.More, func() { r.menu(BelowOf(r.more)) })
	r.keep = NewQuietButton(IconBasket, words.Keep, func() {
		if r.OnKeep != nil {
			r.OnKeep()
		}
	})
	r.ExtendBaseWidget(r)
	return r
}

// Set shows a passage. chosen says that the reader shows it, focused that the arrow keys move the selection.
func (r *PassageRow) Set(p Passage, chosen, focused bool) {
	r.number.Set(strconv.Itoa(p.Number))
	r.where.Set(p.Place)
	r.setText(p)
	r.score.Set(p.Score)
	r.match.Set(p.Match)
	r.score.Hidden, r.match.Hidden, r.tip = p.Unscored, p.Unscored, p.ScoreWords
	r.right.Hidden = !p.Right
	if p.Right && p.Place != "" {
		r.where.Set(r.words.Right + " · " + p.Place)
	}
	r.chosen, r.focused = chosen, focused
	if p.Kept {
		r.keep.SetIcon(IconKept, r.words.Take)
	} else {
		r.keep.SetIcon(IconBasket, r.words.Keep)
	}
	r.Refresh()
}

// HeightFor returns the height of the row of a passage at a width.
func (r *PassageRow) HeightFor(p Passage, width float32) float32 {
	r.setText(p)
	_, _, w := r.column(width)
	h := r.where.MinSize().Height + r.text.HeightFor(w) + 2*theme.Size(SizeGap) + theme.Size(SizeGapTiny)
	if p.Why != "" {
		h += theme.Size(SizeGap) + r.why.HeightFor(w)
	}
	return h
}

// setText shows a passage's best lines or, if Why is shown, all of it and the reasons.
func (r *PassageRow) setText(p Passage) {
	r.text.MaxLines = passageLines
	if p.Why != "" {
		r.text.MaxLines = 0
	}
	r.text.SetLayers(p.Text, p.layers(), p.Best)
	r.why.Hidden = p.Why == ""
	r.why.Set(p.Why, nil, Span{})
}

// column returns the position of the words in a row: their left edge, and the widths of the place and of the text. The text leaves the room
// below the score empty, unless the row is too narrow for that.
func (r *PassageRow) column(width float32) (x, place, text float32) {
	x = theme.Size(SizeMargin) + 2*theme.Size(SizeGap)
	place = width - x - theme.Size(SizeScore) - 3*theme.Size(SizeGap)
	if width < 0.75*theme.Size(SizeMeasure) {
		return x, place, width - x - theme.Size(SizeGap)
	}
	return x, place, place
}

// CreateRenderer implements fyne.Widget.
func (r *PassageRow) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *PassageRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.number, r.where, r.text, r.score, r.match, r.keep, r.more, r.why, r.right}
}

func (r *PassageRow) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeField)) }

func (r *PassageRow) paint() {
	fill, line := fyne.ThemeColorName(""), fyne.ThemeColorName("")
	switch {
	case r.chosen && r.focused:
		fill, line = ColorChosen, ColorAccent
	case r.chosen:
		fill, line = ColorChosen, ColorLine
	case r.hovered:
		fill = theme.ColorNameHover
	}
	r.ground.Set(fill, line, SizeLine)
	r.more.Hidden = !r.chosen
	r.keep.Hidden = !r.chosen && r.keep.icon.Name != IconKept
}

func (r *PassageRow) place(size fyne.Size) {
	gap := theme.Size(SizeGap)
	x, w, text := r.column(size.Width)
	h := r.where.MinSize().Height
	put(r.ground, 0, theme.Size(SizeGapTiny)/2, size.Width, size.Height-theme.Size(SizeGapTiny))
	put(r.number, gap+theme.Size(SizeGapTiny)/2, gap, x-gap, h)
	side, right := r.more.MinSize().Width, x+w
	for _, b := range []*Button{r.more, r.keep} { // each has its own place, even if the other is hidden
		right -= side
		put(b, right, gap+middle(h, side), side, side)
		if !b.Hidden {
			w = right - x - gap
		}
	}
	put(r.where, x, gap, w, h)
	y := gap + h + theme.Size(SizeGapTiny)/2
	lines := r.text.HeightFor(text)
	put(r.text, x, y, text, lines)
	put(r.why, x, y+lines+gap, text, r.why.HeightFor(text))
	side = theme.Size(SizeBody)
	put(r.right, gap, y+theme.Size(SizeGapTiny)/2, side, side)
	score := theme.Size(SizeScore)
	if r.match.Words() == "" {
		put(r.score, size.Width-gap-score, gap, score, h)
		return
	}
	bar := theme.Size(SizeBar)
	put(r.match, size.Width-gap-score, gap-bar, score, h)
	put(r.score, size.Width-gap-score, gap+h-bar, score, bar)
}

// Tapped implements fyne.Tappable.
func (r *PassageRow) Tapped(*fyne.PointEvent) {
	if r.OnTapped != nil {
		r.OnTapped()
	}
}

// TappedSecondary implements fyne.SecondaryTappable: it selects the row and shows its menu.
func (r *PassageRow) TappedSecondary(e *fyne.PointEvent) {
	r.Tapped(e)
	r.menu(e.AbsolutePosition)
}

func (r *PassageRow) menu(at fyne.Position) {
	if r.OnMenu != nil {
		r.OnMenu(at)
	}
}

// KeepButton returns the button that puts the passage into the basket or removes it.
func (r *PassageRow) KeepButton() *Button { return r.keep }

// MenuButton returns the button that shows the menu.
func (r *PassageRow) MenuButton() *Button { return r.more }

// MouseIn implements desktop.Hoverable.
func (r *PassageRow) MouseIn(e *desktop.MouseEvent) {
	r.hovered = true
	r.Refresh()
	r.MouseMoved(e)
}

// MouseMoved implements desktop.Hoverable: over the score it shows the breakdown.
func (r *PassageRow) MouseMoved(e *desktop.MouseEvent) {
	at, size := r.score.Position(), r.score.Size()
	over := !r.score.Hidden && e.Position.X >= at.X && e.Position.Y < at.Y+size.Height
	if over != r.tipped {
		r.ComeToScore(over)
	}
}

// MouseOut implements desktop.Hoverable.
func (r *PassageRow) MouseOut() {
	r.hovered = false
	r.ComeToScore(false)
	r.Refresh()
}

// ComeToScore shows or hides the breakdown of the score, as if the pointer entered or left it.
func (r *PassageRow) ComeToScore(here bool) {
	words := ""
	if here {
		words = r.tip
	}
	if r.tipped = here; r.OnTip != nil {
		r.OnTip(words, BelowOf(r.score))
	}
}
