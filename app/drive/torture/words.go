package main

import (
	"regexp"
	"strings"
)

// The exit codes of the program.
const (
	done    = 0
	nothing = 1 // a search found nothing
	failed  = 2 // and stderr says what
)

// goWords are what Go, SQLite and their packages say, which no person should have to read. They are held against stderr alone: a document
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

// fault says what no run of the program may ever do, whatever is done to it: to panic, to hang, to be ended by a signal, to leave with a
// code that is not its own, to fail without a word, or to fail in words that are none for a person.
func (o outcome) fault() error {
	switch {
	case o.err != nil:
		return o.errorf("cannot be run")
	case o.hung:
		return o.errorf("hangs")
	case strings.Contains(o.stderr, "goroutine ") || strings.Contains(o.stderr, "panic:"):
		return o.errorf("panics")
	case o.trace.Killed:
		return nil
	case o.code < done || o.code > failed:
		return o.errorf("leaves with exit code %d", o.code)
	case o.code == failed && strings.TrimSpace(o.stderr) == "":
		return o.errorf("fails without a word")
	}
	if words := goWords.FindString(o.stderr); words != "" {
		return o.errorf("says %q to a person", words)
	}
	return nil
}
