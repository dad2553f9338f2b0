package pdf

// Compiles reports whether this system lets the program make machine code, as wazero does.
func Compiles() bool { return true }
