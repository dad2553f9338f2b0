package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Panel is a filled rectangle, optionally with a border and round corners.
type Panel struct {
	widget.BaseWidget
	Fill, Line fyne.ThemeColorName
	Thick      fyne.ThemeSizeName // of the border
	Radius     fyne.ThemeSizeName
	Round      bool // the ends are half circles

	rect *canvas.Rectangle
}

var _ fyne.Widget = (*Panel)(nil)

// NewPanel returns a panel. An empty name means no fill, no border or square corners.
func NewPanel(fill, line fyne.ThemeColorName, radius fyne.ThemeSizeName) *Panel {
	p := &Panel{Fill: fill, Line: line, Thick: SizeLine, Radius: radius, rect: canvas.NewRectangle(nil)}
	p.ExtendBaseWidget(p)
	return p
}

// NewRule returns a line of one pixel; its container sets the length.
func NewRule() *Panel { return NewPanel(ColorLine, "", "") }

// Set changes the fill and the border.
func (p *Panel) Set(fill, line fyne.ThemeColorName, thick fyne.ThemeSizeName) {
	if p.Fill == fill && p.Line == line && p.Thick == thick {
		return
	}
	p.Fill, p.Line, p.Thick = fill, line, thick
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer { return render(p) }

func (p *Panel) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.rect} }
func (p *Panel) minSize() fyne.Size           { return fyne.NewSquareSize(theme.Size(SizeLine)) }

func (p *Panel) paint() {
	p.rect.FillColor, p.rect.StrokeColor, p.rect.StrokeWidth, p.rect.CornerRadius = theme.Color(colorClear), nil, 0, 0
	if p.Fill != "" {
		p.rect.FillColor = theme.Color(p.Fill)
	}
	if p.Line != "" {
		p.rect.StrokeColor = theme.Color(p.Line)
		p.rect.StrokeWidth = theme.Size(p.Thick)
	}
	if p.Radius != "" {
		p.rect.CornerRadius = theme.Size(p.Radius)
	}
}

func (p *Panel) place(size fyne.Size) {
	if p.Round {
		p.rect.CornerRadius = size.Height / 2
	}
	p.rect.Resize(size)
}
