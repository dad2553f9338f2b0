package office

import (
	"encoding/xml"
	"strconv"

	"footnote/index/extract/container"
	"footnote/index/extract/figures"
)

// The numbers of a Word document's lists and headings are in no paragraph. They are counted by what numbering.xml says.
//
//	<w:abstractNum w:abstractNumId="0">
//	  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
//	</w:abstractNum>
//	<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>
//
// Lists of the same abstract list continue its count, unless one says where a level starts (<w:startOverride>).

// numbering reads what the main part's lists count by.
func (d ooxml) numbering() figures.Numbering {
	n := figures.Numbering{Lists: map[string]figures.List{}, Kinds: map[string]*figures.ListKind{}}
	var kind *figures.ListKind
	list, level := "", 0
	_ = d.Elements(d.related(d.main, "numbering", "word/numbering.xml"), func(t xml.Token) bool { // without it, items have dashes
		e, ok := t.(xml.StartElement)
		if !ok {
			return true
		}
		value := container.Attr(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			kind, list = &figures.ListKind{}, ""
			n.Kinds[container.Attr(e, "abstractNumId")] = kind
		case "num":
			kind, list = nil, container.Attr(e, "numId")
			n.Lists[list] = figures.List{Start: map[int]int{}}
		case "abstractNumId":
			if l, ok := n.Lists[list]; ok {
				l.Kind = value
				n.Lists[list] = l
			}
		case "lvl", "lvlOverride":
			level = listLevel(container.Attr(e, "ilvl")) - 1
		case "startOverride":
			if l, ok := n.Lists[list]; ok {
				l.Start[level], _ = strconv.Atoi(value) // 0 where it is none
			}
		case "start", "numFmt", "lvlText", "isLgl":
			if kind != nil {
				setLevel(&kind.Levels[level], e.Name.Local, value)
			}
		}
		return len(n.Lists) < maxStyles && len(n.Kinds) < maxStyles
	})
	return n
}

func setLevel(l *figures.ListLevel, what, value string) {
	switch what {
	case "start":
		l.Start, _ = strconv.Atoi(value) // 0 where it is none
	case "numFmt":
		l.Format, l.Says = value, true
	case "lvlText":
		l.Text = value
	case "isLgl":
		l.Fixed = true
	}
}
