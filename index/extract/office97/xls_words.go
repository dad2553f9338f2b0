package office97

import (
	"strings"

	"footnote/index/extract/container"
	"footnote/index/extract/prose"
)

// oldWords decodes text of one byte a character.
func (w *workbook) oldWords(data []byte) string { return pageWords(data, w.page) }

// shortWords reads a count of characters, of number bytes, a byte that says how wide the characters are, and the characters. In Excel 95 the
// count has one byte, and all characters are narrow.
func (w *workbook) shortWords(data []byte, number int) string {
	if len(data) < number+1 {
		return ""
	}
	if w.old {
		return w.oldWords(data[1:min(1+int(data[0]), len(data))])
	}
	count := int(data[0])
	if number == 2 {
		count = u16(data, 0)
	}
	wide := data[number]&isWide != 0
	data = data[number+1:]
	if wide {
		return container.UTF16(data[:min(2*count, len(data))])
	}
	return narrowWords(data[:min(count, len(data))])
}

// Bits of the byte before a string.
const (
	isWide = 1 // two bytes a character
	isAsia = 4 // the pronunciation follows
	isRich = 8 // the formatting follows
)

// narrowWords decodes text whose characters are all below 256.
func narrowWords(data []byte) string {
	var b strings.Builder
	for _, c := range data {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// A continued reads a record and those that continue it.
type continued struct {
	w    *workbook
	r    record
	at   int64
	left int // bytes of the record
}

func (w *workbook) continued(r record) *continued { return &continued{w, r, r.at, r.size} }

// goOn moves to the record that continues this one. It returns false if there is none.
func (c *continued) goOn() bool {
	next, ok := c.w.next(c.r)
	if !ok || next.kind != recordContinue {
		return false
	}
	c.r, c.at, c.left = next, next.at, next.size
	return true
}

// take reads n bytes of this record and the next ones, and fewer only at the end.
func (c *continued) take(n int) []byte {
	for c.left == 0 {
		if !c.goOn() {
			return nil
		}
	}
	data := append([]byte(nil), c.w.part(c.r, c.at, min(n, c.left))...)
	if len(data) == 0 {
		c.left = 0
		return nil
	}
	c.at, c.left = c.at+int64(len(data)), c.left-len(data)
	if len(data) < n && c.left == 0 {
		return append(data, c.take(n-len(data))...)
	}
	return data
}

// skip skips n bytes.
func (c *continued) skip(n int) {
	for n > 0 {
		if c.left == 0 && !c.goOn() {
			return
		}
		some := min(n, c.left)
		c.at, c.left, n = c.at+int64(some), c.left-some, n-some
	}
}

// words reads count characters. A record that continues them begins with a byte that says how wide the rest are.
func (c *continued) words(count int, flags byte) string {
	var b strings.Builder
	for count > 0 {
		if c.left == 0 {
			if !c.goOn() || c.left == 0 {
				break
			}
			flags = c.take(1)[0]
			continue
		}
		width := 1 + int(flags&isWide)
		n := min(count, c.left/width)
		if n == 0 { // half a character
			c.skip(c.left)
			continue
		}
		data := c.take(n * width)
		if len(data) == 0 {
			break
		}
		if b.Len() < prose.MaxCellBytes {
			if width == 2 {
				b.WriteString(container.UTF16(data))
			} else {
				b.WriteString(narrowWords(data))
			}
		}
		count -= n
	}
	return b.String()
}

// readShared reads the shared strings.
func (w *workbook) readShared(r record) {
	c := w.continued(r)
	head := c.take(8)
	for range u32(head, 4) {
		head := c.take(3)
		if len(head) < 3 || w.strings.Full || w.ctx.Err() != nil {
			return
		}
		flags, behind := head[2], 0
		if flags&isRich != 0 {
			behind = 4 * u16(c.take(2), 0)
		}
		if flags&isAsia != 0 {
			behind += u32(c.take(4), 0)
		}
		w.strings.Add(c.words(u16(head, 0), flags))
		c.skip(behind)
	}
}
