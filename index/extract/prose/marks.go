package prose

import (
	"footnote/index/doc"
)

// FirstHeading returns the label of the first heading of level 1, or "".
func FirstHeading(marks []doc.Mark) string {
	for _, m := range marks {
		if m.Kind == doc.Heading && m.Level == 1 {
			return m.Label
		}
	}
	return ""
}
