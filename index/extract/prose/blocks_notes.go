package prose

import (
	"cmp"
	"strconv"
)

// A BlockReader is the flow of a text in which notes and text boxes stand where they belong to: within a paragraph. What is open
// around one is kept until it ends.
type BlockReader struct {
	BlockFlow
	BlockStack
	Outer    []BlockStack
	remarked int    // remarks so far
	Author   string // of the next remark whose words come, as far as it was said
}

func NewBlockReader() BlockReader {
	return BlockReader{BlockFlow: BlockFlow{Notes: map[NoteKey][]Block{}}}
}

// BeginNote begins a note, and puts its number where the text refers to it.
func (r *BlockReader) BeginNote() {
	r.Noted++
	key := NoteKey{"note", strconv.Itoa(r.Noted)}
	name := "[" + key.Id + "]"
	r.Add(Piece{Words: name})
	if p := r.Paragraph(); p != nil {
		p.Notes = append(p.Notes, key)
	}
	r.beginApart(func(b Block) {
		blocks := r.Notes[key]
		if len(blocks) == 0 {
			b.NoteName = name
		}
		if len(r.Notes) < MaxNotes {
			r.Notes[key] = append(blocks, b)
		}
	})
}

// maxAuthorBytes bounds the name of a remark's author.
const maxAuthorBytes = 200

// AddAuthor adds to the name of the author of the next remark whose words come.
func (r *BlockReader) AddAuthor(words string) {
	if len(r.Author)+len(words) <= maxAuthorBytes {
		r.Author += words
	}
}

// RemarkName is what stands before a remark: its author's name, or else another, in brackets.
func RemarkName(author, other string) string {
	return "[" + cmp.Or(OneLine(author), OneLine(other), "…") + "]"
}

// BeginRemark begins what somebody remarked on the paragraph that is open. It stands behind that, and after its author's name, which may be
// said before or within it. Where no paragraph is open it is one of its own.
func (r *BlockReader) BeginRemark() {
	r.remarked++
	key := NoteKey{"remark", strconv.Itoa(r.remarked)}
	on, into, first := r.Paragraph(), r.Into, true
	if on != nil {
		on.Notes = append(on.Notes, key)
	}
	r.beginApart(func(b Block) {
		if first {
			b.NoteName = RemarkName(r.Author, "")
			first, r.Author = false, ""
		}
		switch {
		case on == nil:
			into(b)
		case len(r.Notes) < MaxNotes:
			r.Notes[key] = append(r.Notes[key], b)
		}
	})
}

// BeginBox begins a text box. It stands before the paragraph that it is anchored to.
func (r *BlockReader) BeginBox() { r.beginApart(r.Into) }

func (r *BlockReader) beginApart(into func(Block)) {
	r.Outer = append(r.Outer, r.BlockStack)
	r.BlockStack = BlockStack{Into: into}
}

// EndApart ends a note or a box, and goes on with what is around it.
func (r *BlockReader) EndApart() {
	if n := len(r.Outer); n > 0 {
		r.BlockStack.EndAll()
		r.BlockStack = r.Outer[n-1]
		r.Outer = r.Outer[:n-1]
	}
}

// EndAll ends what had begun when the file broke off.
func (r *BlockReader) EndAll() {
	for len(r.Outer) > 0 {
		r.EndApart()
	}
	r.BlockStack.EndAll()
}
