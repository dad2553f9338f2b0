package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// maxPillRows is the most rows of suggested questions; more would distract from the rest of the page.
const maxPillRows = 3

// WelcomeWords are the words of a Welcome.
type WelcomeWords struct {
	Headline string
	Lines    []string // what the program does; each a paragraph
	Add      string   // on the button
	Drop     string   // beside the button
}

// Welcome is the page around the question field before the first question: what the program does above it; suggested questions and the
// button that adds a folder below it.
type Welcome struct {
	widget.BaseWidget
	// OnQuestion is called with a question or a saved search that is pressed.
	OnQuestion func(question string)
	// OnUnsave is called with a saved search to remove.
	OnUnsave func(search string)

	words    WelcomeWords
	headline *Text
	lines    []*Text
	saved    []*Chip
	pills    []*Button
	add      *Button
	drop     *Text
	fieldY   float32 // top of the field
}

var _ fyne.Widget = (*Welcome)(nil)

// NewWelcome returns a welcome without questions; onAdd is called when the button is pressed.
func NewWelcome(words WelcomeWords, onAdd func()) *Welcome {
	w := &Welcome{
		words: words, headline: NewText(words.Headline, Look{Size: SizeHeadline, Bold: true}),
		add: NewButton(words.Add, Primary, onAdd), drop: NewText(words.Drop, Look{Color: ColorInk2}),
	}
	w.headline.Align = fyne.TextAlignCenter
	w.ExtendBaseWidget(w)
	return w
}

// SetQuestions suggests questions. If they do not all fit, it drops the last ones.
func (w *Welcome) SetQuestions(questions []string) {
	w.pills = nil
	for _, q := range questions {
		w.pills = append(w.pills, NewButton(q, Pill, func() {
			if w.OnQuestion != nil {
				w.OnQuestion(q)
			}
		}))
	}
	w.Refresh()
}

// SetSaved shows saved searches before the questions.
func (w *Welcome) SetSaved(searches []string) {
	w.saved = nil
	for _, search := range searches {
		c := NewChip("", false, func() {
			if w.OnQuestion != nil {
				w.OnQuestion(search)
			}
		})
		c.OnClear = func() {
			if w.OnUnsave != nil {
				w.OnUnsave(search)
			}
		}
		c.SetLead(IconSaved)
		c.Set(search, true)
		w.saved = append(w.saved, c)
	}
	w.Refresh()
}

// Saved returns the chips of the saved searches.
func (w *Welcome) Saved() []*Chip { return w.saved }

// Pills returns the buttons of the questions.
func (w *Welcome) Pills() []*Button { return w.pills }

// AddButton returns the button that adds a folder.
func (w *Welcome) AddButton() *Button { return w.add }

// CreateRenderer implements fyne.Widget.
func (w *Welcome) CreateRenderer() fyne.WidgetRenderer { return render(w) }

func (w *Welcome) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{w.headline}
	for _, l := range w.lines {
		objects = append(objects, l)
	}
	objects = append(objects, w.offers()...)
	return append(objects, w.add, w.drop)
}

// offers returns the saved searches and the questions.
func (w *Welcome) offers() []fyne.CanvasObject {
	var offers []fyne.CanvasObject
	for _, c := range w.saved {
		offers = append(offers, c)
	}
	for _, p := range w.pills {
		offers = append(offers, p)
	}
	return offers
}

func (w *Welcome) minSize() fyne.Size { return fyne.NewSize(theme.Size(SizeColumn), 0) }
func (w *Welcome) paint()             {}

// place centres everything, with room for the field.
func (w *Welcome) place(size fyne.Size) {
	gap, margin := theme.Size(SizeGap), theme.Size(SizeMargin)
	width := min(size.Width-2*margin, theme.Size(SizeMeasure))
	w.lines = paragraphs(w.lines, w.words.Lines, Look{Color: ColorInk2}, min(width, theme.Size(SizeMeasure)*0.75))
	flow := min(size.Width-2*margin, theme.Size(SizeMeasure)+theme.Size(SizeProgress))
	head, line := w.headline.MinSize().Height, Look{}.lineHeight()
	field := theme.Size(SizeField)
	above := head + 2*gap + line*float32(len(w.lines)) + margin
	add := w.add.MinSize()
	free := min(size.Height-above-field-margin-add.Height-3*margin, maxPillRows*(theme.Size(SizeControl)+gap))
	pills := w.flow(flow, free)
	y := max(middle(size.Height, above+field+pills+margin+add.Height)-margin, gap)

	put(w.headline, 0, y, size.Width, head)
	y += head + 2*gap
	for _, l := range w.lines {
		put(l, margin, y, size.Width-2*margin, line)
		y += line
	}
	y += margin
	w.fieldY = y
	y += field + margin - gap/2
	x := middle(size.Width, flow)
	for _, p := range w.offers() {
		p.Move(p.Position().AddXY(x, y))
	}
	y += pills + margin
	w.placeAdd(size, y, add)
}

func (w *Welcome) placeAdd(size fyne.Size, y float32, add fyne.Size) {
	gap := theme.Size(SizeGap)
	words := w.drop.Natural() + 1
	all := add.Width + 2*gap + words
	if all > size.Width-4*gap {
		put(w.add, middle(size.Width, add.Width), y, add.Width, add.Height)
		w.drop.Hide()
		return
	}
	w.drop.Show()
	put(w.add, middle(size.Width, all), y, add.Width, add.Height)
	put(w.drop, middle(size.Width, all)+add.Width+2*gap, y, words, add.Height)
}

// flow places the pills in centred rows from the origin, hides those that do not fit, and returns the height of the rows.
func (w *Welcome) flow(width, height float32) float32 {
	gap := theme.Size(SizeGap)
	var row []fyne.CanvasObject
	var used, y float32
	end := func() {
		x := middle(width, used)
		for _, p := range row {
			p.Move(fyne.NewPos(x, y))
			x += p.Size().Width + gap
		}
		if len(row) > 0 {
			y += theme.Size(SizeControl) + gap
		}
		row, used = nil, 0
	}
	for _, p := range w.offers() {
		s := p.MinSize()
		s.Width = min(s.Width, width)
		if len(row) > 0 && used+gap+s.Width > width {
			end()
		}
		if y+s.Height > height {
			p.Hide()
			continue
		}
		p.Show()
		p.Resize(s)
		if len(row) > 0 {
			used += gap
		}
		used += s.Width
		row = append(row, p)
	}
	end()
	return max(y-gap, 0)
}
