package figure

import (
	"maps"
	"slices"
	"strings"

	"footnote/index/language"
)

// romanceUnits are number words of French, Spanish, Italian and Portuguese without accents. Those for one are left out, which is an article.
var romanceUnits = map[string]int{
	"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
	"quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
	"huitante": 80, "nonante": 90, "cent": 100, "cents": 100, "mille": 1000,

	"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13,
	"catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiuno": 21,
	"veintiun": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27,
	"veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80,
	"noventa": 90, "cien": 100, "ciento": 100, "doscientos": 200, "doscientas": 200, "trescientos": 300, "trescientas": 300,
	"cuatrocientos": 400, "cuatrocientas": 400, "quinientos": 500, "quinientas": 500, "seiscientos": 600, "seiscientas": 600,
	"setecientos": 700, "ochocientos": 800, "novecientos": 900, "mil": 1000,

	"due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10, "undici": 11, "dodici": 12,
	"tredici": 13, "quattordici": 14, "quindici": 15, "sedici": 16, "diciassette": 17, "diciotto": 18, "diciannove": 19, "venti": 20,
	"trenta": 30, "quaranta": 40, "cinquanta": 50, "sessanta": 60, "settanta": 70, "ottanta": 80, "novanta": 90, "cento": 100, "mila": 1000,

	"dois": 2, "duas": 2, "quatro": 4, "sete": 7, "oito": 8, "dez": 10, "doze": 12, "treze": 13, "catorze": 14, "dezasseis": 16, "dezesseis": 16,
	"dezassete": 17, "dezessete": 17, "dezoito": 18, "dezanove": 19, "dezenove": 19, "vinte": 20, "trinta": 30, "quarenta": 40,
	"cinquenta": 50, "sessenta": 60, "oitenta": 80, "cem": 100, "duzentos": 200, "duzentas": 200, "trezentos": 300, "trezentas": 300,
	"quatrocentos": 400, "quinhentos": 500, "seiscentos": 600, "setecentos": 700, "oitocentos": 800, "novecentos": 900,
}

// shared are the words of romanceUnits that are others in another language, with the languages in which they are numbers.
var shared = map[string]language.Set{
	"cent": language.SetOf(language.French), "cents": language.SetOf(language.French), "dix": language.SetOf(language.French),
	"sept": language.SetOf(language.French), "seize": language.SetOf(language.French), "neuf": language.SetOf(language.French),
	"once": language.SetOf(language.Spanish), "dos": language.SetOf(language.Spanish), "due": language.SetOf(language.Italian),
	"sei": language.SetOf(language.Italian), "otto": language.SetOf(language.Italian), "onze": language.SetOf(language.French, language.Portuguese),
}

var romance = language.SetOf(language.French, language.Spanish, language.Italian, language.Portuguese)

// romanceNumber returns the value of a number word of French, Spanish, Italian or Portuguese, if the text may be in that language.
func (r *figureReader) romanceNumber(word string) (value int, ok bool) {
	word = language.FoldWord(word)
	if value, ok = romanceUnits[word]; !ok {
		if value, ok = italianNumber(word); !ok {
			return 0, false
		}
	}
	in := r.language()
	if set, ok := shared[word]; ok {
		return value, in != nil && set.Has(in)
	}
	return value, in == nil || romance.Has(in)
}

// language returns the language of the text, nil if it is not known.
func (r *figureReader) language() *language.Language {
	if !r.told {
		r.in, r.told = language.Detect(r.text), true
	}
	return r.in
}

// italianParts are what Italian joins numbers of, the longest first.
var italianParts = func() []string {
	parts := slices.Collect(maps.Keys(italianValues))
	slices.SortFunc(parts, func(a, b string) int { return len(b) - len(a) })
	return parts
}()

var italianValues = map[string]int{
	"uno": 1, "un": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10, "undici": 11,
	"dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15, "sedici": 16, "diciassette": 17, "diciotto": 18, "diciannove": 19,
	"venti": 20, "vent": 20, "trenta": 30, "trent": 30, "quaranta": 40, "quarant": 40, "cinquanta": 50, "cinquant": 50, "sessanta": 60,
	"sessant": 60, "settanta": 70, "settant": 70, "ottanta": 80, "ottant": 80, "novanta": 90, "novant": 90, "cento": 100, "mille": 1000, "mila": 1000,
}

// italianNumber reads a number that Italian writes as one word: "ventitré", "duecentocinquanta".
func italianNumber(word string) (value int, ok bool) {
	group, parts := 0, 0
	for word != "" {
		i := slices.IndexFunc(italianParts, func(part string) bool { return strings.HasPrefix(word, part) })
		if i < 0 {
			return 0, false
		}
		switch v := italianValues[italianParts[i]]; {
		case v == 1000:
			value, group = value+max(group, 1)*v, 0
		case v == 100:
			group = max(group, 1) * v
		default:
			group += v
		}
		word = word[len(italianParts[i]):]
		parts++
	}
	return value + group, parts > 1
}
