package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Asking is the page for questions: the question field, and below it the welcome, the passages found, or a message.
type Asking struct {
	widget.BaseWidget
	Field   *QuestionField
	Welcome *Welcome
	Results *Results
	Bar     *ChipBar    // below the field
	Card    *AnswerCard // above the passages, hidden if it is empty

	tip     *TipBox // over the passages, beside a citation with the pointer or the focus
	message *Message
	shown   fyne.CanvasObject // one of Welcome, Results, message
}

// cardShare is the most of the column's height that an answer takes; a longer one scrolls.
const cardShare = 0.45

var _ fyne.Widget = (*Asking)(nil)

// NewAsking returns a column that shows its welcome.
func NewAsking(field *QuestionField, bar *ChipBar, welcome *Welcome, words PassageWords, card AnswerWords) *Asking {
	a := &Asking{
		Field: field, Bar: bar, Welcome: welcome, Results: NewResults(words), Card: NewAnswerCard(card), tip: NewTipBox(), message: NewMessage(),
	}
	a.Card.OnHover = a.showTip
	a.Results.OnTip = a.showScore
	a.show(welcome)
	a.ExtendBaseWidget(a)
	return a
}

// ShowWelcome shows the welcome around the field.
func (a *Asking) ShowWelcome() { a.Bar.SetCount(""); a.show(a.Welcome) }

// SetQuestions suggests questions in the welcome.
func (a *Asking) SetQuestions(questions []string) {
	a.Welcome.SetQuestions(questions)
	a.Refresh()
}

// ShowResults shows the passages, with count as a quiet line.
func (a *Asking) ShowResults(count string) { a.Bar.SetCount(count); a.show(a.Results) }

// Say shows a message in place of the passages.
func (a *Asking) Say(icon IconName, headline string, lines ...string) {
	a.Bar.SetCount("")
	a.message.Set(icon, headline, lines...)
	a.show(a.message)
}

// Offer shows a button below the message.
func (a *Asking) Offer(words string, onTapped func()) { a.message.Offer(words, onTapped) }

// SetAnswer shows an answer above the passages.
func (a *Asking) SetAnswer(answer Answer) {
	a.Card.Set(answer)
	a.Refresh()
}

// ClearAnswer hides the answer.
func (a *Asking) ClearAnswer() {
	a.tip.Hide()
	if !a.Card.Hidden {
		a.Card.Hide()
		a.Refresh()
	}
}

// Tip returns the tip beside a citation, nil while none is shown.
func (a *Asking) Tip() *Tip {
	if a.tip.Hidden {
		return nil
	}
	t := a.tip.Tip()
	return &t
}

// showTip shows the tip of a link below it, or above it if there is more room.
func (a *Asking) showTip(l *FlowLink) {
	if l == nil {
		a.tip.Hide()
		return
	}
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(l).Subtract(d.AbsolutePositionForObject(a))
	gap, margin := theme.Size(SizeGap), theme.Size(SizeMargin)
	w := min(a.Size().Width-2*margin, theme.Size(SizeColumn)+2*margin)
	a.tip.Set(l.Link.Tip)
	h := a.tip.HeightFor(w)
	y := at.Y + l.Size().Height + theme.Size(SizeGapTiny)
	if y+h > a.Size().Height-gap && at.Y-h-gap > 0 {
		y = at.Y - h - theme.Size(SizeGapTiny)
	}
	a.tip.Show()
	put(a.tip, max(margin, min(at.X-gap, a.Size().Width-margin-w)), y, w, h)
}

// showScore shows the breakdown of a score, below it. Empty words hide it.
func (a *Asking) showScore(words string, below fyne.Position) {
	if words == "" {
		a.tip.Hide()
		return
	}
	at := below.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(a))
	a.tip.Set(Tip{Place: words})
	w := a.tip.where.Natural() + 2*(theme.Size(SizeGap)+theme.Size(SizeGapTiny)) + 1
	a.tip.Show()
	put(a.tip, max(0, a.Size().Width-theme.Size(SizeMargin)-w), at.Y+theme.Size(SizeGapTiny), w, a.tip.HeightFor(w))
}

// SetCount replaces the quiet line.
func (a *Asking) SetCount(words string) { a.Bar.SetCount(words) }

// Count returns the quiet line.
func (a *Asking) Count() string { return a.Bar.count.Words() }

// SetTrouble shows below the question what is wrong with it; empty words hide that. The rest stays.
func (a *Asking) SetTrouble(words string) {
	if a.Bar.Trouble() != words {
		a.Bar.SetTrouble(words)
		a.Refresh()
	}
}

// Message returns the message in place of the passages, nil while something else is shown.
func (a *Asking) Message() *Message {
	if a.shown != a.message {
		return nil
	}
	return a.message
}

// Welcoming reports whether the welcome is shown.
func (a *Asking) Welcoming() bool { return a.shown == a.Welcome }

func (a *Asking) show(shown fyne.CanvasObject) {
	a.shown = shown
	a.tip.Hide()
	if shown != a.Results {
		a.Card.Hide()
	}
	a.Bar.Hidden = shown == a.Welcome
	for _, o := range []fyne.CanvasObject{a.Welcome, a.Results, a.message} {
		if o == shown {
			o.Show()
		} else {
			o.Hide()
		}
	}
	a.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (a *Asking) CreateRenderer() fyne.WidgetRenderer { return render(a) }

// objects returns the parts, in focus order.
func (a *Asking) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{a.Field, a.Bar, a.Welcome, a.Card, a.Results, a.message, a.tip}
}

func (a *Asking) minSize() fyne.Size { return fyne.NewSize(theme.Size(SizeColumn), 0) }
func (a *Asking) paint()             {}

func (a *Asking) place(size fyne.Size) {
	gap, margin := theme.Size(SizeGap), theme.Size(SizeMargin)
	field := theme.Size(SizeField)
	if a.Welcoming() {
		put(a.Welcome, 0, 0, size.Width, size.Height)
		a.Welcome.place(size) // which also places the field
		w := min(size.Width-2*margin, theme.Size(SizeMeasure)-margin)
		put(a.Field, middle(size.Width, w), a.Welcome.fieldY, w, field)
		return
	}
	y := margin - theme.Size(SizeGapTiny)
	w := size.Width - 2*margin
	put(a.Field, margin, y, w, field)
	y += field + gap*1.25
	line := a.Bar.HeightFor(w)
	put(a.Bar, margin, y, w, line)
	y += line + gap
	if h := a.Card.HeightFor(w, cardShare*size.Height); a.shown == a.Results && !a.Card.Hidden {
		put(a.Card, margin, y+gap, w, h)
		y += h + 2*gap
	}
	put(a.Results, margin, y, w+theme.Size(SizeGutter), size.Height-y)
	put(a.message, margin, y, w, size.Height-y)
}
