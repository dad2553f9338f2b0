package office

import (
	"context"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"footnote/index/extract/prose"
)

// An rtfReader makes the flow of an RTF document from its tokens.
type rtfReader struct {
	prose.BlockReader
	ctx   context.Context
	info  map[string]string // title, author and dates
	pages bool              // the breaks in the text count its pages

	rtfGroup
	groups []rtfGroup // open around the current one
	deep   int        // deeper groups, which are only counted

	charset encoding.Encoding // of the document
	fonts   map[int]rtfFont
	styles  map[int]rtfStyle
	waiting []byte   // text still to decode: a character may be several bytes
	units   []uint16 // UTF-16 still to decode, likewise
	ignored int      // characters to skip, since they repeat one for older programs
}

// An rtfGroup is what a group sets, and its end undoes.
type rtfGroup struct {
	to       rtfDestination
	key      string // of the information being read
	font     int    // that is set, or being defined
	repeats  int    // characters that repeat each \u for older programs
	hidden   bool   // hidden or deleted
	raised   bool   // above the line
	apart    bool   // the group is a note or a text box
	fresh    bool   // nothing of it has been read
	optional bool   // it begins with \*: skip it if its first word is unknown
	format   rtfFormat
}

// An rtfDestination says where a group's words go.
type rtfDestination uint8

const (
	toText rtfDestination = iota
	toNothing
	toBullet
	toFonts
	toStyles
	toInfo
	toAuthor
)

// An rtfFormat is the format of a paragraph.
type rtfFormat struct {
	style   int
	heading int
	inTable bool
	level   int // of the list, from 0
}

type rtfFont struct {
	charset encoding.Encoding
	symbols bool // it has pictures instead of letters
}

// An rtfStyle is a style's name, and its level in the outline.
type rtfStyle struct {
	name    string
	heading int
}

func newRTFReader(ctx context.Context) *rtfReader {
	r := &rtfReader{
		ctx: ctx, info: map[string]string{}, charset: charmap.Windows1252, fonts: map[int]rtfFont{}, styles: map[int]rtfStyle{},
		BlockReader: prose.NewBlockReader(), rtfGroup: rtfGroup{repeats: 1},
	}
	r.Into = r.Write
	return r
}

// read reads a file into the flow.
func (r *rtfReader) read(tokens rtfTokens) {
	r.pages = rtfPageBreaks(tokens)
	if r.pages {
		r.TurnPage()
	}
	for n := 0; !r.Full; n++ {
		t := tokens.next()
		if t.kind == rtfEnd || n%1024 == 0 && r.ctx.Err() != nil {
			break
		}
		if r.token(t); n > 0 && len(r.groups) == 0 && t.kind == rtfClose { // what follows the end is not part of the document
			break
		}
	}
	r.decodeUnits()
	r.decodeWaiting()
	r.endText()
	r.EndAll()
}

// rtfPageBreaks reports whether the breaks in the text count its pages: there are as many as the document states pages.
func rtfPageBreaks(tokens rtfTokens) bool {
	found, said := 0, 0
	for {
		switch t := tokens.next(); {
		case t.kind == rtfEnd:
			return found > 0 && found+1 == said
		case t.kind == rtfWord && t.word == "page":
			found++
		case t.kind == rtfWord && t.word == "nofpages":
			said = t.value
		case t.kind == rtfWord && t.word == "sect": // a page may end with the section
			return false
		}
	}
}

func (r *rtfReader) token(t rtfToken) {
	switch t.kind {
	case rtfText:
		r.fresh = false
		r.bytes(t.text)
		return
	case rtfHex:
		r.fresh = false
		r.bytes([]byte{byte(t.value)})
		return
	}
	if t.kind == rtfWord && r.ignored > 0 && t.word != "u" && t.word != "uc" && r.to == toText && len(t.word) == 1 {
		r.ignored-- // a symbol that repeats a character
		return
	}
	if t.kind != rtfWord || t.word != "u" {
		r.decodeUnits()
	}
	r.decodeWaiting()
	switch t.kind {
	case rtfOpen:
		r.ignored = 0
		r.openGroup()
	case rtfClose:
		r.ignored = 0
		r.closeGroup()
	case rtfWord:
		r.controlWord(t)
	}
}

func (r *rtfReader) openGroup() {
	if len(r.groups) >= maxRTFDepth {
		r.deep++
		return
	}
	r.groups = append(r.groups, r.rtfGroup)
	r.apart, r.optional, r.fresh = false, false, true
}

func (r *rtfReader) closeGroup() {
	if r.deep > 0 {
		r.deep--
		return
	}
	if r.apart {
		r.endText()
		r.EndApart()
	}
	n := len(r.groups)
	if n == 0 {
		return
	}
	outer := r.groups[n-1]
	if !r.apart { // a paragraph's format lasts until the paragraph ends, not the group
		outer.format = r.format
	}
	r.rtfGroup, r.groups = outer, r.groups[:n-1]
}

// bytes takes text in the current charset.
func (r *rtfReader) bytes(text []byte) {
	n := min(r.ignored, len(text))
	r.ignored -= n
	if text = text[n:]; len(text) > 0 && r.to != toNothing && !r.hidden {
		r.decodeUnits()
		r.waiting = append(r.waiting, text...)
	}
}

// decodeWaiting decodes the waiting bytes.
func (r *rtfReader) decodeWaiting() {
	if len(r.waiting) == 0 {
		return
	}
	font := r.fonts[r.font]
	charset := font.charset
	if charset == nil || r.to != toText && r.to != toBullet {
		charset = r.charset
	}
	words := ""
	if font.symbols && (r.to == toText || r.to == toBullet) {
		words = symbolWords(r.waiting)
	} else if words = decodeAs(charset, r.waiting); strings.Contains(words, prose.Replacement) { // the font's charset is not what it states
		words = decodeAs(r.charset, r.waiting)
	}
	r.waiting = r.waiting[:0]
	r.say(words)
}

func decodeAs(charset encoding.Encoding, text []byte) string {
	decoded, err := charset.NewDecoder().Bytes(text)
	if err != nil { // decoders replace what they cannot read; none is known to fail
		return ""
	}
	return string(decoded)
}

// symbolWords returns the text in a symbol font, as far as it has characters that all such fonts share.
func symbolWords(text []byte) string {
	var b strings.Builder
	for _, c := range text {
		switch {
		case c == 0xb7 || c == 0xa7:
			b.WriteString("•")
		case c < 0x80:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// decodeUnits decodes the waiting UTF-16.
func (r *rtfReader) decodeUnits() {
	if len(r.units) > 0 {
		words := string(utf16.Decode(r.units))
		r.units = r.units[:0]
		r.say(words)
	}
}

// unit takes the value of a \u.
func (r *rtfReader) unit(value int) {
	r.ignored = r.repeats
	if r.to == toNothing || r.hidden {
		return
	}
	unit := uint16(value)                 // negative from 32768 on
	if unit >= 0xf000 && unit <= 0xf0ff { // where symbol fonts have their characters
		r.decodeUnits()
		r.say(symbolWords([]byte{byte(unit)}))
		return
	}
	r.units = append(r.units, unit)
}

// say puts words into the current destination.
func (r *rtfReader) say(words string) {
	if words == "" || r.hidden {
		return
	}
	switch r.to {
	case toText:
		if r.raised {
			words = prose.Raise(words)
		}
		r.begin()
		r.Add(prose.Piece{Words: words})
	case toBullet:
		if p := r.begin(); len(p.Bullet) < prose.MaxTitleBytes {
			p.Bullet += strings.TrimSpace(words)
		}
	case toInfo:
		if r.key != "" && len(r.info[r.key]) < 4*prose.MaxTitleBytes {
			r.info[r.key] += words
		}
	case toAuthor:
		r.AddAuthor(words)
	case toStyles:
		s := r.styles[r.format.style]
		if len(s.name) < prose.MaxTitleBytes && len(r.styles) < maxRTFTable {
			s.name += strings.ToLower(words)
			r.styles[r.format.style] = s
		}
	}
}

// begin returns the open paragraph, or begins one, in a cell if it is in a table.
func (r *rtfReader) begin() *prose.Block {
	if p := r.Paragraph(); p != nil {
		return p
	}
	switch {
	case r.format.inTable && len(r.Cells) == 0:
		r.BeginRow()
		r.BeginCell()
	case !r.format.inTable && len(r.Cells) > 0:
		r.EndRow()
	}
	return r.BeginParagraph()
}

// endText ends the open paragraph with the current format.
func (r *rtfReader) endText() {
	p := r.Paragraph()
	if p == nil {
		return
	}
	style := r.styles[r.format.style]
	name := strings.TrimSuffix(style.name, ";")
	p.Heading = r.format.heading
	if p.Heading == 0 {
		p.Heading = docxStyle{name: name, outline: style.heading}.headingLevel()
	}
	p.IsTitle = name == "title"
	if p.Bullet != "" {
		p.List = r.format.level + 1
		if strings.Trim(p.Bullet, "•·-–o▪") == "" {
			p.Bullet = ""
		}
	}
	r.EndParagraph()
}
