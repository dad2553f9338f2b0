package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// placePage lays out a page with a heading, such as the library and the basket: the summary beside the heading, the button at the right,
// and below them the rows, or the message in their place.
func placePage(size fyne.Size, heading, summary *Text, button *Button, rows *Column, message *Message) {
	margin, gap := theme.Size(SizeMargin), theme.Size(SizeGap)
	act := button.MinSize()
	y := margin - theme.Size(SizeGapTiny)
	put(button, size.Width-margin-act.Width, y, act.Width, act.Height)
	head := min(heading.Natural()+1, size.Width/2)
	put(heading, margin, y, head, act.Height)
	x := margin + head + 2*gap
	put(summary, x, y+theme.Size(SizeGapTiny)/2, size.Width-margin-act.Width-gap-x, act.Height)
	y += act.Height + 2*gap
	put(rows, margin, y, size.Width-2*margin+theme.Size(SizeGutter), size.Height-y)
	put(message, margin, y, size.Width-2*margin, size.Height-y)
}
