package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ReaderWords are the words of a Reader.
type ReaderWords struct {
	Open, Previous, Next string
	Page, Text           string // modes of the document
	PageBack, PageForth  string
	Smaller, Larger      string
	LaidOut, Plain       string // forms of a text
	Reveal, Find         string // describe buttons: show the file in its folder, find words
	Number               string // describes the field for a page number
	Drawing              string // a page is being drawn
	Finding              FindWords
}

// A Reading is the document of a Reader.
type Reading struct {
	Kind, Title string
	Path        string // for a person
	Note        string // what the text leaves out; empty for nothing
	Page        PageText
	Pages       bool // it has pages to show
	Plain       bool // its text can be shown as it is in the file
}

// Reader shows one document: title, path, the place of its passage, and the text with the passage marked, or the image of a page instead.
// Without a document it shows a message: that there is nothing to read yet, or what went wrong.
type Reader struct {
	widget.BaseWidget
	// OnOpen is called to open the document in its own program.
	OnOpen func()
	// OnReveal is called to show the document's file in its folder.
	OnReveal func()
	// OnFind is called to find words.
	OnFind func()
	// OnStep is called to go to the next (1) or the previous (-1) passage of the document.
	OnStep func(by int)
	// OnLeave is called when Escape moves the focus out of the reader.
	OnLeave func()
	// OnSlash is called when "/" is typed, which moves the focus to the question.
	OnSlash func()
	// OnShortcut is called with shortcuts while the reader has the focus.
	OnShortcut func(s fyne.Shortcut)
	// OnMode is called when a person chooses pages or text.
	OnMode func(pages bool)
	// OnPlain is called when a person chooses the text as it is in the file, or laid out.
	OnPlain func(plain bool)
	// OnNumber is called with the page number that a person typed.
	OnNumber func(number string)
	// OnMenu is called to show the actions for the selected words; at is a place in the window.
	OnMenu func(at fyne.Position)
	// OnTurn is called to go to the next (1) or the previous (-1) page.
	OnTurn func(by int)
	// OnZoom is called to zoom in (1), out (-1), or to the usual size (0).
	OnZoom func(by int)
	// Facsimile shows the page.
	Facsimile *Facsimile
	// Find is the find bar; it is hidden until needed.
	Find *FindBar

	head, focus        *Panel
	badge              *Badge
	title, path        *Text
	where, count, note *Text
	previous, next     *Button
	open, reveal       *Button
	rule               *Panel
	page               *Page
	bar                *readerBar
	hasPages           bool // of the document
	showsPages         bool
	message            *Message
	focused            bool
}

var (
	_ fyne.Widget       = (*Reader)(nil)
	_ fyne.Focusable    = (*Reader)(nil)
	_ fyne.Tappable     = (*Reader)(nil)
	_ fyne.Shortcutable = (*Reader)(nil)
)

// NewReader returns an empty reader.
func NewReader(words ReaderWords) *Reader {
	r := &Reader{
		head: NewPanel(ColorPanel, "", ""), focus: NewPanel(ColorAccent, "", ""), badge: NewBadge(),
		title: NewText("", Look{Size: SizeTitle, Bold: true}),
		path:  NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
		where: NewText("", Look{Size: SizeSmall, Color: ColorInk2}),
		count: NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
		note:  NewText("", Look{Size: SizeSmall, Color: ColorWarning}),
		rule:  NewRule(), page: NewPage(), message: NewMessage(),
		Facsimile: NewFacsimile(words.Drawing), Find: NewFindBar(words.Finding),
	}
	r.bar = newReaderBar(r, words)
	r.Find.Hidden = true
	r.page.OnTouched = r.takeFocus
	r.page.OnMenu = func(at fyne.Position) {
		if r.OnMenu != nil {
			r.OnMenu(at)
		}
	}
	r.reveal = NewIconButton(IconLibrary, words.Reveal, func() { do(r.OnReveal) })
	r.path.CutMiddle = true
	r.previous = NewIconButton(IconUp, words.Previous, func() { call(r.OnStep, -1) })
	r.next = NewIconButton(IconDown, words.Next, func() { call(r.OnStep, 1) })
	r.open = NewButton(words.Open, Plain, func() { do(r.OnOpen) })
	r.showDocument(false)
	r.ExtendBaseWidget(r)
	return r
}

// SetDocument shows a document from its beginning, without marks.
func (r *Reader) SetDocument(d Reading) {
	r.badge.Set(d.Kind)
	r.title.Set(d.Title)
	r.path.Set(d.Path)
	r.note.Set(d.Note)
	r.where.Set("")
	r.count.Set("")
	r.hasPages = d.Pages
	r.showsPages = r.showsPages && d.Pages
	r.bar.setForms(d.Pages, d.Plain)
	r.showDocument(true)
	r.page.Set(d.Page)
	r.Refresh()
}

// Mark marks a passage of the document and scrolls to it. where is its place in words; count is its number among the passages, in words;
// words are the spans that matched. All spans are byte offsets into the document's text.
func (r *Reader) Mark(passage Span, words []Span, where, count string) {
	r.where.Set(where)
	r.count.Set(count)
	r.previous.Hidden, r.next.Hidden = count == "", count == ""
	r.page.Mark(passage, words)
	r.Refresh()
}

// Say shows a message in place of the document.
func (r *Reader) Say(icon IconName, headline string, lines ...string) {
	r.showDocument(false)
	r.message.Set(icon, headline, lines...)
	r.Refresh()
}

// Marked returns the marked passage; empty if there is none.
func (r *Reader) Marked() Span { return r.page.passage }

// Title returns the title shown; empty if there is none.
func (r *Reader) Title() string {
	if !r.shown() {
		return ""
	}
	return r.title.Words()
}

// Message returns the message in place of the document.
func (r *Reader) Message() *Message { return r.message }

// shown reports whether a document is shown.
func (r *Reader) shown() bool { return r.message.Hidden }

// showDocument shows the document, or the message in its place.
func (r *Reader) showDocument(shown bool) {
	r.message.Hidden = shown
	for _, o := range r.document() {
		if shown {
			o.Show()
		} else {
			o.Hide()
		}
	}
	r.Find.Hidden = r.Find.Hidden || !shown
	r.page.Hidden = !shown || r.showsPages
	r.Facsimile.Hidden = !shown || !r.showsPages
}

// document returns the objects that show a document.
func (r *Reader) document() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		r.page, r.Facsimile, r.head, r.rule, r.badge, r.title, r.path, r.where, r.count, r.note, r.previous, r.next, r.reveal, r.open, r.bar,
	}
}

// CreateRenderer implements fyne.Widget.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *Reader) objects() []fyne.CanvasObject {
	return append(r.document(), r.Find, r.message, r.focus)
}

func (r *Reader) minSize() fyne.Size { return fyne.NewSize(theme.Size(SizeColumn), 0) }

func (r *Reader) paint() { r.focus.Hidden = !r.focused }

func (r *Reader) place(size fyne.Size) {
	margin, gap := theme.Size(SizeMargin)-theme.Size(SizeGapTiny), theme.Size(SizeGap)
	w := size.Width - 2*margin
	put(r.focus, 0, 0, size.Width, theme.Size(SizeGapTiny)/2)
	put(r.message, 0, 0, size.Width, size.Height)

	y := gap * 2
	line := r.title.MinSize().Height
	b := r.badge.MinSize()
	put(r.badge, margin, y+middle(line, b.Height), b.Width, b.Height)
	put(r.title, margin+b.Width+gap, y, w-b.Width-gap, line)
	y += line
	small := r.path.MinSize().Height
	put(r.path, margin, y, w, small)
	y += small + gap
	y = r.placeBar(y, margin, w)
	put(r.bar, margin, y+gap, w, theme.Size(SizeControl))
	y += gap + theme.Size(SizeControl)
	if r.note.Words() != "" {
		y += gap / 2
		put(r.note, margin, y, w, small)
		y += small
	} else {
		put(r.note, margin, y, 0, 0)
	}
	y += gap + theme.Size(SizeGapTiny)
	put(r.head, 0, 0, size.Width, y)
	put(r.rule, 0, y, size.Width, theme.Size(SizeLine))
	y += theme.Size(SizeLine)
	if !r.Find.Hidden {
		h := r.Find.MinSize().Height
		put(r.Find, 0, y, size.Width, h)
		y += h
	}
	put(r.page, 0, y, size.Width, size.Height-y)
	put(r.Facsimile, 0, y, size.Width, size.Height-y)
}

// placeBar places the line with the place and the buttons, and returns where it ends.
func (r *Reader) placeBar(y, margin, w float32) float32 {
	gap := theme.Size(SizeGap)
	h := theme.Size(SizeControl)
	right := margin + w
	for _, b := range []*Button{r.open, r.reveal, r.next, r.previous} {
		if b.Hidden {
			continue
		}
		right -= b.MinSize().Width
		put(b, right, y, b.MinSize().Width, h)
		right -= gap
	}
	// The place matters more than the count: if there is room for only one, show the place.
	n := r.count.Natural()
	r.count.Hidden = !r.shown() || r.count.Words() == "" || r.where.Natural()+n+3*gap > right-margin
	if !r.count.Hidden {
		right -= n + gap/2
		put(r.count, right, y, n+1, h)
		right -= 2 * gap
	}
	put(r.where, margin, y, right-margin, h)
	return y + h
}

// Tapped implements fyne.Tappable: a click in the text focuses it.
func (r *Reader) Tapped(*fyne.PointEvent) { r.takeFocus() }

func (r *Reader) takeFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil && r.shown() {
		c.Focus(r)
	}
}

// FocusGained implements fyne.Focusable.
func (r *Reader) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost implements fyne.Focusable.
func (r *Reader) FocusLost() { r.focused = false; r.Refresh() }

// TypedRune implements fyne.Focusable.
func (r *Reader) TypedRune(c rune) {
	if c == '/' && r.OnSlash != nil {
		r.OnSlash()
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (r *Reader) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && !r.showsPages {
		r.page.Select(Span{0, len(r.page.text.Text)})
		return
	}
	if r.OnShortcut != nil {
		r.OnShortcut(s)
	}
}

// TypedKey implements fyne.Focusable.
func (r *Reader) TypedKey(e *fyne.KeyEvent) {
	if r.showsPages && r.pageKey(e.Name) || !r.showsPages && r.textKey(e.Name) {
		return
	}
	if e.Name == fyne.KeyEscape && r.OnLeave != nil {
		r.OnLeave()
		return
	}
	passOn(r, e)
}

// The shares of the visible height that keys scroll by.
const (
	lineShare = 0.1
	pageShare = 0.9
)

// textKey handles a key that scrolls the text, and reports whether the key is one.
func (r *Reader) textKey(key fyne.KeyName) bool {
	switch page := r.page; key {
	case fyne.KeyDown:
		page.ScrollBy(lineShare)
	case fyne.KeyUp:
		page.ScrollBy(-lineShare)
	case fyne.KeyPageDown, fyne.KeySpace:
		page.ScrollBy(pageShare)
	case fyne.KeyPageUp:
		page.ScrollBy(-pageShare)
	case fyne.KeyHome:
		page.ScrollToTop()
	case fyne.KeyEnd:
		page.ScrollToEnd()
	default:
		return false
	}
	return true
}
