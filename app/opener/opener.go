// Package opener opens documents in the programs that the system has for them, and never runs one.
//
// A document is a file that somebody else may have written. So Open opens only what Check passes: a file whose name, content and
// permissions are those of a document that a program shows. Open shows everything else in its folder and reports why. The rules are the
// same on every system, because a folder may be shared between them.
//
// The package draws nothing and knows nothing of a library. Start with Open and Check.
package opener

import "fmt"

// A Reason says why a file is shown in its folder instead of opened.
type Reason int

// The reasons.
const (
	Runs     Reason = iota + 1 // opening it may run a program
	OddName                    // its name hides what kind of file it is
	Mismatch                   // its content is not what its name says
)

// A ShownError reports that Open showed a file in its folder instead of opening it.
type ShownError struct {
	Path   string
	Reason Reason
}

func (e *ShownError) Error() string {
	why := map[Reason]string{Runs: "it may run a program", OddName: "its name hides its kind", Mismatch: "its content is not what its name says"}
	return fmt.Sprintf("%s is not opened but shown in its folder: %s", e.Path, why[e.Reason])
}

// Open opens a file in the program that the system has for it, at a page where page is above 0 and the program is known to take one. It
// returns once the system has taken the file over, or the program has ended. path is absolute.
//
// Where Check does not pass the file, Open shows it in its folder and returns a *ShownError. Other errors are the disk's and the system's.
func Open(path string, page int) error {
	target, err := Check(path)
	if shown, ok := err.(*ShownError); ok {
		if err := Reveal(path); err != nil {
			return err
		}
		return shown
	}
	if err != nil {
		return err
	}
	return launch(target, page)
}

// Reveal shows a file or a folder, selected, in the system's file manager. path is absolute.
func Reveal(path string) error { return reveal(path) }
