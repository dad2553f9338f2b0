package doc

import (
	"fmt"
	"slices"
	"strings"
)

// An Outcome is what happened when a file was read: why it gave no text, or what of it was left out. It is a value, without words: the window,
// the terminal and the server for assistants word it. The zero Outcome says that nothing happened.
type Outcome struct {
	Code Code     `json:"code"`
	Args []string `json:"args,omitempty"` // as the code says
	Of   []Part   `json:"of,omitempty"`   // the files within the file that it is about, or the first of them
}

// A Part is a file within a file, and what happened to it.
type Part struct {
	Name  string `json:"name,omitempty"` // as the file names it; empty for the words of a message
	Notes Notes  `json:"notes"`
}

// Notes are what happened to one file.
type Notes []Outcome

// NewOutcome returns an Outcome with its arguments as strings.
func NewOutcome(code Code, args ...any) Outcome {
	o := Outcome{Code: code}
	for _, arg := range args {
		o.Args = append(o.Args, fmt.Sprint(arg))
	}
	return o
}

// Noted returns the one outcome as Notes.
func Noted(code Code, args ...any) Notes { return Notes{NewOutcome(code, args...)} }

// Note adds to what happened to a document.
func (d *Document) Note(notes ...Notes) { d.Notes = append(d.Notes, slices.Concat(notes...)...) }

// Has reports whether an outcome has a code, or one of the files within the file does.
func (o Outcome) Has(code Code) bool {
	return o.Code == code || slices.ContainsFunc(o.Of, func(p Part) bool { return p.Notes.Has(code) })
}

// Has reports whether one of the outcomes has a code.
func (n Notes) Has(code Code) bool {
	return slices.ContainsFunc(n, func(o Outcome) bool { return o.Has(code) })
}

// String describes an outcome for a log: files-unread(1, 2){b.txt: member-too-large(32)}. It is not for a person.
func (o Outcome) String() string {
	s := string(o.Code)
	if len(o.Args) > 0 {
		s += "(" + strings.Join(o.Args, ", ") + ")"
	}
	if len(o.Of) > 0 {
		parts := make([]string, len(o.Of))
		for i, p := range o.Of {
			parts[i] = p.Name + ": " + p.Notes.String()
		}
		s += "{" + strings.Join(parts, ", ") + "}"
	}
	return s
}

// String describes notes as Outcome.String does.
func (n Notes) String() string {
	all := make([]string, len(n))
	for i, o := range n {
		all[i] = o.String()
	}
	return strings.Join(all, "; ")
}

// A Refusal is the error of a reader for a file that gives no text.
type Refusal struct {
	Outcome
	Passing bool  // it depends on more than the file's bytes: the file may give text another time
	Err     error // the cause, where there is one
}

// Refuse returns a Refusal.
func Refuse(code Code, args ...any) *Refusal { return RefuseErr(code, nil, args...) }

// RefuseErr returns a Refusal with its cause.
func RefuseErr(code Code, cause error, args ...any) *Refusal {
	return &Refusal{Outcome: NewOutcome(code, args...), Passing: code.Class().mayPass(), Err: cause}
}

// Error describes a Refusal for a log. It is not for a person.
func (r *Refusal) Error() string {
	if r.Err != nil {
		return fmt.Sprintf("refused: %v: %v", r.Outcome, r.Err)
	}
	return fmt.Sprintf("refused: %v", r.Outcome)
}

func (r *Refusal) Unwrap() error { return r.Err }
