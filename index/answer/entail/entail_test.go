package entail

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// source is a text whose sentences end with full stops.
func source(text string) *Source {
	var t Text
	for _, s := range strings.SplitAfter(text, ". ") {
		t.Sentences = append(t.Sentences, strings.TrimSpace(s))
	}
	return Read(t)
}

func TestJudge(t *testing.T) {
	for _, test := range []struct {
		text   string
		claims map[string]Verdict
	}{
		{"Pets are not allowed in the flat.", map[string]Verdict{
			"Keeping pets in the flat is not allowed.":   Supported,
			"Pets are forbidden in the flat.":            Supported,
			"Pets are allowed in the flat.":              Contradicted,
			"Pets are allowed.":                          Contradicted,
			"Pets are not allowed in the flat or cellar": NotConfirmed,
			"The landlord does not allow pets.":          NotConfirmed,
		}},
		{"The rent is 900 crowns a month and the deposit 1,800 crowns.", map[string]Verdict{
			"The deposit is 1,800 crowns.":       Supported,
			"The monthly rent is 900 crowns.":    Supported,
			"The rent is 1,800 crowns a month.":  Contradicted,
			"The rent is 0 crowns.":              Contradicted,
			"The rent is 900 euros.":             NotConfirmed,
			"The rent is at least 900 crowns.":   NotConfirmed,
			"The rent is 900 crowns a year.":     NotConfirmed,
			"The rent, 900 crowns, is too high.": NotConfirmed,
		}},
		{"The landlord pays for the roof. The tenant may keep one cat if the neighbours agree.", map[string]Verdict{
			"The roof is paid for by the landlord.":                  Supported,
			"The tenant pays for the roof.":                          Contradicted,
			"If the neighbours agree, the tenant may keep one cat.":  Supported,
			"The tenant may keep one cat.":                           NotConfirmed,
			"The tenant must keep one cat if the neighbours agree.":  NotConfirmed,
			"The tenant may keep two cats if the neighbours agree.":  Contradicted,
			"The landlord may keep one cat if the neighbours agree.": Contradicted,
		}},
		{"Mr Falk claims that the invoice was paid. All rooms have a bath; some have a balcony.", map[string]Verdict{
			"Mr Falk says the invoice was paid.": Supported,
			"The invoice was paid.":              NotConfirmed,
			"Every room has a bath.":             Supported,
			"All rooms have a balcony.":          NotConfirmed,
			"Some rooms have a balcony.":         Supported,
		}},
		{"Der Mieter darf keine Haustiere halten. Die Miete beträgt 640 Euro.", map[string]Verdict{
			"Haustiere darf der Mieter nicht halten.": Supported,
			"Der Mieter darf Haustiere halten.":       Contradicted,
			"Die Miete ist 640 Euro.":                 Supported,
			"Die Miete beträgt 0 Euro.":               Contradicted,
			"The rent is 640 euros.":                  NotConfirmed,
		}},
		{"Le loyer est de 640 euros par mois et il est payé par le locataire.", map[string]Verdict{
			"Le loyer est de 640 euros par mois et il est payé par le locataire.":   Supported,
			"Le loyer n'est de 640 euros par mois et il est payé par le locataire.": NotConfirmed,
			"Le loyer est de 640 euros.": NotConfirmed,
			"Le loyer est de 640 euros par mois et il est payé par le propriétaire.": NotConfirmed,
		}},
	} {
		s := source(test.text)
		for claim, want := range test.claims {
			got, wrong := Judge("", claim, []*Source{s})
			if got != want {
				t.Errorf("%q of %q: verdict %d, want %d, wrong %v", claim, test.text, got, want, wrong)
			}
		}
	}
}

func TestJudgeBySeveralSources(t *testing.T) {
	sources := []*Source{source("The school trip leaves at eight."), source("The trip costs 15 euros a child. It is raining.")}
	if got, _ := Judge("", "The school trip leaves at eight and costs 15 euros a child.", sources); got != Supported {
		t.Errorf("verdict %d", got)
	}
	if got, _ := Judge("", "The school trip leaves at eight.", nil); got != NotConfirmed {
		t.Errorf("without a source: verdict %d", got)
	}
	if got, _ := Judge("", "The school trip leaves at eight.", sources[1:]); got == Supported {
		t.Error("supported by a source that does not state it")
	}
}

func TestHeadingsStateNothing(t *testing.T) {
	s := Read(Text{Sentences: []string{"It is due on the third."}, Headings: []string{"Rent", "Pets are allowed"}})
	for claim, want := range map[string]Verdict{"The rent is due on the third.": Supported, "Pets are allowed.": NotConfirmed} {
		if got, _ := Judge("", claim, []*Source{s}); got != want {
			t.Errorf("%q: verdict %d, want %d", claim, got, want)
		}
	}
}

func TestJudgeKnowsWhomAPronounMeans(t *testing.T) {
	s := source("The landlord pays for the roof. The tenant pays for the water.")
	for _, test := range []struct {
		before, claim string
		want          Verdict
	}{
		{"The landlord pays for the roof.", "He pays for the water.", NotConfirmed},
		{"The tenant pays for the water.", "He pays for the water.", Supported},
		{"The landlord is kind.", "He also pays for the roof.", Supported},
		{"The tenant is kind.", "He also pays for the roof.", NotConfirmed},
		{"", "He pays for the roof.", Supported},
	} {
		if got, _ := Judge(test.before, test.claim, []*Source{s}); got != test.want {
			t.Errorf("%q after %q: verdict %d, want %d", test.claim, test.before, got, test.want)
		}
	}
}

// FuzzJudge holds judging to this: it ends, its spans lie in the sentence, a sentence of the text is supported, and with "not" put into it
// it is not.
func FuzzJudge(f *testing.F) {
	for _, seed := range []string{
		"Pets are not allowed; the rent, which is 900 crowns (1,000 with heating), is due by 3 May 2024 at 2.30 p.m.|Pets are allowed.|1",
		"If it rains, unless the hall is shut, the match – says Mr X. – is off, except on Sundays.|It rains.|2",
		"It is it that it is it or that, and they, who which, whom, each of them both.|They are.|0",
		"Keine Hunde, nicht ohne Leine, bis zum 3. Mai ab 5 Euro.|Hunde.|1",
		"a half an hour and a half past half of a third|one and a half|3", "租金是780元|租金|0", "\xff not \xfe|not not|0", "Should,|but but but|0",
		"of of of the the the 5 to to 6 – between and and|than than|1", "not more than not less than|more|0",
	} {
		p := strings.Split(seed, "|")
		f.Add(p[0], p[1], len(p[2]))
	}
	f.Fuzz(func(t *testing.T, text, claim string, at int) {
		text, claim = strings.ToValidUTF8(text, ""), strings.ToValidUTF8(claim, "")
		if len(text) > 2000 || len(claim) > 1000 {
			return
		}
		s := Read(Text{Sentences: []string{text}})
		_, wrong := Judge("", claim, []*Source{s})
		for _, w := range wrong {
			if w.Start < 0 || w.End < w.Start || w.End > len(claim) || !utf8.ValidString(claim[w.Start:w.End]) {
				t.Errorf("span %v of %q", w, claim)
			}
		}
		if got, _ := Judge("", text, []*Source{s}); got != Supported && len(plainWords(text)) > 0 {
			t.Errorf("%q of itself: verdict %d", text, got)
		}
		words := strings.Fields(text)
		if len(words) < 2 || at < 1 || at >= len(words) || digitsMeet(words[at-1], words[at]) {
			return
		}
		changed := strings.Join(append(append(append([]string{}, words[:at]...), "not"), words[at:]...), " ")
		if got, _ := Judge("", changed, []*Source{s}); got == Supported {
			t.Errorf("%q of %q is supported", changed, text)
		}
	})
}

// digitsMeet says whether two words are parts of one number, as in "1 000".
func digitsMeet(a, b string) bool {
	digit := func(r rune) bool { return r >= '0' && r <= '9' || r >= utf8.RuneSelf }
	first, _ := utf8.DecodeRuneInString(b)
	last, _ := utf8.DecodeLastRuneInString(a)
	return digit(first) && digit(last)
}
