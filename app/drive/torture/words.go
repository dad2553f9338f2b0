package main

import (
	"regexp"
	"strings"
)

// The exit codes of the program.
const (
	done    = 0
	nothing = 1 // a search found nothing
	failed  = 2 // stderr says why
)

// goWords matches the error texts of Go, SQLite and their packages, which no person should have to read. Only stderr is checked, because a document
// may say anything.
var goWords = regexp.MustCompile(strings.Join([]string{
	`goroutine \d`, `panic:`, `runtime error`, `fatal error:`, `SIG[A-Z]{3,}`, `%!`, `<nil>`, `0x[0-9a-f]{4,}`,
	`(?i)sqlite`, `\bSQL\b`, `\bsql: `, `constraint failed`, `disk image is malformed`, `file is not a database`, `no such (table|column)`,
	`\(\d{1,4}\)`, // the codes of SQLite
	`(^|[^.])json: `, `invalid character`, `unexpected end of JSON`, `cannot unmarshal`, `\bEOF\b`, `strconv\.`, `zstd`, `magic number`, `gob: `,
	`context (canceled|deadline)`, `exit status`, `signal: `, `broken pipe`, `bad file descriptor`,
	`\b(open|stat|lstat|read|write|mkdir|rename|remove|unlinkat|readdirent|chmod|truncate|fork/exec|fstatat|openat|sync|copy_file_range) [^ \n]*[/\\][^\n]*: `,
	`\b(open|copy|read|close|move|sync|search|put|list) librar(y|ies)( |:)`, `put /`, `library status:`,
}, "|"))

// fault returns an error if the program did what no run may ever do: panic, hang, end by a signal, return an unknown exit code, fail without a
// message, or fail with a message that is not for people.
func (o outcome) fault() error {
	switch {
	case o.err != nil:
		return o.errorf("can't be run")
	case o.hung:
		return o.errorf("hangs")
	case strings.Contains(o.stderr, "goroutine ") || strings.Contains(o.stderr, "panic:"):
		return o.errorf("panics")
	case o.trace.Killed:
		return nil
	case o.code < done || o.code > failed:
		return o.errorf("exits with code %d", o.code)
	case o.code == failed && strings.TrimSpace(o.stderr) == "":
		return o.errorf("fails without a word")
	}
	if words := goWords.FindString(o.stderr); words != "" {
		return o.errorf("says %q to a person", words)
	}
	return nil
}
