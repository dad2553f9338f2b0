package office97

import "unicode/utf16"

// utf16Words decodes words of two bytes a character.
func utf16Words(data []byte) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = le.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}
