package extract

// A nesting follows how deep a reader of XML is within elements, and which of them it reads nothing of.
type nesting struct {
	depth int // of elements within each other
	skip  int // >0: within so many elements of which nothing is read
}

// opens takes the start of an element, and reports whether it is to be read: it is not where it or one around it is left out, or
// where it lies too deep.
func (n *nesting) opens(leftOut bool) bool {
	n.depth++
	if n.skip > 0 || n.depth > maxNestedDepth || leftOut {
		n.skip++
		return false
	}
	return true
}

// closes takes the end of an element, and reports whether it is to be read.
func (n *nesting) closes() bool {
	n.depth = max(0, n.depth-1)
	if n.skip > 0 {
		n.skip--
		return false
	}
	return true
}
