package entail

import (
	"unicode"

	"footnote/index/answer/figure"
)

// languageOf is the language of a text by its commonest words, nil where it is neither English nor German or cannot be told.
func languageOf(text string) *language {
	const scarce = 12 // of so many words, one must be a common one
	en, de, all := 0, 0, 0
	for _, w := range figure.Words(text) {
		if w.Digit {
			continue
		}
		all++
		if englishCommon[w.Text] {
			en++
		}
		if germanCommon[w.Text] {
			de++
		}
	}
	switch {
	case en*scarce < all && de*scarce < all || en == de:
		return nil
	case en > de:
		return english()
	}
	return german()
}

// short says whether a text has too few words to tell its language, and none that is common in another.
func short(text string) bool {
	const few = 25
	words := figure.Words(text)
	for _, w := range words {
		if otherCommon[w.Text] {
			return false
		}
	}
	return len(words) <= few
}

// foreign says whether a text has letters that neither English nor German has.
func foreign(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return true
		}
	}
	return false
}

// otherCommon are the commonest words of some other languages that neither English nor German has.
var otherCommon = setOf(`le les et est une dans pour avec sur pas que qui des du au aux il elle el los las y es una por con del que se su il lo gli
	di che per non una della sono het een van niet voor met zijn og er ikke en på som med och att är inte w na się nie jest że a do os uma não com para dos é`)

var (
	englishCommon = setOf(`the and of is to not a an with for are was were by on at it this that be been has have must may can will from or if no all every
		they he she his her their its we you your our who which when do does did within only than but after before until under over up each any some should shall need`)
	germanCommon = setOf(`der die das und ist nicht ein eine einen einem einer den dem des mit für von zu auf im am zum zur sich werden wird sind war waren kein keine keinen
		oder bis bei nach vor ab aus nur muss müssen darf dürfen kann können soll hat haben beträgt als wenn er sie es ihr wir pro ohne nie über unter innerhalb durch wurde wurden`)
)

// monthOf is the number of the month that a token names, 0 for none.
func monthOf(t token) int {
	if calendar(t) != "month" {
		return 0
	}
	return figure.Month(t.text)
}
