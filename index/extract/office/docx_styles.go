package office

import (
	"encoding/xml"
	"strconv"
	"strings"

	"footnote/index/extract/container"
	"footnote/index/extract/prose"
)

// A docxStyle is what a paragraph style says about outline and lists.
type docxStyle struct {
	name     string // lower case; in English, whatever the writing program's language
	basedOn  string
	outline  int // heading level from 1; 0 if unset, BodyLevel for no heading
	numbered int // list level from 1; 0 if unset
	listID   string
}

// styles reads the paragraph styles of the main part, by their identifiers.
func (d ooxml) styles() map[string]docxStyle {
	styles := map[string]docxStyle{}
	var id string
	var s docxStyle
	_ = d.Elements(d.related(d.main, "styles", "word/styles.xml"), func(t xml.Token) bool { // without styles, the text remains
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "style":
				id, s = container.Attr(t, "styleId"), docxStyle{}
			case "name":
				s.name = strings.ToLower(container.Attr(t, "val"))
			case "basedOn":
				s.basedOn = container.Attr(t, "val")
			case "outlineLvl":
				s.outline = outlineLevel(t)
			case "numId":
				if s.listID = container.Attr(t, "val"); s.listID != "0" {
					s.numbered = max(s.numbered, 1)
				}
			case "ilvl":
				s.numbered = listLevel(container.Attr(t, "val"))
			}
		case xml.EndElement:
			if t.Name.Local == "style" && id != "" {
				styles[id] = s
			}
		}
		return len(styles) < maxStyles
	})
	whole := make(map[string]docxStyle, len(styles))
	for id := range styles {
		whole[id] = inherited(styles, id)
	}
	return whole
}

// maxStyleDepth bounds a chain of styles that are based on each other. Word follows eleven.
const maxStyleDepth = 20

// inherited returns a style with what it leaves unset from the styles that it is based on.
func inherited(styles map[string]docxStyle, id string) docxStyle {
	s := styles[id]
	base := s
	for depth := 0; ; depth++ {
		if s.outline == 0 {
			s.outline = base.headingLevel()
		}
		if s.numbered == 0 {
			s.numbered = base.numbered
		}
		if s.listID == "" {
			s.listID = base.listID
		}
		next, ok := styles[base.basedOn]
		if !ok || depth == maxStyleDepth { // they may form a circle
			return s
		}
		base = next
	}
}

// headingLevel returns the level by the style's properties, or by its name; 0 for none.
func (s docxStyle) headingLevel() int {
	if s.outline != 0 {
		return s.outline
	}
	n, err := strconv.Atoi(strings.TrimPrefix(s.name, "heading "))
	if err != nil || n < 1 || n >= prose.BodyLevel {
		return 0
	}
	return n
}

// outlineLevel returns the value of <w:outlineLvl>, which counts from 0 and has 9 for text that is no heading.
func outlineLevel(e xml.StartElement) int {
	n, err := strconv.Atoi(container.Attr(e, "val"))
	if err != nil || n < 0 || n >= prose.BodyLevel-1 {
		return prose.BodyLevel
	}
	return n + 1
}

// listLevel returns the value of <w:ilvl>, which counts from 0, as a level from 1.
func listLevel(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil {
		return 1
	}
	return min(max(n, 0), 8) + 1
}
