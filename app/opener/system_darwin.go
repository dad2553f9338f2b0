package opener

import "os/exec"

// launch asks the system to open a file. No shell sees the path. path is absolute, so it cannot be taken for an option. launch ignores the
// page, because Preview accepts none.
func launch(path string, _ int) error { return exec.Command("open", path).Run() }

func reveal(path string) error { return exec.Command("open", "-R", path).Run() }
