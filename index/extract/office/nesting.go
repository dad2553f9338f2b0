package office

// A nesting counts how deep a reader of XML is within elements, and skips some of them.
type nesting struct {
	depth int // of elements within each other
	skip  int // of elements within each other of which nothing is read; 0 outside of them
}

// opens takes the start of an element, and reports whether to read it: not one that is left out, or that lies in one or too deep.
func (n *nesting) opens(leftOut bool) bool {
	n.depth++
	if n.skip > 0 || n.depth > maxNestedDepth || leftOut {
		n.skip++
		return false
	}
	return true
}

// closes takes the end of an element, and reports whether to read it.
func (n *nesting) closes() bool {
	n.depth = max(0, n.depth-1)
	if n.skip > 0 {
		n.skip--
		return false
	}
	return true
}
