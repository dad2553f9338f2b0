package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Split shows two objects side by side with a line between them that can be dragged. While the right one is hidden, the left one has all
// the room.
type Split struct {
	widget.BaseWidget
	// OnMoved is called when dragging ends.
	OnMoved func(share float64)

	left, right fyne.CanvasObject
	share       float64 // of the width, for the left
	handle      *splitHandle
}

var _ fyne.Widget = (*Split)(nil)

// NewSplit returns a split that gives the left object share of its width, 0 to 1.
func NewSplit(left, right fyne.CanvasObject, share float64) *Split {
	s := &Split{left: left, right: right, share: share}
	s.handle = newSplitHandle(s)
	s.ExtendBaseWidget(s)
	return s
}

// ShowRight shows or hides the right object.
func (s *Split) ShowRight(shown bool) {
	if s.right.Visible() == shown {
		return
	}
	if shown {
		s.right.Show()
	} else {
		s.right.Hide()
	}
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Split) CreateRenderer() fyne.WidgetRenderer { return render(s) }

func (s *Split) objects() []fyne.CanvasObject { return []fyne.CanvasObject{s.left, s.right, s.handle} }

func (s *Split) minSize() fyne.Size {
	l, r := s.left.MinSize(), s.right.MinSize()
	return fyne.NewSize(l.Width+r.Width, max(l.Height, r.Height))
}

func (s *Split) paint() { s.handle.Hidden = !s.right.Visible() }

func (s *Split) place(size fyne.Size) {
	if !s.right.Visible() {
		put(s.left, 0, 0, size.Width, size.Height)
		return
	}
	x := float32(int(size.Width * float32(s.share)))
	x = max(min(x, size.Width-s.right.MinSize().Width), s.left.MinSize().Width)
	put(s.left, 0, 0, x, size.Height)
	put(s.right, x, 0, size.Width-x, size.Height)
	w := theme.Size(SizeGap)
	put(s.handle, x-w/2, 0, w, size.Height)
}

// splitHandle is the line of a Split, and the room around it that can be dragged.
type splitHandle struct {
	widget.BaseWidget
	split   *Split
	hovered bool
	rule    *Panel
}

var (
	_ fyne.Draggable     = (*splitHandle)(nil)
	_ desktop.Hoverable  = (*splitHandle)(nil)
	_ desktop.Cursorable = (*splitHandle)(nil)
)

func newSplitHandle(s *Split) *splitHandle {
	h := &splitHandle{split: s, rule: NewRule()}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *splitHandle) CreateRenderer() fyne.WidgetRenderer { return render(h) }

func (h *splitHandle) objects() []fyne.CanvasObject { return []fyne.CanvasObject{h.rule} }
func (h *splitHandle) minSize() fyne.Size           { return fyne.NewSize(0, 0) }

func (h *splitHandle) paint() {
	fill := ColorLine
	if h.hovered {
		fill = ColorAccent
	}
	h.rule.Set(fill, "", SizeLine)
}

func (h *splitHandle) place(size fyne.Size) {
	w := theme.Size(SizeLine)
	put(h.rule, float32(int(middle(size.Width, w)+0.5)), 0, w, size.Height)
}

// Cursor implements desktop.Cursorable.
func (h *splitHandle) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// Dragged implements fyne.Draggable.
func (h *splitHandle) Dragged(e *fyne.DragEvent) {
	s := h.split
	w := s.Size().Width
	x := h.Position().X + h.Size().Width/2 + e.Dragged.DX
	x = max(min(x, w-s.right.MinSize().Width), s.left.MinSize().Width)
	s.share = float64(x / w)
	s.Refresh()
}

// DragEnd implements fyne.Draggable.
func (h *splitHandle) DragEnd() {
	if h.split.OnMoved != nil {
		h.split.OnMoved(h.split.share)
	}
}

// MouseIn implements desktop.Hoverable.
func (h *splitHandle) MouseIn(*desktop.MouseEvent) { h.hovered = true; h.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (h *splitHandle) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (h *splitHandle) MouseOut() { h.hovered = false; h.Refresh() }
