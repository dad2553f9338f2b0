package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Asking is the column of asking: the question field, and below it the welcome, the passages found, or a message.
type Asking struct {
	widget.BaseWidget
	Field   *QuestionField
	Welcome *Welcome
	Results *Results

	message *Message
	count   *Text
	shown   fyne.CanvasObject // one of Welcome, Results, message
}

var _ fyne.Widget = (*Asking)(nil)

// NewAsking returns a column that shows its welcome.
func NewAsking(field *QuestionField, welcome *Welcome, words PassageWords) *Asking {
	a := &Asking{
		Field: field, Welcome: welcome, Results: NewResults(words), message: NewMessage(),
		count: NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
	}
	a.count.Align = fyne.TextAlignTrailing
	a.show(welcome)
	a.ExtendBaseWidget(a)
	return a
}

// ShowWelcome shows the welcome around the field.
func (a *Asking) ShowWelcome() { a.count.Set(""); a.show(a.Welcome) }

// SetQuestions offers questions in the welcome.
func (a *Asking) SetQuestions(questions []string) {
	a.Welcome.SetQuestions(questions)
	a.Refresh()
}

// ShowResults shows the passages, with a quiet line that says how many they are.
func (a *Asking) ShowResults(count string) { a.count.Set(count); a.show(a.Results) }

// Say shows a message in place of passages.
func (a *Asking) Say(icon IconName, headline string, lines ...string) {
	a.count.Set("")
	a.message.Set(icon, headline, lines...)
	a.show(a.message)
}

// SetCount shows another quiet line.
func (a *Asking) SetCount(words string) { a.count.Set(words) }

// Count is the quiet line.
func (a *Asking) Count() string { return a.count.Words() }

// Message returns what is said in place of passages, nil while something else is shown.
func (a *Asking) Message() *Message {
	if a.shown != a.message {
		return nil
	}
	return a.message
}

// Welcoming says whether the welcome is shown.
func (a *Asking) Welcoming() bool { return a.shown == a.Welcome }

func (a *Asking) show(shown fyne.CanvasObject) {
	a.shown = shown
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

// objects come in the order in which the keyboard goes through them.
func (a *Asking) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{a.Field, a.count, a.Welcome, a.Results, a.message}
}

func (a *Asking) minSize() fyne.Size { return fyne.NewSize(theme.Size(SizeColumn), 0) }
func (a *Asking) paint()             {}

func (a *Asking) place(size fyne.Size) {
	gap, margin := theme.Size(SizeGap), theme.Size(SizeMargin)
	field := theme.Size(SizeField)
	if a.Welcoming() {
		put(a.Welcome, 0, 0, size.Width, size.Height)
		a.Welcome.place(size) // which says where the field stands
		w := min(size.Width-2*margin, theme.Size(SizeMeasure)-margin)
		put(a.Field, middle(size.Width, w), a.Welcome.fieldY, w, field)
		return
	}
	y := margin - theme.Size(SizeGapTiny)
	w := size.Width - 2*margin
	put(a.Field, margin, y, w, field)
	y += field + gap
	line := a.count.MinSize().Height
	put(a.count, margin, y, w, line)
	y += line
	put(a.Results, margin, y, w+theme.Size(SizeGutter), size.Height-y)
	put(a.message, margin, y, w, size.Height-y)
}
