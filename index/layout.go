package index

import "footnote/index/extract/layout"

// Layout returns how the document's text is laid out to be read: its headings, lists, tables, emphasis. It takes a quarter of a
// second for each MB of Markdown; of a text of more than some MB only the headings are known.
func (d Document) Layout() layout.Layout { return layout.Lay(d.Kind, d.Text, d.Places) }
