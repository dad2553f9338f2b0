// Package ignore decides by rules which files of a folder to leave out. The rules are those of gitignore files
// (https://git-scm.com/docs/gitignore), one per line:
//
//	# a comment          ignored, like an empty line
//	*.log                files and folders with such a name, at any depth
//	/drafts              only the one in the rules' own folder
//	letters/old          relative to the rules' folder, because of the slash inside
//	build/               only folders
//	**/private, a/**/b   ** matches any number of folders
//	!keep.log            keeps what an earlier rule left out, unless its folder is left out
//
// A * and a ? match any runes but the slash, [a-z] matches one rune of a set, and a backslash makes the next character literal. The last
// rule that matches decides. Case matters.
//
// The package compares names and never touches the disk. Start reading at Parse.
package ignore

import "strings"

// Rules are the rules of one folder. The zero value leaves nothing out.
type Rules struct{ rules []rule }

// A rule is one line.
type rule struct {
	segments []string // between the slashes; "**" matches any number of names
	folders  bool     // matches only folders
	keeps    bool     // keeps what it matches
}

// Parse reads rules. It never fails: a line that is not a valid pattern matches nothing, as in git.
func Parse(text string) Rules {
	var r Rules
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if one, ok := parseLine(strings.TrimRight(line, "\r\n")); ok {
			r.rules = append(r.rules, one)
		}
	}
	return r
}

func parseLine(line string) (r rule, ok bool) {
	if strings.HasPrefix(line, "#") {
		return r, false
	}
	pattern := trimBlanks(line)
	if rest, keeps := strings.CutPrefix(pattern, "!"); keeps {
		pattern, r.keeps = rest, true
	}
	if rest, folders := strings.CutSuffix(pattern, "/"); folders {
		pattern, r.folders = rest, true
	}
	if pattern == "" {
		return r, false
	}
	anchored := strings.Contains(pattern, "/")
	pattern = strings.TrimPrefix(pattern, "/")
	r.segments = strings.Split(pattern, "/")
	if !anchored {
		r.segments = append([]string{"**"}, r.segments...)
	}
	if r.segments[len(r.segments)-1] == "**" { // a/** matches everything in a, but not a itself
		r.segments = append(r.segments, "*")
	}
	return r, true
}

// trimBlanks removes the blanks at the end of a line, except one after a backslash.
func trimBlanks(line string) string {
	trimmed := strings.TrimRight(line, " ")
	slashes := len(trimmed) - len(strings.TrimRight(trimmed, `\`))
	if slashes%2 == 1 && len(trimmed) < len(line) {
		return trimmed + " "
	}
	return trimmed
}

// Empty reports whether there are no rules.
func (r Rules) Empty() bool { return len(r.rules) == 0 }

// Match returns what the rules say about a path: whether a rule matches it, and whether to leave it out. The path is relative to the rules'
// folder and has slashes. The caller must first check the folders that the path is in.
func (r Rules) Match(path string, folder bool) (leftOut, decided bool) {
	var names []string
	for i := len(r.rules) - 1; i >= 0; i-- {
		one := r.rules[i]
		if one.folders && !folder {
			continue
		}
		if names == nil {
			names = strings.Split(path, "/")
		}
		if match(one.segments, names) {
			return !one.keeps, true
		}
	}
	return false, false
}

// match compares the names of a path with a pattern's segments. On a mismatch it only backtracks to the last **.
func match(segments, names []string) bool {
	retry, from := -1, 0 // the segment after the last **, and the name it was last tried at
	s, n := 0, 0
	for s < len(segments) || n < len(names) {
		switch {
		case s < len(segments) && segments[s] == "**":
			s++
			retry, from = s, n
		case s < len(segments) && n < len(names) && matchName(segments[s], names[n]):
			s, n = s+1, n+1
		case retry >= 0 && from < len(names):
			from++
			s, n = retry, from
		default:
			return false
		}
	}
	return true
}
