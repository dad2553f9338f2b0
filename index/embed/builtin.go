package embed

import (
	_ "embed"
	"sync"
)

// The model file is part of the program. Its rows are used where they lie: nothing of it is copied to the heap.
//
//go:embed footnote-en.bin
var builtinFile []byte

var openBuiltin = sync.OnceValues(func() (*Static, error) { return parseStatic(builtinFile) })

// Builtin returns the model that is part of the program. The first call checks it, which takes milliseconds; later calls
// return the same Static.
func Builtin() (*Static, error) { return openBuiltin() }
