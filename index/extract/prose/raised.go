package prose

import "strings"

// RaisedDigits returns digits as superscript characters, so that note numbers and exponents do not run into the word before them. It returns "" for
// any other text.
func RaisedDigits(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.Trim(text, "0123456789,") != "" {
		return ""
	}
	return superscripts.Replace(text)
}

// Raise returns words as RaisedDigits does, and those that are no digits as they are.
func Raise(words string) string {
	if digits := RaisedDigits(words); digits != "" {
		return digits
	}
	return words
}

var superscripts = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
