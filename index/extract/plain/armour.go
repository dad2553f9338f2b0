package plain

import "strings"

// OpenPGP armour (RFC 9580, 6.2 and 7) puts what is encrypted or signed between lines of text:
//
//	-----BEGIN PGP MESSAGE-----           headers, a blank line, base64
//	-----BEGIN PGP SIGNED MESSAGE-----    headers, a blank line, the text; "- " stands before a line that begins with "-"
//	-----BEGIN PGP SIGNATURE-----         base64
const (
	beginArmour    = "-----BEGIN PGP "
	endArmour      = "-----END PGP "
	armourEnding   = "-----"
	maxArmourLabel = 40 // bytes between them
)

// WithoutArmour returns the text outside of OpenPGP armour, and what is only signed. It reports whether some of it is encrypted.
func WithoutArmour(text string) (rest string, encrypted bool) {
	if !strings.Contains(text, beginArmour) {
		return text, false
	}
	var b strings.Builder
	signed, head, inside := false, false, false
	for line := range strings.Lines(text) {
		switch label := armourLabel(line); {
		case label == "SIGNED MESSAGE":
			signed, head = true, true
		case label != "":
			signed, head, inside = false, false, true
			encrypted = encrypted || strings.HasPrefix(label, "MESSAGE")
		case inside:
			inside = !strings.HasPrefix(line, endArmour)
		case head:
			head = strings.TrimSpace(line) != ""
		case signed:
			b.WriteString(strings.TrimPrefix(line, "- "))
		default:
			b.WriteString(line)
		}
	}
	return b.String(), encrypted
}

// armourLabel returns what a line begins, or "".
func armourLabel(line string) string {
	label, ok := strings.CutPrefix(strings.TrimRight(line, " \t\r\n"), beginArmour)
	if !ok || len(label) > maxArmourLabel || !strings.HasSuffix(label, armourEnding) {
		return ""
	}
	return strings.TrimSuffix(label, armourEnding)
}
