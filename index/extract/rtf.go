package extract

import (
	"context"
	"strconv"
	"strings"
)

// An RTF file (Rich Text Format 1.9.1) is text with control words in it:
//
//	file    = "{" *( file | word | symbol | hex | text ) "}"   a group: what is set in it ends with it
//	word    = "\" 1*letter [ [ "-" ] 1*digit ] [ " " ]         \par ends a paragraph, \u8217 is a character, \fs24 sets a size
//	symbol  = "\" any other character                          \~ is a space, \* says to skip the group if its word is not known
//	hex     = "\'" 2 hexadecimal digits                        a byte of a character in the charset that is set
//	text    = bytes in that charset, in which line ends mean nothing
//
// A group that begins with certain words is a destination: it holds a table of fonts, a picture, a footnote, and not the text.

// readRTF reads an RTF document.
func readRTF(ctx context.Context, in input) (Document, error) {
	data, whole, err := in.all(maxRTFBytes)
	if err != nil {
		return Document{}, err
	}
	r := newRTFReader(ctx)
	r.read(rtfTokens{data: data})
	if err := ctx.Err(); err != nil {
		return Document{}, err
	}
	document := Document{}
	state(&document, statement{title: r.info["title"], author: r.info["author"], dates: []string{r.info["revtim"], r.info["creatim"]}})
	document.Text, document.Places.Marks, document.Notes = r.finish()
	if !whole {
		document.Note(onlyFirst(maxRTFBytes))
	}
	if plainWords(document.Title) == "" {
		document.Title = r.title
	}
	return document, nil
}

// An rtfToken is one of what a file is made of.
type rtfToken struct {
	kind  rtfKind
	word  string // of a control word, or a symbol's character
	value int    // of a control word; hex: the byte
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

// rtfTokens cuts a file into tokens.
type rtfTokens struct {
	data []byte
	at   int
}

// next returns the next token; behind the last it is rtfEnd.
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

// control returns the token behind a backslash.
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
	if t.word == "bin" { // bytes that are none of this
		s.at += min(max(t.value, 0), len(s.data)-s.at)
	}
	return t
}

// symbol returns the token of a backslash before what is no letter.
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
