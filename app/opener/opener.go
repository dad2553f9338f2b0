// Package opener opens documents in the system's programs for them, and never runs a document.
//
// Somebody else may have written a document. So Open opens only what Check accepts: a file whose name, content and permissions are those of
// a document that a program shows. Open shows every other file in its folder and reports why. The rules are the same on every system,
// because systems may share a folder.
//
// The package draws nothing and does not know the library. Start with Open and Check.
package opener

import "fmt"

// A Reason tells why a file is shown in its folder instead of opened.
type Reason int

// The reasons.
const (
	Runs     Reason = iota + 1 // opening it may run a program
	OddName                    // its name hides its kind
	Mismatch                   // its content does not match its name
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

// Open opens a file in the system's program for it. It opens it at a page if page is above 0 and the program is known to accept one. It
// returns when the system has accepted the file, or the program has ended. path is absolute.
//
// If Check does not accept the file, Open shows it in its folder and returns a *ShownError. Other errors are those of the disk and the
// system.
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

// Reveal shows a file or folder, selected, in the system's file manager. path is absolute.
func Reveal(path string) error { return reveal(path) }
