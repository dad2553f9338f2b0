package prose

import (
	"footnote/index/doc"
)

// FirstHeading is the label of the first heading of the highest level, if there is one.
func FirstHeading(marks []doc.Mark) string {
	for _, m := range marks {
		if m.Kind == doc.Heading && m.Level == 1 {
			return m.Label
		}
	}
	return ""
}
