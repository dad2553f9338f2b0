package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Polish has a light stemmer of our own, because Snowball has none: it takes off the endings of cases and persons, and undoes what they do
// to the consonant before them ("droga", "drodze").
var Polish = &Language{
	Tag: "pl", script: unicode.Latin, stem: lightPolish, letters: "ąęłńśźż",
	common: `a aby albo ale ani bardzo bez bo był była było były być będzie będą ci co czego czy czyj dla dlaczego dlatego do gdy gdzie go i ich
		ile im innych inny iż ja jak jaka jaki jakie jako je jeden jednak jego jej jest jestem jeszcze jeśli już każdy kiedy kim kogo komu
		która które którego której który którzy lub ma mają mi mnie mogą moja może można mu my na nad nam nas nasz nawet nic nich nie niego
		niej nim niż no o od oraz po pod podczas przed przez przy również są się skąd swoje ta tak także tam te tego tej ten teraz to tu ty
		tylko tym tych u w we więc wszystko wtedy wy z za zawsze ze że`,
}

// The endings, the longest first within each group. A verb's ending comes off, or else a noun's and then a participle's.
var (
	polishNouns = strings.Fields(`owaniami owaniach owaniem owania owanie owaniu eniami eniach eniem enia enie eniu aniami aniach aniem ania
		anie aniu ościami ościach ością ości ość iami iach iom iego iemu imi iej iem ich ami ach owie owi ego emu ymi ych ów om em ej ej
		ym im ie ią ię ia iu io y i a ą ę e o u`)
	polishVerbs = strings.Fields(`owałyśmy owaliśmy owałem owałam owała owało owali owały ować ował ujemy ujecie ujesz ujący ująca ujące ująć uje
		ują uję ałem ałam iłem iłam łaby łby acie amy asz aliśmy iliśmy ała ało ali ały iła iło ili iły ający ająca ające ając ają ając ać ić
		yć eć ał ił ył imy icie`)
	polishParticiples = strings.Fields(`owan ion ian on an`)
	polishConsonants  = [][2]string{{"dź", "g"}, {"dz", "g"}, {"rz", "r"}, {"ć", "t"}, {"c", "k"}, {"ń", "n"}, {"ś", "s"}, {"ź", "z"}, {"l", "ł"}}
)

func lightPolish(word string) string {
	stem := word
	if cut, ok := cutEnding(word, polishVerbs, 4); ok {
		stem = cut
	} else {
		stem, _ = cutEnding(word, polishNouns, 3)
		stem, _ = cutEnding(stem, polishParticiples, 4)
	}
	if utf8.RuneCountInString(stem) < 3 {
		return stem
	}
	for _, c := range polishConsonants {
		if root, ok := strings.CutSuffix(strings.TrimSuffix(stem, "i"), c[0]); ok {
			return root + c[1]
		}
	}
	return strings.TrimSuffix(stem, "i")
}

// cutEnding takes the first ending that fits off a word, if enough letters are left.
func cutEnding(word string, endings []string, least int) (string, bool) {
	for _, ending := range endings {
		if root, ok := strings.CutSuffix(word, ending); ok && utf8.RuneCountInString(root) >= least {
			return root, true
		}
	}
	return word, false
}
