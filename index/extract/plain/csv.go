package plain

import (
	"context"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A CSV file (RFC 4180, and what programs make of it) is lines of values with separators between them. A value in double quotes may contain
// separators, line ends, and doubled quotes. The file does not state its separator, unless its first line is "sep=;" as Excel writes it.

// ReadCSV reads a file of separated values. Its rows are records, including blank lines, as a spreadsheet program shows them.
func ReadCSV(ctx context.Context, in reader.Input) (doc.Document, error) {
	text, note, err := ReadLines(ctx, in)
	if err != nil {
		return doc.Document{}, err
	}
	separator, text := csvSeparator(text)
	var rows prose.Rows
	rows.B.Grow(min(len(text)+len(text)/8, prose.MaxTextBytes))
	rows.BeginSheet("")
	for number := 1; text != "" && !rows.Full; number++ {
		rows.BeginRow(number)
		text = csvRecord(text, separator, rows.Add)
		if number%1024 == 0 && ctx.Err() != nil {
			return doc.Document{}, ctx.Err()
		}
	}
	var document doc.Document
	var full doc.Notes
	document.Text, document.Places.Marks, full = rows.Finish()
	if note == nil {
		note = full
	}
	document.Notes = note
	return document, nil
}

// csvRecord passes the values of the first record of text to add, by their columns, and returns the text behind it.
func csvRecord(text string, separator byte, add func(column int, value string)) string {
	for column := 0; ; column++ {
		value, rest := csvValue(text, separator)
		add(column, value)
		if rest == "" || rest[0] == '\n' {
			return strings.TrimPrefix(rest, "\n")
		}
		text = rest[1:]
	}
}

// csvValue returns the first value of text, and the rest from the separator or line end on. A quote that is never closed is an ordinary character:
// otherwise it would swallow the file.
func csvValue(text string, separator byte) (value, rest string) {
	if strings.HasPrefix(text, `"`) {
		if value, rest, ok := csvQuoted(text[1:]); ok {
			tail, rest := csvPlain(rest, separator)
			return value + tail, rest
		}
	}
	return csvPlain(text, separator)
}

func csvPlain(text string, separator byte) (value, rest string) {
	for i := range len(text) {
		if c := text[i]; c == separator || c == '\n' {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

// csvQuoted returns the value up to its closing quote, and the text behind that; ok is false if there is none nearby.
func csvQuoted(text string) (value, rest string, ok bool) {
	twice := false
	for i := 0; i < len(text) && i < prose.MaxCellBytes; i++ {
		switch {
		case text[i] != '"':
		case i+1 < len(text) && text[i+1] == '"':
			twice = true
			i++
		case twice:
			return strings.ReplaceAll(text[:i], `""`, `"`), text[i+1:], true
		default:
			return text[:i], text[i+1:], true
		}
	}
	return "", "", false
}

// csvSeparator returns the separator, and the text without a line that states it. Of the usual separators it chooses the one that splits most records
// of the beginning into the same number of values, and into most values.
func csvSeparator(text string) (separator byte, rest string) {
	if line, rest, _ := strings.Cut(text, "\n"); len(line) == len("sep=;") && strings.EqualFold(line[:4], "sep=") {
		return line[4], rest
	}
	const records = 50
	best, bestScore := byte(','), 0.0
	for _, candidate := range []byte(",;\t|") {
		count := map[int]int{}
		seen := 0
		for left := text[:min(len(text), reader.SniffBytes*8)]; left != "" && seen < records; {
			values, filled := 0, false
			left = csvRecord(left, candidate, func(_ int, value string) {
				values++
				filled = filled || strings.TrimSpace(value) != ""
			})
			if filled {
				count[values]++
				seen++
			}
		}
		for values, n := range count {
			score := float64(n)/float64(seen) + min(float64(values), 1000)/1e6
			if values > 1 && score > bestScore {
				best, bestScore = candidate, score
			}
		}
	}
	return best, text
}
