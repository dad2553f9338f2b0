package store

import (
	"encoding/json"
	"fmt"

	"footnote/index/doc"
)

// Outcomes are stored as JSON, and nothing as an empty text.

// outcomeText returns an outcome as it is stored.
func outcomeText(o doc.Outcome) string {
	if o.Code == "" {
		return ""
	}
	return encoded(o)
}

// notesText returns notes as they are stored.
func notesText(n doc.Notes) string {
	if len(n) == 0 {
		return ""
	}
	return encoded(n)
}

func encoded(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		panic("store: " + err.Error()) // strings in slices can always be encoded
	}
	return string(data)
}

// A stored is where a value that is stored as JSON goes. It is an sql.Scanner.
type stored[T any] struct{ into *T }

func (c stored[T]) Scan(value any) error {
	var none T
	*c.into = none
	text, ok := value.(string)
	switch {
	case !ok:
		return fmt.Errorf("%w: an outcome is stored as a %T", ErrDamaged, value)
	case text == "":
		return nil
	}
	if err := json.Unmarshal([]byte(text), c.into); err != nil {
		return fmt.Errorf("%w: an outcome: %w", ErrDamaged, err)
	}
	return nil
}

// isStored reports whether a document's outcome and notes are stored in these texts, and decodes them.
func (d *Document) isStored(outcome, notes string) bool {
	return stored[doc.Outcome]{&d.Outcome}.Scan(outcome) == nil && stored[doc.Notes]{&d.Notes}.Scan(notes) == nil &&
		outcomeText(d.Outcome) == outcome && notesText(d.Notes) == notes
}
