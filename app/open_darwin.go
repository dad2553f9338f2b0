package app

import "os/exec"

// openFile opens a file in the program the system has for it, and returns when the system has taken it over. No shell sees
// the path; path is absolute, so it cannot be taken for an option. The page is left out: Preview takes none.
func openFile(path string, _ int) error { return exec.Command("open", path).Run() }

// revealFile shows a file or a folder, chosen, in the Finder.
func revealFile(path string) error { return exec.Command("open", "-R", path).Run() }
