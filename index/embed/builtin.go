package embed

import (
	_ "embed"
	"sync"
)

// The model file is embedded in the program. Its rows are used in place, not copied to the heap.
//
//go:embed footnote-en.bin
var builtinFile []byte

var openBuiltin = sync.OnceValues(func() (*Static, error) { return parseStatic(builtinFile) })

// Builtin returns the built-in model. The first call verifies it, which takes milliseconds; later calls return the same Static.
func Builtin() (*Static, error) { return openBuiltin() }
