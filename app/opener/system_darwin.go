package opener

import "os/exec"

// launch has the system open a file. No shell sees the path; path is absolute, so it cannot be taken for an option. The page is left out:
// Preview takes none.
func launch(path string, _ int) error { return exec.Command("open", path).Run() }

func reveal(path string) error { return exec.Command("open", "-R", path).Run() }
