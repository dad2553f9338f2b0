package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"footnote/index"
)

// removeGone removes from the library the files that the user says are gone for good. It returns the paths as the library stores them, and
// the number of documents removed.
func (s *session) removeGone(lib *index.Library, paths []string) (known []string, removed int, err error) {
	for _, path := range paths {
		absolute, err := absolutePath(path)
		if err != nil {
			return nil, removed, err
		}
		if real, err := filepath.EvalSymlinks(absolute); err == nil { // it may be gone
			absolute = real
		}
		n, err := lib.RemoveGone(s.ctx, absolute)
		removed += n
		if errors.Is(err, index.ErrNotSource) {
			return nil, removed, say(err, "No source of the library contains %s. Nothing was removed from there. `footnote status` lists the sources.", absolute)
		}
		if err != nil {
			return nil, removed, err
		}
		known = append(known, absolute)
	}
	return known, removed, nil
}

// printOffline prints each offline source, what Footnote keeps of it, and what to do.
func printOffline(paper *paper, offline []index.Offline) {
	for _, o := range offline {
		paper.line(fmt.Sprintf("Offline: %s", printable(o.Path)))
		paper.line("  " + offlineWords(o) + " Connect the drive and run `footnote index`; Footnote won't have to read anything again.")
		if o.Documents > 0 {
			paper.line("  If the files are gone for good: footnote index --gone " + quoted(printable(o.Path)))
		}
	}
}

// offlineWords returns why a source is offline, and what Footnote keeps.
func offlineWords(o index.Offline) string {
	why := english.Offline(o.Reason, filepath.Base(o.Path))
	switch o.Documents {
	case 0:
		return why + " Its documents are kept."
	case 1:
		return why + " 1 document is kept."
	}
	return fmt.Sprintf("%s %s are kept.", why, count(o.Documents, "document"))
}

// quoted returns a path as typed in a shell.
func quoted(path string) string {
	if strings.ContainsAny(path, " \t'\"$&();<>|*?#~`") {
		return `"` + path + `"`
	}
	return path
}

func offlineJSON(offline []index.Offline) []offlineOutput {
	output := make([]offlineOutput, len(offline))
	for i, o := range offline {
		output[i] = offlineOutput{o.Path, uriOf(o.Path), o.Reason.String(), o.Documents}
	}
	return output
}
