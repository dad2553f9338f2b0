package view

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Badge shows a document's format as a few capitals on a colour.
type Badge struct {
	widget.BaseWidget
	kind   string
	ground *Panel
	text   *Text
}

var _ fyne.Widget = (*Badge)(nil)

// NewBadge returns an empty badge.
func NewBadge() *Badge {
	b := &Badge{ground: NewPanel(ColorBadgeText, "", SizeGapTiny), text: NewText("", Look{Size: SizeTiny, Color: ColorOnBadge, Bold: true})}
	b.text.Align = fyne.TextAlignCenter
	b.ExtendBaseWidget(b)
	return b
}

// Set shows a format: "pdf", "docx", "html", "markdown", "text", or the name of any other.
func (b *Badge) Set(kind string) {
	b.kind = kind
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer { return render(b) }

func (b *Badge) objects() []fyne.CanvasObject { return []fyne.CanvasObject{b.ground, b.text} }

func (b *Badge) minSize() fyne.Size {
	words, _ := badge(b.kind)
	return fyne.NewSize(b.text.Look.measure(words)+theme.Size(SizeGap)+theme.Size(SizeGapTiny)/2, theme.Size(SizeIcon)-theme.Size(SizeGapTiny)/2)
}

func (b *Badge) paint() {
	words, color := badge(b.kind)
	b.text.Set(words)
	b.ground.Set(color, "", SizeLine)
}

func (b *Badge) place(size fyne.Size) {
	b.ground.Resize(size)
	b.text.Resize(size)
}

// badge returns the words and the colour of a format's badge.
func badge(kind string) (words string, color fyne.ThemeColorName) {
	switch kind {
	case "pdf":
		return "PDF", ColorBadgePDF
	case "docx":
		return "DOC", ColorBadgeDoc
	case "picture":
		return "IMG", ColorBadgePDF
	case "html":
		return "WEB", ColorBadgeWeb
	case "markdown":
		return "MD", ColorBadgeText
	case "text", "":
		return "TXT", ColorBadgeText
	}
	return strings.ToUpper(kind), ColorBadgeText
}

// A Document is what a DocumentHeader shows.
type Document struct {
	Kind, Title, Folder, Date string
}

// DocumentHeader is the header above the passages of one document: its format, title and folder.
type DocumentHeader struct {
	widget.BaseWidget
	badge         *Badge
	title, folder *Text
	date          *Text // never truncated
}

var _ fyne.Widget = (*DocumentHeader)(nil)

// NewDocumentHeader returns an empty header.
func NewDocumentHeader() *DocumentHeader {
	h := &DocumentHeader{
		badge:  NewBadge(),
		title:  NewText("", Look{Bold: true}),
		folder: NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
	}
	h.date = NewText("", h.folder.Look)
	h.folder.Align, h.folder.CutMiddle = fyne.TextAlignTrailing, true
	h.ExtendBaseWidget(h)
	return h
}

// Set shows a document.
func (h *DocumentHeader) Set(d Document) {
	h.badge.Set(d.Kind)
	h.title.Set(d.Title)
	h.folder.Set(d.Folder)
	date := d.Date
	if date != "" && d.Folder != "" {
		date = " · " + date
	}
	h.date.Set(date)
	h.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (h *DocumentHeader) CreateRenderer() fyne.WidgetRenderer { return render(h) }

func (h *DocumentHeader) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{h.badge, h.title, h.folder, h.date}
}

func (h *DocumentHeader) minSize() fyne.Size {
	return fyne.NewSize(0, h.title.MinSize().Height+theme.Size(SizeGap)*2)
}

func (h *DocumentHeader) paint() {}

// place gives the title the width it needs and the folder the rest, but never less than a third.
func (h *DocumentHeader) place(size fyne.Size) {
	gap := theme.Size(SizeGap)
	b := h.badge.MinSize()
	line := h.title.MinSize().Height
	y := size.Height - line - theme.Size(SizeGapTiny)
	put(h.badge, gap+theme.Size(SizeGapTiny)/2, y+middle(line, b.Height), b.Width, b.Height)
	x := h.badge.Position().X + b.Width + gap
	free := size.Width - x - gap
	date := h.date.Natural()
	title := min(h.title.Natural()+1, max(free-min(h.folder.Natural()+date, free/3)-2*gap, free/3))
	put(h.title, x, y, title, line)
	put(h.folder, x+title+2*gap, y, free-title-2*gap-date, line)
	put(h.date, x+free-date, y, date+1, line)
}
