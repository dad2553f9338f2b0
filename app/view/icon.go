package view

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// An IconName is an icon: the strokes of an SVG of 24 by 24.
type IconName string

// The icons of the window.
const (
	IconAsk      IconName = `<path d="M4 11 a7 7 0 1 0 14 0 a7 7 0 1 0 -14 0 M16 16 L20.5 20.5"/>`
	IconLibrary  IconName = `<path d="M3 6.5 L3 19 L21 19 L21 8 L11.5 8 L9.5 5 L3 5 Z"/>`
	IconSettings IconName = `<path d="M4 7 L20 7 M4 17 L20 17 M7 7 a2.2 2.2 0 1 0 4.4 0 a2.2 2.2 0 1 0 -4.4 0 M13 17 a2.2 2.2 0 1 0 4.4 0 a2.2 2.2 0 1 0 -4.4 0"/>`
	IconBasket   IconName = `<path d="M6.5 3.5 L17.5 3.5 L17.5 20.5 L12 16 L6.5 20.5 Z"/>`
	IconKept     IconName = `<path fill="currentColor" d="M6.5 3.5 L17.5 3.5 L17.5 20.5 L12 16 L6.5 20.5 Z"/>`
	IconMore     IconName = `<path d="M5 12 L5.1 12 M12 12 L12.1 12 M19 12 L19.1 12" stroke-width="2.6"/>`
	IconStar     IconName = `<path d="M12 3.8 L14.5 9.2 L20.4 9.9 L16 13.9 L17.2 19.7 L12 16.8 L6.8 19.7 L8 13.9 L3.6 9.9 L9.5 9.2 Z"/>`
	IconSaved    IconName = `<path fill="currentColor" d="M12 3.8 L14.5 9.2 L20.4 9.9 L16 13.9 L17.2 19.7 L12 16.8 L6.8 19.7 L8 13.9 L3.6 9.9 L9.5 9.2 Z"/>`
	IconHelp     IconName = `<path d="M8.8 9.2 C8.8 4.6 15.6 4.9 15.4 9 C15.3 11.6 12 11.8 12 14.6 M12 18.4 L12 18.6"/>`
	IconTick     IconName = `<path d="M5 12.5 L10 17.5 L19.5 6.5"/>`
	IconPast     IconName = `<path d="M4 12 a8 8 0 1 0 16 0 a8 8 0 1 0 -16 0 M12 7.5 L12 12 L15 14"/>`
	IconClear    IconName = `<path d="M6.5 6.5 L17.5 17.5 M17.5 6.5 L6.5 17.5"/>`
	IconUp       IconName = `<path d="M5 15 L12 8 L19 15"/>`
	IconDown     IconName = `<path d="M5 9 L12 16 L19 9"/>`
	IconLeft     IconName = `<path d="M15 5 L8 12 L15 19"/>`
	IconRight    IconName = `<path d="M9 5 L16 12 L9 19"/>`
	IconSmaller  IconName = `<path d="M5 12 L19 12"/>`
	IconLarger   IconName = `<path d="M12 5 L12 19 M5 12 L19 12"/>`
	IconFind     IconName = `<path d="M5 10 a5.5 5.5 0 1 0 11 0 a5.5 5.5 0 1 0 -11 0 M14.5 14.5 L20 20"/>`
	IconNothing  IconName = `<path d="M4 11 a7 7 0 1 0 14 0 a7 7 0 1 0 -14 0 M16 16 L20.5 20.5 M8 11 L14 11"/>`
	IconTrouble  IconName = `<path d="M12 4 L21.5 20 L2.5 20 Z M12 10 L12 14.5 M12 17 L12 17.4"/>`
	IconCopy     IconName = `<path d="M8.5 8.5 L19.5 8.5 L19.5 20 L8.5 20 Z M15.5 8.5 L15.5 4 L4.5 4 L4.5 15.5 L8.5 15.5"/>`
	IconStop     IconName = `<path d="M6.5 6.5 L17.5 6.5 L17.5 17.5 L6.5 17.5 Z"/>`
	IconSent     IconName = `<path d="M10 5 L4.5 5 L4.5 19.5 L19 19.5 L19 14 M14 4.5 L19.5 4.5 L19.5 10 M19 5 L11 13"/>`
	IconText     IconName = `<path d="M6 3.5 L14.5 3.5 L19 8 L19 20.5 L6 20.5 Z M9 11 L16 11 M9 14 L16 14 M9 17 L13 17"/>`
)

// Icon is a drawing in one of the theme's colours.
type Icon struct {
	widget.BaseWidget
	Name  IconName
	Color fyne.ThemeColorName
	Side  fyne.ThemeSizeName

	image *canvas.Image
}

var _ fyne.Widget = (*Icon)(nil)

// NewIcon returns an icon of the usual size.
func NewIcon(name IconName, color fyne.ThemeColorName) *Icon {
	i := &Icon{Name: name, Color: color, Side: SizeIcon, image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	i.ExtendBaseWidget(i)
	return i
}

// SetColor changes the colour.
func (i *Icon) SetColor(color fyne.ThemeColorName) {
	if i.Color != color {
		i.Color = color
		i.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer { return render(i) }

func (i *Icon) objects() []fyne.CanvasObject { return []fyne.CanvasObject{i.image} }
func (i *Icon) minSize() fyne.Size           { return fyne.NewSquareSize(theme.Size(i.Side)) }

func (i *Icon) paint() {
	i.image.Resource = i.Name.resource(theme.Color(i.Color))
	i.image.Refresh()
}

func (i *Icon) place(size fyne.Size) {
	side := theme.Size(i.Side)
	put(i.image, middle(size.Width, side), middle(size.Height, side), side, side)
}

// resource returns the icon in a colour. Fyne caches images by resource name, so the name includes both.
func (n IconName) resource(c color.Color) fyne.Resource {
	r, g, b, _ := c.RGBA()
	hex := fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	svg := `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><g fill="none" stroke="` + hex +
		`" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">` + strings.ReplaceAll(string(n), "currentColor", hex) + `</g></svg>`
	return fyne.NewStaticResource(fmt.Sprintf("%x%s.svg", len(n), hex)+fmt.Sprintf("%x", n), []byte(svg))
}
