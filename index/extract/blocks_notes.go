package extract

import (
	"cmp"
	"strconv"
)

// A blockReader is the flow of a text in which notes and text boxes stand where they belong to: within a paragraph. What is open
// around one is kept until it ends.
type blockReader struct {
	blockFlow
	blockStack
	outer    []blockStack
	remarked int    // remarks so far
	author   string // of the next remark whose words come, as far as it was said
}

func newBlockReader() blockReader {
	return blockReader{blockFlow: blockFlow{notes: map[noteKey][]block{}}}
}

// beginNote begins a note, and puts its number where the text refers to it.
func (r *blockReader) beginNote() {
	r.noted++
	key := noteKey{"note", strconv.Itoa(r.noted)}
	name := "[" + key.id + "]"
	r.add(piece{words: name})
	if p := r.paragraph(); p != nil {
		p.notes = append(p.notes, key)
	}
	r.beginApart(func(b block) {
		blocks := r.notes[key]
		if len(blocks) == 0 {
			b.noteName = name
		}
		if len(r.notes) < maxNotes {
			r.notes[key] = append(blocks, b)
		}
	})
}

// maxAuthorBytes bounds the name of a remark's author.
const maxAuthorBytes = 200

// addAuthor adds to the name of the author of the next remark whose words come.
func (r *blockReader) addAuthor(words string) {
	if len(r.author)+len(words) <= maxAuthorBytes {
		r.author += words
	}
}

// remarkName is what stands before a remark: its author's name, or else another, in brackets.
func remarkName(author, other string) string {
	return "[" + cmp.Or(oneLine(author), oneLine(other), "…") + "]"
}

// beginRemark begins what somebody remarked on the paragraph that is open. It stands behind that, and after its author's name, which may be
// said before or within it. Where no paragraph is open it is one of its own.
func (r *blockReader) beginRemark() {
	r.remarked++
	key := noteKey{"remark", strconv.Itoa(r.remarked)}
	on, into, first := r.paragraph(), r.into, true
	if on != nil {
		on.notes = append(on.notes, key)
	}
	r.beginApart(func(b block) {
		if first {
			b.noteName = remarkName(r.author, "")
			first, r.author = false, ""
		}
		switch {
		case on == nil:
			into(b)
		case len(r.notes) < maxNotes:
			r.notes[key] = append(r.notes[key], b)
		}
	})
}

// beginBox begins a text box. It stands before the paragraph that it is anchored to.
func (r *blockReader) beginBox() { r.beginApart(r.into) }

func (r *blockReader) beginApart(into func(block)) {
	r.outer = append(r.outer, r.blockStack)
	r.blockStack = blockStack{into: into}
}

// endApart ends a note or a box, and goes on with what is around it.
func (r *blockReader) endApart() {
	if n := len(r.outer); n > 0 {
		r.blockStack.endAll()
		r.blockStack = r.outer[n-1]
		r.outer = r.outer[:n-1]
	}
}

// endAll ends what had begun when the file broke off.
func (r *blockReader) endAll() {
	for len(r.outer) > 0 {
		r.endApart()
	}
	r.blockStack.endAll()
}
