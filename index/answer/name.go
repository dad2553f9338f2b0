package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/index/answer/figure"
	"footnote/index/language"
)

// names returns the proper names of a text, as far as capitals give them away, in order and disjoint: capitalised words within a
// sentence, and those that follow one another; abbreviations in capitals. A word that begins a sentence counts where another
// capitalised one follows, or where it is no common word. In German, where every noun has a capital, only capitalised words that
// follow one another count, and those behind a title.
func names(text string) []Span { return namesIn(text, isGerman(text)) }

// namesIn is names where the language is known.
func namesIn(text string, german bool) []Span {
	words := figure.Words(text)
	var found []Span
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && capital(text, words[j]) && (j == i || oneName(text[words[j-1].End:words[j].Start])) {
			j++
			if j < len(words) && words[j].Digit && text[words[j-1].End:words[j].Start] == "-" { // MQ-9
				j++
			}
			for k := j; k > i && k < len(words) && k < j+2 && particle(words[k].Text) && adjoins(text, words, k); k++ { // van der Berg
				if k+1 < len(words) && capital(text, words[k+1]) && adjoins(text, words, k+1) {
					j = k + 1
				}
			}
		}
		if j == i {
			i++
			continue
		}
		first := i
		if starts(text, words[i].Start) && (common(words[i].Text) || romanceCommon(words[i].Text, text)) { // "The Hague" is lost, "The tenant" is no name
			first++
		}
		if first < j && isName(text, words, first, j, german) {
			found = append(found, Span{Start: words[first].Start, End: words[j-1].End})
		}
		i = j
	}
	return found
}

// isName says whether the capitalised words from i to j are a name.
func isName(text string, words []figure.Word, i, j int, german bool) bool {
	switch {
	case acronym(text, words[i]):
		return true
	case german:
		return j-i > 1 || i > 0 && title(words[i-1].Text)
	case starts(text, words[i].Start):
		return j-i > 1
	}
	return true
}

// capital says whether a word begins with a capital letter.
func capital(text string, w figure.Word) bool {
	r, _ := utf8.DecodeRuneInString(text[w.Start:])
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// acronym says whether a word is of capitals alone, two at least.
func acronym(text string, w figure.Word) bool {
	n := 0
	for _, r := range text[w.Start:w.End] {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n > 1
}

// oneName says whether what stands between two words may stand within a name: a blank, a hyphen, an initial's full stop.
func oneName(between string) bool {
	switch between {
	case " ", "-", ". ", "\n", "’", "'", "\u00a0":
		return true
	}
	return false
}

func adjoins(text string, words []figure.Word, k int) bool {
	return k > 0 && oneName(text[words[k-1].End:words[k].Start])
}

func particle(w string) bool {
	switch w {
	case "de", "van", "von", "der", "den", "di", "da", "la", "le", "al", "bin", "del", "du", "des", "do", "dos", "das", "della", "dei", "degli", "d":
		return true
	}
	return false
}

func title(w string) bool {
	switch w {
	case "herr", "herrn", "frau", "dr", "prof", "in", "aus", "nach":
		return true
	}
	return false
}

// shortened says whether a word is one that a full stop shortens before a name.
func shortened(w string) bool {
	switch w {
	case "mr", "mrs", "ms", "st", "mme", "mlle", "sr", "sra", "srta", "dra", "sig", "dott", "exmo":
		return true
	}
	return false
}

// starts says whether a word at byte i begins a sentence, an item, or a line.
func starts(text string, i int) bool {
	before := strings.TrimRightFunc(text[:i], func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\u00a0' || unicode.In(r, unicode.Pi, unicode.Pf, unicode.Ps) || strings.ContainsRune(`"'*_#>-•¿¡`, r)
	})
	if before == "" {
		return true
	}
	r, n := utf8.DecodeLastRuneInString(before)
	if r == '.' { // an initial or "Dr." is no end
		rest := before[:len(before)-n]
		at := strings.LastIndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
		last := rest[at+1:]
		return !(utf8.RuneCountInString(last) == 1 || title(strings.ToLower(last)) || shortened(strings.ToLower(last)))
	}
	return strings.ContainsRune("!?:;\n…|", r)
}

// common says whether a word is one that begins sentences, in English or German.
func common(w string) bool {
	_, found := slices.BinarySearch(commonWords, w)
	return found
}

// romanceCommon says whether a word is a common one of French, Spanish, Italian or Portuguese, in a text in that language.
func romanceCommon(w, text string) bool {
	in := language.Detect(text)
	switch in {
	case language.French, language.Spanish, language.Italian, language.Portuguese:
		return in.IsStopWord(w) || utf8.RuneCountInString(w) == 1 // l'Italie
	}
	return false
}

// commonWords are sorted.
var commonWords = func() []string {
	words := strings.Fields(`a about after all also although an and another any are as at because before between both but by can
		could do does during each either even every few first for from further had has have he her here his how however i if in
		instead is it its later many may most much must neither never no nor not nothing now of on once one only or other others our
		over she should since so some such than that the their then there therefore these they this those though through thus to
		today under until was we were what when where whether which while who whoever whose why will with within without would yes
		yet you your
		aber alle als am an auf aus außerdem bei beim bis da dabei damit dann das dass dem den der des die dies diese dieser dieses
		durch ein eine einem einen einer eines er es für hat hier ich ihr im ist jede jeder jedes kein keine man mit nach nein nicht
		nur ob oder ohne sein seit sie sind so um und unter vom von vor wann war was wenn wer wie wird wo zu zum zur zwei`)
	slices.Sort(words)
	return words
}()

// isGerman says whether a text is German, by its commonest words.
func isGerman(text string) bool {
	german, english := 0, 0
	for _, w := range figure.Words(text) {
		switch w.Text {
		case "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "den", "dem", "mit", "für", "von", "zu", "auf", "im", "des", "sich",
			"werden", "wird", "sind", "beträgt", "kein", "keine", "oder", "zwei", "drei", "monat", "monate", "monaten", "tage", "tagen", "jahr", "jahre", "jahren", "uhr":
			german++
		case "the", "and", "of", "is", "to", "not", "a", "an", "with", "for", "are", "was", "by", "on":
			english++
		}
	}
	return german > english
}
