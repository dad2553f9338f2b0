package office

import (
	"fmt"

	"footnote/index/extract/prose"
)

// rtfCharacters are the control words and symbols that stand for characters.
var rtfCharacters = map[string]string{
	"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"emspace": " ", "enspace": " ", "qmspace": " ", "~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\",
}

// rtfSkipped are the destinations to skip: tables, pictures, what stands on every page, and what is meant for other programs.
var rtfSkipped = prose.WordSet(`colortbl filetbl listtable listoverridetable revtbl rsidtbl generator pict objdata objclass objname objalias
	objsect themedata colorschememapping datastore latentstyles xmlnstbl header headerl headerr headerf footer footerl footerr footerf
	fldinst ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn atnid atndate atnref atnicn atntime atnparent atrfstart
	atrfend bkmkstart bkmkend xe tc tcn rxe nonshppict sn sv template private docvar userprops passwordhash fontemb pnseclvl pn
	listpicture blipuid picprop falt panose fname fontfile upr nesttableprops nonesttables wgrffmtfilter mmathPr protusertbl background
	keycode gridtbl buptim printim operator company manager category keywords comment doccomm hlinkbase linkval propname
	staticval xmlopen xmlclose xmlattrname xmlattrvalue oldcprops oldpprops oldsprops oldtprops fchars lchars`)

// controlWord handles a control word or a symbol.
func (r *rtfReader) controlWord(t rtfToken) {
	optional, fresh := r.optional, r.fresh
	r.optional, r.fresh = false, false
	switch {
	case t.word == "*":
		r.optional = fresh
	case t.word == "ud": // the Unicode form of what was skipped before it
		if n := len(r.groups); n > 1 {
			r.to = r.groups[n-2].to
		}
	case r.to == toNothing:
	case rtfSkipped[t.word]:
		r.to = toNothing
	case r.destination(t.word), r.date(t), r.charsets(t), r.formatting(t), r.breaking(t.word):
	case optional && t.word != "shpinst" && t.word != "do":
		r.to = toNothing
	case rtfCharacters[t.word] != "":
		r.say(rtfCharacters[t.word])
	}
}

// destination handles the words that begin a destination that is read.
func (r *rtfReader) destination(word string) bool {
	switch word {
	case "fonttbl":
		r.to = toFonts
	case "stylesheet":
		r.to = toStyles
	case "info":
		r.to = toInfo
	case "title", "author", "creatim", "revtim":
		if r.to != toInfo {
			return false
		}
		r.key = word
	case "subject":
		if r.to == toInfo {
			r.to = toNothing
		}
	case "listtext", "pntext":
		r.to = toBullet
	case "footnote":
		r.begin()
		r.BeginNote()
		r.apart, r.raised, r.format = true, false, rtfFormat{}
	case "atnauthor":
		r.to, r.Author = toAuthor, ""
	case "annotation":
		r.begin()
		r.BeginRemark()
		r.apart, r.raised, r.format = true, false, rtfFormat{}
	case "shptxt", "dptxbxtext":
		r.BeginBox()
		r.apart, r.raised, r.format = true, false, rtfFormat{}
	default:
		return false
	}
	return true
}

// date handles the parts of a date, in their order.
func (r *rtfReader) date(t rtfToken) bool {
	layout, ok := map[string]string{"yr": "%04d", "mo": "-%02d", "dy": "-%02d", "hr": " %02d", "min": ":%02d"}[t.word]
	if !ok || r.to != toInfo {
		return false
	}
	r.say(fmt.Sprintf(layout, t.value))
	return true
}

// charsets handles the words that say how to decode bytes.
func (r *rtfReader) charsets(t rtfToken) bool {
	switch t.word {
	case "ansi":
		r.setCharset(1252)
	case "mac":
		r.setCharset(10000)
	case "pc":
		r.setCharset(437)
	case "pca":
		r.setCharset(850)
	case "ansicpg":
		r.setCharset(t.value)
	case "f":
		r.font = t.value
	case "fcharset", "cpg":
		if r.to == toFonts && len(r.fonts) < maxRTFTable {
			font := rtfFont{charset: CodePages[t.value]}
			if t.word == "fcharset" {
				font.charset, font.symbols = FontCharset(t.value)
			}
			r.fonts[r.font] = font
		}
	case "uc":
		r.repeats = min(max(t.value, 0), maxRTFWord)
	case "u":
		r.unit(t.value)
	default:
		return false
	}
	return true
}

func (r *rtfReader) setCharset(page int) {
	if enc := CodePages[page]; enc != nil {
		r.charset = enc
	}
}

// formatting handles the words that set the format of characters and paragraphs.
func (r *rtfReader) formatting(t rtfToken) bool {
	on := !t.given || t.value != 0
	switch t.word {
	case "v", "deleted":
		r.hidden = on
	case "super":
		r.raised = on
	case "sub", "nosupersub":
		r.raised = false
	case "plain":
		r.hidden, r.raised = false, false
	case "pard":
		r.format = rtfFormat{}
	case "intbl":
		r.format.inTable = on
	case "ilvl":
		r.format.level = min(max(t.value, 0), 8)
	case "s":
		r.format.style = t.value
	case "outlinelevel":
		level := prose.BodyLevel
		if t.value >= 0 && t.value < prose.BodyLevel-1 {
			level = t.value + 1
		}
		if r.to != toStyles {
			r.format.heading = level
		} else if len(r.styles) < maxRTFTable {
			s := r.styles[r.format.style]
			s.heading = level
			r.styles[r.format.style] = s
		}
	default:
		return false
	}
	return true
}

// breaking handles the words that end something, or separate words.
func (r *rtfReader) breaking(word string) bool {
	if r.to != toText {
		return false
	}
	switch word {
	case "par", "sect", "\n", "\r", "nestrow":
		r.endText()
	case "page":
		if r.pages {
			r.begin()
			r.Add(prose.Piece{Kind: prose.PagePiece})
		}
		r.Add(prose.Piece{Kind: prose.LinePiece})
	case "line", "lbr", "column":
		r.Add(prose.Piece{Kind: prose.LinePiece})
	case "tab", "nestcell":
		if r.Paragraph() != nil {
			r.Add(prose.Piece{Kind: prose.TabPiece})
		}
	case "cell":
		r.format.inTable = true
		if len(r.Cells) == 0 {
			r.endText()
			r.BeginRow()
			r.BeginCell()
		}
		r.endText()
		r.BeginCell()
	case "row":
		r.endText()
		r.EndRow()
	default:
		return false
	}
	return true
}
