package watch

import (
	"errors"
	"syscall"
)

// errTooManyOpen is Windows' ERROR_TOO_MANY_OPEN_FILES.
const errTooManyOpen = syscall.Errno(4)

// exhausted reports whether the system allows no more watches.
func exhausted(err error) bool { return errors.Is(err, errTooManyOpen) }
