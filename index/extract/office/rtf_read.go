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
	groups []rtfGroup // that are open around it
	deep   int        // groups within that are not told apart any more

	charset encoding.Encoding // of the document
	fonts   map[int]rtfFont
	styles  map[int]rtfStyle
	waiting []byte   // text that is not decoded yet: a character may be several bytes
	units   []uint16 // of UTF-16, likewise
	ignored int      // characters still to come that repeat one for older programs
}

// An rtfGroup is what a group sets and its end undoes.
type rtfGroup struct {
	to       rtfDestination
	key      string // of the information that is collected
	font     int    // that is set, or being defined
	repeats  int    // characters that repeat each \u for older programs
	hidden   bool   // not shown, or deleted
	raised   bool   // above the line
	apart    bool   // the group is a note or a text box
	fresh    bool   // nothing of it has come
	optional bool   // it begins with \*: to be skipped if its first word is not known
	format   rtfFormat
}

// rtfDestination says what becomes of a group's words.
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

// An rtfFormat is what is set of a paragraph.
type rtfFormat struct {
	style   int
	heading int
	inTable bool
	level   int // of the list, from 0
}

type rtfFont struct {
	charset encoding.Encoding
	symbols bool // it has pictures where letters would be
}

// An rtfStyle is a style's name and its level in the outline.
type rtfStyle struct {
	name    string
	heading int
}

func NewRTFReader(ctx context.Context) *rtfReader {
	r := &rtfReader{
		ctx: ctx, info: map[string]string{}, charset: charmap.Windows1252, fonts: map[int]rtfFont{}, styles: map[int]rtfStyle{},
		BlockReader: prose.NewBlockReader(), rtfGroup: rtfGroup{repeats: 1},
	}
	r.Into = r.Write
	return r
}

// Read reads a file into the flow.
func (r *rtfReader) Read(tokens RTFTokens) {
	r.pages = rtfPageBreaks(tokens)
	if r.pages {
		r.TurnPage()
	}
	for n := 0; !r.Full; n++ {
		t := tokens.next()
		if t.kind == rtfEnd || n%1024 == 0 && r.ctx.Err() != nil {
			break
		}
		if r.token(t); n > 0 && len(r.groups) == 0 && t.kind == rtfClose { // what is behind the end is not the document's
			break
		}
	}
	r.decodeUnits()
	r.decodeWaiting()
	r.endText()
	r.EndAll()
}

// rtfPageBreaks says whether the breaks in the text count its pages: there are as many as the document says it has pages.
func rtfPageBreaks(tokens RTFTokens) bool {
	found, said := 0, 0
	for {
		switch t := tokens.next(); {
		case t.kind == rtfEnd:
			return found > 0 && found+1 == said
		case t.kind == rtfWord && t.word == "page":
			found++
		case t.kind == rtfWord && t.word == "nofpages":
			said = t.value
		case t.kind == rtfWord && t.word == "sect": // perhaps a page ends with the section
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
	if !r.apart { // what is set of a paragraph is so until it ends, not until the group does
		outer.format = r.format
	}
	r.rtfGroup, r.groups = outer, r.groups[:n-1]
}

// bytes takes text in the charset that is set.
func (r *rtfReader) bytes(text []byte) {
	n := min(r.ignored, len(text))
	r.ignored -= n
	if text = text[n:]; len(text) > 0 && r.to != toNothing && !r.hidden {
		r.decodeUnits()
		r.waiting = append(r.waiting, text...)
	}
}

// decodeWaiting makes words of the bytes that wait.
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
	} else if words = decodeAs(charset, r.waiting); strings.Contains(words, prose.Replacement) { // a font of another charset than it says
		words = decodeAs(r.charset, r.waiting)
	}
	r.waiting = r.waiting[:0]
	r.say(words)
}

func decodeAs(charset encoding.Encoding, text []byte) string {
	decoded, err := charset.NewDecoder().Bytes(text)
	if err != nil { // the decoders replace what they cannot read; none is known to fail
		return ""
	}
	return string(decoded)
}

// symbolWords are the words in a font of symbols: what every such font has where letters are.
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

// decodeUnits makes words of the units of UTF-16 that wait.
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
	if unit >= 0xf000 && unit <= 0xf0ff { // where fonts of symbols put theirs
		r.decodeUnits()
		r.say(symbolWords([]byte{byte(unit)}))
		return
	}
	r.units = append(r.units, unit)
}

// say puts words where those of the group belong.
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

// begin returns the paragraph that is open, or begins one, in a cell if it is in a table.
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

// endText ends the paragraph that is open as what is set of it.
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
