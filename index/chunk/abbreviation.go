package chunk

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAbbreviationBytes bounds how far abbreviated looks back for the word before a full stop.
const maxAbbreviationBytes = 16

// abbreviated reports whether the full stop after the words before belongs to an abbreviation or an initial, so that the sentence continues
// with after, which does not begin with a lower-case letter. In doubt it returns true: two sentences shown together read better than half a
// sentence.
func abbreviated(before, after string) bool {
	word := lastWord(before)
	next := firstWord(after)
	switch lower := strings.ToLower(word); {
	case lower == "":
		return false
	case takesName(lower):
		return true
	case initials(word, before), endsEither(lower):
		return !opensSentence(strings.ToLower(next))
	case takesNumber(lower):
		return numeral(next)
	}
	return false
}

// lastWord returns the run of letters and inner full stops at the end of s, or "" if it is too long for an abbreviation.
func lastWord(s string) string {
	tail := s[runeStart(s, len(s)-maxAbbreviationBytes):]
	start := strings.LastIndexFunc(tail, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' })
	if start < 0 {
		if len(tail) < len(s) {
			return ""
		}
		return tail
	}
	_, n := utf8.DecodeRuneInString(tail[start:])
	return tail[start+n:]
}

// firstWord returns the run of letters and digits at the start of s.
func firstWord(s string) string {
	s = s[:runeStart(s, maxAbbreviationBytes)]
	if end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); end >= 0 {
		return s[:end]
	}
	return s
}

// initials reports whether a word is one capital (J), or several with full stops in between (U.S).
func initials(word, before string) bool {
	if word == "I" {
		return len(before) == 1 // else the pronoun: "taller than I."
	}
	single := true
	for _, r := range word {
		if (r != '.') != single || (single && !unicode.IsUpper(r)) {
			return false
		}
		single = !single
	}
	return !single
}

// numeral reports whether a word is a number, in digits or in Roman numerals.
func numeral(word string) bool {
	if word == "" {
		return false
	}
	return unicode.IsDigit(rune(word[0])) || (word != "I" && strings.Trim(word, "IVXLC") == "")
}

// takesName lists abbreviations that come before a name or an example, and so never end a sentence.
func takesName(word string) bool {
	switch word {
	case "mr", "mrs", "ms", "messrs", "dr", "drs", "prof", "rev", "hon", "st", "gen", "col", "maj", "capt", "cmdr", "lt",
		"sgt", "gov", "sen", "rep", "pres", "supt", "mt", "ft", // English titles and places
		"e.g", "i.e", "cf", "vs", "viz", "approx", "ca", "incl", "esp",
		"hr", "hrn", "fr", "dipl", "ing", "z.b", "d.h", "u.a", "bzw", "vgl", "sog", "ggf", "evtl", // German
		"mme", "mlle", "mm", "p.ex", // French
		"sra", "srta", "dra", "d.ª", "ud", "p.ej", // Spanish
		"sig", "dott", "avv": // Italian
		return true
	}
	return false
}

// takesNumber lists abbreviations that come before a number, and are ordinary words otherwise.
func takesNumber(word string) bool {
	switch word {
	case "no", "nos", "nr", "nrn", "núm", "art", "arts", "fig", "figs", "eq", "eqs", "sec", "secs", "sect", "ch", "chap",
		"cap", "vol", "vols", "p", "pp", "pg", "par", "para", "paras", "pt", "abs", "tab", "abb", "ex", "ref", "refs", "cl",
		"reg", "regs", "s", "ss", "bd", "kap", "ziff",
		"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec":
		return true
	}
	return false
}

// endsEither lists abbreviations that occur within a sentence as often as at its end.
func endsEither(word string) bool {
	switch word {
	case "inc", "ltd", "co", "corp", "bros", "dept", "univ", "assn", "est", "jr", "sr", "al", "etc", "ed", "eds", "ave",
		"blvd", "rd", "a.m", "p.m", "ph.d", "usw", "str":
		return true
	}
	return false
}

// opensSentence lists words that begin sentences and, when capitalised, seldom follow an abbreviation.
func opensSentence(word string) bool {
	switch word {
	case "the", "a", "an", "this", "that", "these", "those", "there", "it", "its", "he", "she", "they", "we", "you", "i", "his",
		"her", "their", "our", "my", "your", "but", "and", "or", "so", "yet", "if", "when", "while", "after", "before", "since",
		"because", "although", "though", "however", "then", "in", "on", "at", "by", "for", "from", "with", "to", "as", "of",
		"what", "who", "why", "how", "where", "which", "is", "are", "was", "were", "no", "not", "all", "some", "many", "most",
		"one", "both", "each", "every", "any", "under", "over", "during", "between", "according", "once", "until":
		return true
	}
	return false
}
