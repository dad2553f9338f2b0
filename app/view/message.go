package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Message fills an area with nothing to show: an icon, a headline, what to do next, and sometimes a button that does it.
type Message struct {
	widget.BaseWidget
	icon     *Icon
	headline *Text
	words    []string
	lines    []*Text // words, wrapped
	button   *Button // hidden if there is no offer
}

var _ fyne.Widget = (*Message)(nil)

// NewMessage returns an empty message.
func NewMessage() *Message {
	m := &Message{icon: NewIcon(IconText, ColorInk3), headline: NewText("", Look{Size: SizeTitle, Bold: true})}
	m.icon.Side = SizeHeadline
	m.headline.Align = fyne.TextAlignCenter
	m.button = NewButton("", Pill, nil)
	m.button.Hide()
	m.ExtendBaseWidget(m)
	return m
}

// Set changes the message and removes the button. Each line is a paragraph.
func (m *Message) Set(icon IconName, headline string, lines ...string) {
	m.icon.Name = icon
	m.icon.Color = ColorInk3
	if icon == IconTrouble {
		m.icon.Color = ColorWarning
	}
	m.icon.Refresh()
	m.headline.Set(headline)
	m.words = lines
	m.button.Hide()
	m.Refresh()
}

// Offer shows a button below the words.
func (m *Message) Offer(words string, onTapped func()) {
	m.button.OnTapped = onTapped
	m.button.SetWords(words)
	m.button.Show()
	m.Refresh()
}

// Offered returns the visible button, nil if there is none.
func (m *Message) Offered() *Button {
	if !m.button.Visible() {
		return nil
	}
	return m.button
}

// Words returns the headline and the lines.
func (m *Message) Words() []string { return append([]string{m.headline.Words()}, m.words...) }

// CreateRenderer implements fyne.Widget.
func (m *Message) CreateRenderer() fyne.WidgetRenderer { return render(m) }

func (m *Message) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{m.icon, m.headline}
	for _, l := range m.lines {
		objects = append(objects, l)
	}
	return append(objects, m.button)
}

func (m *Message) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeField)) }
func (m *Message) paint()             {}

func (m *Message) place(size fyne.Size) {
	gap := theme.Size(SizeGap)
	w := min(size.Width-2*theme.Size(SizeMargin), theme.Size(SizeColumn)+theme.Size(SizeMargin))
	x := middle(size.Width, w)
	m.lines = paragraphs(m.lines, m.words, Look{Color: ColorInk2}, w)
	line := Look{}.lineHeight()
	icon, head, button := m.icon.MinSize().Height, m.headline.MinSize().Height, m.button.MinSize()
	below := line * float32(len(m.lines))
	if m.button.Visible() {
		below += theme.Size(SizeMargin) + button.Height
	}
	y := middle(size.Height, icon+gap+head+gap+below) - theme.Size(SizeMargin)
	y = max(y, gap)
	put(m.icon, 0, y, size.Width, icon)
	y += icon + gap
	put(m.headline, theme.Size(SizeMargin), y, size.Width-2*theme.Size(SizeMargin), head)
	y += head + gap
	for _, l := range m.lines {
		put(l, x, y, w, line)
		y += line
	}
	put(m.button, middle(size.Width, button.Width), y+theme.Size(SizeMargin), button.Width, button.Height)
}

// paragraphs wraps words to a width, centred. It reuses texts and adds more if needed.
func paragraphs(texts []*Text, words []string, look Look, width float32) []*Text {
	var lines []string
	for _, p := range words {
		lines = append(lines, wrapWords(p, look, width)...)
	}
	for len(texts) < len(lines) {
		t := NewText("", look)
		t.Align = fyne.TextAlignCenter
		texts = append(texts, t)
	}
	texts = texts[:len(lines)]
	for i, line := range lines {
		texts[i].Set(line)
	}
	return texts
}
