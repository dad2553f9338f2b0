package prose

// A Nesting follows how deep a reader of XML is within elements, and which of them it reads nothing of.
type Nesting struct {
	depth int // of elements within each other
	Skip  int // >0: within so many elements of which nothing is read
}

// Opens takes the start of an element, and reports whether it is to be read: it is not where it or one around it is left out, or
// where it lies too deep.
func (n *Nesting) Opens(leftOut bool) bool {
	n.depth++
	if n.Skip > 0 || n.depth > maxNestedDepth || leftOut {
		n.Skip++
		return false
	}
	return true
}

// Closes takes the end of an element, and reports whether it is to be read.
func (n *Nesting) Closes() bool {
	n.depth = max(0, n.depth-1)
	if n.Skip > 0 {
		n.Skip--
		return false
	}
	return true
}
