package plain

import (
	"encoding/base64"
	"io"
	"iter"
	"mime/quotedprintable"
	"strings"

	"footnote/index/extract/prose"
)

// Calendars and address books are content lines (RFC 5545, 3.1; RFC 6350, 3.3):
//
//	line   = [ group "." ] name *( ";" parameter [ "=" value ] ) ":" value
//
// A line that begins with white space continues the one before. Version 2.1 of vCard also encodes values as mail does, and continues a line
// that ends with "=".

// A field is a content line.
type field struct {
	name   string            // upper case, without its group
	params map[string]string // by upper-case name; values that have no name are under TYPE
	value  string            // decoded, but with the backslashes of its escapes
}

// fields yields the fields of a text. Lines that are none are left out.
func fields(text string) iter.Seq[field] {
	return func(yield func(field) bool) {
		var line strings.Builder
		quoted := false // the line is quoted-printable, and goes on
		end := func() bool {
			f, ok := fieldOf(line.String())
			line.Reset()
			return !ok || yield(f)
		}
		for _, next := range prose.TextLines(text) {
			switch {
			case quoted:
				line.WriteString("\n" + next)
			case next != "" && (next[0] == ' ' || next[0] == '\t'):
				line.WriteString(next[1:])
			default:
				if !end() {
					return
				}
				line.WriteString(next)
				quoted = isQuotedPrintable(next)
			}
			quoted = quoted && strings.HasSuffix(next, "=")
		}
		end()
	}
}

func isQuotedPrintable(line string) bool {
	head, _, _ := strings.Cut(line, ":")
	return strings.Contains(strings.ToUpper(head), "QUOTED-PRINTABLE")
}

// fieldOf parses an unfolded line.
func fieldOf(line string) (f field, ok bool) {
	head, value, ok := cutUnquoted(line, ':')
	if !ok {
		return field{}, false
	}
	f = field{params: map[string]string{}, value: value}
	name, rest, more := cutUnquoted(head, ';')
	if _, bare, ok := strings.Cut(name, "."); ok {
		name = bare
	}
	f.name = strings.ToUpper(strings.TrimSpace(name))
	for n := 0; more && n < maxFieldParams; n++ {
		var param string
		param, rest, more = cutUnquoted(rest, ';')
		key, value, named := strings.Cut(param, "=")
		if !named {
			key, value = "TYPE", param
		}
		key, value = strings.ToUpper(strings.TrimSpace(key)), strings.Trim(value, `" `)
		if before := f.params[key]; before != "" {
			value = before + "," + value
		}
		f.params[key] = value
	}
	f.decode()
	return f, f.name != ""
}

// cutUnquoted is strings.Cut at the first c outside of double quotes.
func cutUnquoted(s string, c byte) (before, after string, found bool) {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == c && !quoted:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// decode decodes the value as its parameters say.
func (f *field) decode() {
	encoding := strings.ToUpper(f.params["ENCODING"] + "," + f.params["TYPE"])
	switch {
	case strings.Contains(encoding, "QUOTED-PRINTABLE"):
		data, _ := io.ReadAll(quotedprintable.NewReader(strings.NewReader(f.value))) // as far as it can be decoded
		f.value = prose.Canonical(Decode(data, f.params["CHARSET"]))
	case f.name == "NOTE" && (strings.Contains(encoding, "BASE64") || f.params["ENCODING"] == "b"):
		if data, err := base64.StdEncoding.DecodeString(f.value); err == nil {
			f.value = prose.Canonical(Decode(data, f.params["CHARSET"]))
		}
	}
}

// words returns the value with its escapes resolved.
func (f field) words() string { return strings.TrimSpace(unescapeField(f.value)) }

var fieldEscapes = strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\:`, ":", `\\`, `\`)

func unescapeField(s string) string { return fieldEscapes.Replace(s) }

// parts returns the components of a structured value, which semicolons separate.
func (f field) parts() []string {
	var parts []string
	from := 0
	for i := 0; i < len(f.value) && len(parts) < maxFieldParams; i++ {
		switch f.value[i] {
		case '\\':
			i++
		case ';':
			parts = append(parts, strings.TrimSpace(unescapeField(f.value[from:i])))
			from = i + 1
		}
	}
	return append(parts, strings.TrimSpace(unescapeField(f.value[from:])))
}

// person returns the name of a calendar's user, or else the address.
func (f field) person() string {
	address := f.words()
	if len(address) > len("mailto:") && strings.EqualFold(address[:len("mailto:")], "mailto:") {
		address = address[len("mailto:"):]
	}
	switch name := f.params["CN"]; {
	case name == "" || name == address:
		return address
	case address == "":
		return name
	default:
		return name + " <" + address + ">"
	}
}
