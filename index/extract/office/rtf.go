package office

import (
	"context"
	"strconv"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// An RTF file (Rich Text Format 1.9.1) is text with control words:
//
//	file    = "{" *( file | word | symbol | hex | text ) "}"   a group: what is set in it ends with it
//	word    = "\" 1*letter [ [ "-" ] 1*digit ] [ " " ]         \par ends a paragraph, \u8217 is a character, \fs24 sets a size
//	symbol  = "\" any other character                          \~ is a space, \* says to skip the group if its word is not known
//	hex     = "\'" 2 hexadecimal digits                        a byte of a character in the charset that is set
//	text    = bytes in that charset, in which line ends mean nothing
//
// A group that begins with certain words is a destination: it holds a table of fonts, a picture or a footnote instead of text.

// ReadRTF reads an RTF document.
func ReadRTF(ctx context.Context, in reader.Input) (doc.Document, error) {
	data, whole, err := in.All(maxRTFBytes)
	if err != nil {
		return doc.Document{}, err
	}
	r := newRTFReader(ctx)
	r.read(rtfTokens{data: data})
	if err := ctx.Err(); err != nil {
		return doc.Document{}, err
	}
	document := doc.Document{}
	reader.State(&document, reader.Statement{Title: r.info["title"], Author: r.info["author"], Dates: []string{r.info["revtim"], r.info["creatim"]}})
	document.Text, document.Places.Marks, document.Notes = r.Finish()
	if !whole {
		document.Note(prose.OnlyFirst(maxRTFBytes))
	}
	if prose.PlainWords(document.Title) == "" {
		document.Title = r.Title
	}
	return document, nil
}

// RTFText reads the text of RTF that is no file of its own.
func RTFText(ctx context.Context, data []byte) (document doc.Document) {
	r := newRTFReader(ctx)
	r.read(rtfTokens{data: data})
	document.Text, document.Places.Marks, document.Notes = r.Finish()
	return document
}

// An rtfToken is a token of a file.
type rtfToken struct {
	kind  rtfKind
	word  string // of a control word, or a symbol's character
	value int    // of a control word, or a byte
	given bool   // the control word has a value
	text  []byte
}

type rtfKind uint8

const (
	rtfEnd rtfKind = iota
	rtfOpen
	rtfClose
	rtfWord
	rtfHex
	rtfText
)

// An rtfTokens splits a file into tokens.
type rtfTokens struct {
	data []byte
	at   int
}

// next returns the next token; after the last it is rtfEnd.
func (s *rtfTokens) next() rtfToken {
	for s.at < len(s.data) {
		switch c := s.data[s.at]; c {
		case '{':
			s.at++
			return rtfToken{kind: rtfOpen}
		case '}':
			s.at++
			return rtfToken{kind: rtfClose}
		case '\\':
			s.at++
			return s.control()
		case '\r', '\n', 0:
			s.at++
		default:
			from := s.at
			for s.at < len(s.data) && !strings.ContainsRune("{}\\\r\n\x00", rune(s.data[s.at])) {
				s.at++
			}
			return rtfToken{kind: rtfText, text: s.data[from:s.at]}
		}
	}
	return rtfToken{}
}

// control returns the token after a backslash.
func (s *rtfTokens) control() rtfToken {
	from := s.at
	for s.at < len(s.data) && s.at-from < maxRTFWord && isLetter(s.data[s.at]) {
		s.at++
	}
	if s.at == from {
		return s.symbol()
	}
	t := rtfToken{kind: rtfWord, word: string(s.data[from:s.at])}
	from = s.at
	if s.at < len(s.data) && s.data[s.at] == '-' {
		s.at++
	}
	for s.at < len(s.data) && s.at-from < maxRTFWord && s.data[s.at] >= '0' && s.data[s.at] <= '9' {
		s.at++
	}
	if n, err := strconv.Atoi(string(s.data[from:s.at])); err == nil {
		t.value, t.given = n, true
	}
	if s.at < len(s.data) && s.data[s.at] == ' ' {
		s.at++
	}
	if t.word == "bin" { // binary data
		s.at += min(max(t.value, 0), len(s.data)-s.at)
	}
	return t
}

// symbol returns the token of a backslash and a character that is no letter.
func (s *rtfTokens) symbol() rtfToken {
	if s.at >= len(s.data) {
		return rtfToken{}
	}
	c := s.data[s.at]
	s.at++
	if c != '\'' {
		return rtfToken{kind: rtfWord, word: string(rune(c))}
	}
	digits := s.data[s.at:min(s.at+2, len(s.data))]
	n, err := strconv.ParseUint(string(digits), 16, 8)
	if err != nil {
		return rtfToken{kind: rtfWord, word: "'"}
	}
	s.at += 2
	return rtfToken{kind: rtfHex, value: int(n)}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
