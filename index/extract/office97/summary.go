package office97

import (
	"strings"
	"time"

	"footnote/index/extract/container"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A summary is what a document says about itself, in a stream of properties (MS-OLEPS):
//
//	28 bytes, sets of 20 bytes each: kind and place; of a set: size, number of properties, 8 bytes each: number and place in the set; of a
//	property: its type, 30 for words in the code page that property 1 names, 31 for words in UTF-16, 3 for a number, 64 for a time; its value
type summary struct {
	reader.Statement
	pages int
}

const (
	summaryStream = "\x05summaryinformation"
	summaryBytes  = 1 << 20
	summaryMost   = 100 // properties

	summaryCodePage = 1
	summaryTitle    = 2
	summaryAuthor   = 4
	summaryCreated  = 12
	summarySaved    = 13
	summaryPages    = 14
)

func (f file) summary() summary {
	s := f.stream(summaryStream)
	data := s.copied(0, summaryBytes)
	at := u32(data, 44)
	if u16(data, 0) != 0xfffe || at > len(data) {
		return summary{}
	}
	data = data[at:]
	places := map[int]int{}
	for i := range min(u32(data, 4), summaryMost) {
		places[u32(data, 8+8*i)] = u32(data, 12+8*i)
	}
	page := 0
	if at := places[summaryCodePage]; at > 0 {
		page = u16(data, at+4)
	}
	words := func(property int) string { return propertyWords(data, places[property], page) }
	found := summary{Statement: reader.Statement{Title: words(summaryTitle), Author: words(summaryAuthor)}}
	for _, property := range []int{summarySaved, summaryCreated} {
		found.Dates = append(found.Dates, propertyTime(data, places[property]))
	}
	if at := places[summaryPages]; at > 0 && u32(data, at) == 3 {
		found.pages = u32(data, at+4)
	}
	return found
}

// propertyWords reads a property that is text.
func propertyWords(data []byte, at, page int) string {
	size := u32(data, at+4)
	if at <= 0 || at+8 > len(data) || size > len(data) {
		return ""
	}
	value := data[at+8:]
	switch u32(data, at) {
	case 30:
		value = value[:min(size, len(value), 4*prose.MaxTitleBytes)]
		if page == 1200 {
			return strings.TrimRight(container.UTF16(value), "\x00")
		}
		text, _, _ := strings.Cut(pageWords(value, page), "\x00")
		return text
	case 31:
		text, _, _ := strings.Cut(container.UTF16(value[:min(2*size, len(value), 4*prose.MaxTitleBytes)]), "\x00")
		return text
	}
	return ""
}

// propertyTime reads a property that is a time: units of 100 nanoseconds since 1601, in UTC.
func propertyTime(data []byte, at int) string {
	if at <= 0 || at+12 > len(data) || u32(data, at) != 64 {
		return ""
	}
	const perSecond, from1601 = 10_000_000, 11_644_473_600
	seconds := int64(le.Uint64(data[at+4:])/perSecond) - from1601
	return time.Unix(seconds, 0).UTC().Format(time.RFC3339)
}
