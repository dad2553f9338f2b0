// Package ignore decides by rules which files of a folder are left out. The rules are those of gitignore files
// (https://git-scm.com/docs/gitignore), one a line:
//
//	# a comment          nothing; so is an empty line
//	*.log                files and folders of such a name, wherever they lie
//	/drafts              the one that lies in the folder of the rules
//	letters/old          a pattern with a slash within begins in the folder of the rules
//	build/               folders alone
//	**/private, a/**/b   any number of folders in place of **
//	!keep.log            what a rule above left out stays, unless a folder that it lies in is left out
//
// A * and a ? stand for any runes but the slash, [a-z] for one of several, and a backslash takes the meaning from the sign after
// it. The last rule that matches decides. Case matters.
//
// The package compares names and never touches the disk. Start reading at Parse.
package ignore

import "strings"

// Rules are the rules of one folder. The zero value leaves nothing out.
type Rules struct{ rules []rule }

// A rule is one line.
type rule struct {
	segments []string // between the slashes; "**" stands for any number of names
	folders  bool     // it is about folders alone
	keeps    bool     // what it matches stays
}

// Parse reads rules. Every text is one: a line that makes no sense as a pattern matches nothing, as with git.
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
	if r.segments[len(r.segments)-1] == "**" { // a/** is what lies in a, and not a itself
		r.segments = append(r.segments, "*")
	}
	return r, true
}

// trimBlanks takes the blanks from a line's end, but for one after a backslash.
func trimBlanks(line string) string {
	trimmed := strings.TrimRight(line, " ")
	slashes := len(trimmed) - len(strings.TrimRight(trimmed, `\`))
	if slashes%2 == 1 && len(trimmed) < len(line) {
		return trimmed + " "
	}
	return trimmed
}

// Empty says whether there is no rule.
func (r Rules) Empty() bool { return len(r.rules) == 0 }

// Match returns what the rules say of a path below their folder, written with slashes: whether they say anything, and whether it is
// left out. What they say of the folders that the path lies in is for the caller to ask first.
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

// match compares the names of a path with a pattern's segments. After a ** that fails, only the last ** is tried further.
func match(segments, names []string) bool {
	retry, from := -1, 0 // the segment after the last **, and where in the names it was tried
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
