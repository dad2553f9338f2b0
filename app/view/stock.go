package view

import "fyne.io/fyne/v2"

// A stock keeps objects only for visible rows. A row that disappears leaves its object to another of its kind.
type stock[K comparable] struct {
	make func(kind int) fyne.CanvasObject

	seen  map[K]seenRow
	spare map[int][]fyne.CanvasObject // by kind
}

// A seenRow is the object of a visible row.
type seenRow struct {
	object fyne.CanvasObject
	kind   int
}

func newStock[K comparable](makeRow func(kind int) fyne.CanvasObject) stock[K] {
	return stock[K]{make: makeRow, seen: map[K]seenRow{}, spare: map[int][]fyne.CanvasObject{}}
}

// object returns the object of a visible row, nil for other rows.
func (s *stock[K]) object(row K) fyne.CanvasObject { return s.seen[row].object }

// take returns the object of a row; fresh means that it still shows another row, or none.
func (s *stock[K]) take(row K, kind int) (o fyne.CanvasObject, fresh bool) {
	if r, ok := s.seen[row]; ok {
		return r.object, false
	}
	if spare := s.spare[kind]; len(spare) > 0 {
		o, s.spare[kind] = spare[len(spare)-1], spare[:len(spare)-1]
	} else {
		o = s.make(kind)
	}
	s.seen[row] = seenRow{o, kind}
	return o, true
}

// keep takes the objects from the rows that are not wanted.
func (s *stock[K]) keep(wanted func(row K) bool) {
	for row, r := range s.seen {
		if !wanted(row) {
			delete(s.seen, row)
			s.spare[r.kind] = append(s.spare[r.kind], r.object)
		}
	}
}

// scrap drops the objects that wait for a row, because a new theme does not reach them.
func (s *stock[K]) scrap() { clear(s.spare) }
