package office97

import (
	"sort"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A piece is a run of characters that are contiguous in the main stream.
type piece struct {
	from, to int    // characters of the text
	at       int64  // byte of the first one
	wide     bool   // two bytes each
	change   []byte // changes to properties since the text was last saved whole
}

// width returns the bytes of a character.
func (p piece) width() int64 {
	if p.wide {
		return 2
	}
	return 1
}

// readPieces reads the table of pieces. Without one, the text is in one piece.
//
//	1 size properties        of pieces that have any; repeated
//	2 size characters pieces  the first character of each, and the end; 8 bytes for each: flags, first byte, properties
func (d *document) readPieces() {
	if _, size := d.fib.at(tablePieces); size == 0 || d.old && !d.complex {
		all := 0
		for _, n := range d.counts {
			all += n
		}
		d.pieces = []piece{{to: all, at: int64(d.fib.first), wide: d.wide}}
		return
	}
	data := d.tableBytes(tablePieces)
	var changes [][]byte
	for len(data) > 3 && data[0] == 1 {
		end := min(3+u16(data, 1), len(data))
		changes = append(changes, data[3:end])
		data = data[end:]
	}
	if len(data) < 5 || data[0] != 2 {
		return
	}
	data = data[5:min(len(data), 5+u32(data, 1))]
	n := min((len(data)-4)/12, maxPieces)
	for i := range n {
		entry := data[4*(n+1)+8*i:]
		p := piece{from: u32(data, 4*i), to: u32(data, 4*i+4), at: int64(u32(entry, 2)), wide: !d.old}
		if p.at&0x40000000 != 0 && !d.old {
			p.at, p.wide = p.at&0x3fffffff/2, false
		}
		if len(d.pieces) > 0 && p.from < d.pieces[len(d.pieces)-1].to || p.to <= p.from {
			d.broken = true
			continue
		}
		if change := u16(entry, 6); change&1 != 0 {
			if change >>= 1; change < len(changes) {
				p.change = changes[change][:min(len(changes[change]), maxChangeBytes)]
			}
		} else if change != 0 { // one property and its value
			p.change = []byte{byte(change >> 1 & 0x7f), byte(change >> 8)}
		}
		d.pieces = append(d.pieces, p)
	}
}

// A character is a character of the text.
type character struct {
	cp    int   // its number in the text
	at    int64 // its byte in the main stream
	code  rune
	raw   bool // the code is a byte of a code page
	piece *piece
}

// each calls visit with the characters in a range until visit returns false. They count against the bytes that may be read.
func (d *document) each(from, to int, visit func(character) bool) {
	first := sort.Search(len(d.pieces), func(i int) bool { return d.pieces[i].to > from })
	for i := first; i < len(d.pieces) && d.pieces[i].from < to; i++ {
		p := &d.pieces[i]
		if !d.eachOf(p, max(from, p.from), min(to, p.to), visit) {
			return
		}
	}
}

// eachOf is each within a piece.
func (d *document) eachOf(p *piece, from, to int, visit func(character) bool) bool {
	const atOnce = 4096
	width := p.width()
	for from < to {
		if d.ctx.Err() != nil {
			return false
		}
		at := p.at + int64(from-p.from)*width
		n := min(atOnce, to-from)
		data := d.main.copied(at, n*int(width))
		if d.left -= len(data); d.left < 0 {
			d.cut = true
			return false
		}
		read := len(data) / int(width)
		if read < n {
			d.broken = true
		}
		if p.wide && read > 1 && from+read < to && utf16.IsSurrogate(rune(u16(data, 2*read-2))) {
			read, n = read-1, n-1 // its other half may come
		}
		for i := 0; i < read; i++ {
			c := character{cp: from + i, at: at + int64(i)*width, piece: p}
			switch {
			case p.wide:
				c.code = rune(u16(data, 2*i))
				if next := rune(u16(data, 2*i+2)); utf16.IsSurrogate(c.code) && i+1 < read {
					if c.code = utf16.DecodeRune(c.code, next); c.code != utf8.RuneError {
						i++
					}
				}
			case d.old && data[i] >= 0x80:
				c.code, c.raw = rune(data[i]), true
			default:
				c.code = charmap.Windows1252.DecodeByte(data[i])
			}
			if !visit(c) {
				return false
			}
		}
		if read < n {
			return true // the stream ends
		}
		from += n
	}
	return true
}
