package language

import (
	"slices"
	"strings"

	"github.com/blevesearch/snowballstem"
)

// unaccented returns a Snowball stemmer that gives endings their accents back, which many leave out: the endings come in pairs, the first
// without.
func unaccented(stem func(*snowballstem.Env) bool, endings ...string) func(word string) string {
	of := snowball(stem)
	return func(word string) string {
		for i := 0; i < len(endings); i += 2 {
			if root, ok := strings.CutSuffix(word, endings[i]); ok {
				word = root + endings[i+1]
				break
			}
		}
		return of(word)
	}
}

// american returns the American spelling of an English word in small letters, so that both spellings are found under one term.
func american(word string) string {
	if strings.Contains(word, "our") {
		word = ours.Replace(word)
	}
	if i := strings.LastIndex(word, "is"); i >= 3 && izes(word[:i+2], word[i+2:]) {
		word = word[:i+1] + "z" + word[i+2:]
	} else if i := strings.LastIndex(word, "yse"); i >= 3 || strings.HasSuffix(word, "ysing") {
		word = strings.Replace(strings.Replace(word, "ysing", "yzing", 1), "yse", "yze", 1)
	}
	for _, ending := range []string{"", "s", "d"} {
		if root, ok := strings.CutSuffix(word, ending); ok {
			if spelled, ok := wholes[root]; ok {
				return spelled + strings.Replace(ending, "d", "ed", 1)
			}
		}
	}
	for _, s := range spellings {
		if rest, ok := strings.CutPrefix(word, s[0]); ok {
			return s[1] + rest
		}
	}
	return word
}

// ours has the beginnings of words that Britain writes with "our" and America with "or".
var ours = strings.NewReplacer("colour", "color", "honour", "honor", "labour", "labor", "neighbour", "neighbor", "favour", "favor",
	"behaviour", "behavior", "harbour", "harbor", "flavour", "flavor", "rumour", "rumor", "humour", "humor", "vapour", "vapor", "odour", "odor",
	"armour", "armor", "ardour", "ardor", "candour", "candor", "clamour", "clamor", "demeanour", "demeanor", "endeavour", "endeavor", "fervour",
	"fervor", "parlour", "parlor", "rancour", "rancor", "rigour", "rigor", "saviour", "savior", "savour", "savor", "splendour", "splendor",
	"tumour", "tumor", "valour", "valor", "vigour", "vigor", "arbour", "arbor", "succour", "succor", "enamour", "enamor")

// izes reports whether a word that goes on as rest after "is" is a British spelling of one with "iz": a verb in -ise, or a noun of one.
func izes(root, rest string) bool {
	switch rest {
	case "e", "es", "ed", "er", "ers", "ing", "ation", "ations", "ational", "able":
	default:
		return false
	}
	return !slices.ContainsFunc(onlyIs, func(end string) bool { return root == end || len(end) > 4 && strings.HasSuffix(root, end) })
}

// onlyIs has words that everybody writes with an s, and of the longer ones the ends of others.
var onlyIs = strings.Fields(`advertis advis apprais aris bruis chastis circumcis compris compromis concis cris cruis demis despis devis
	disguis douis enterpris excis exercis expertis franchis guis improvis incis likewis mortgagis nois otherwis paradis pois prais precis premis
	pris promis provis rais revis ris supervis surmis surpris televis treatis wis merchandis malais chais mayonnais polonais anis dais vis lis
	mis bis nis tis`)

// wholes has other words with two spellings, by the British one. They end in s and d too.
var wholes = map[string]string{
	"centre": "center", "theatre": "theater", "litre": "liter", "fibre": "fiber", "calibre": "caliber", "sabre": "saber", "metre": "meter",
	"kilometre": "kilometer", "centimetre": "centimeter", "millimetre": "millimeter", "spectre": "specter", "sombre": "somber",
	"lustre": "luster", "meagre": "meager", "manoeuvre": "maneuver", "programme": "program", "catalogue": "catalog", "dialogue": "dialog",
	"analogue": "analog", "fulfil": "fulfill", "enrol": "enroll", "distil": "distill", "instil": "instill", "storey": "story",
}

// spellings has the beginnings of words with two spellings, the British one first.
var spellings = [][2]string{
	{"defence", "defense"},
	{"offence", "offense"},
	{"licence", "license"},
	{"pretence", "pretense"},
	{"grey", "gray"},
	{"cheque", "check"},
	{"plough", "plow"},
	{"aluminium", "aluminum"},
	{"mould", "mold"},
	{"ageing", "aging"},
	{"judgement", "judgment"},
	{"acknowledgement", "acknowledgment"},
	{"jewellery", "jewelry"},
	{"skilful", "skillful"},
	{"enrolment", "enrollment"},
	{"fulfilment", "fulfillment"},
	{"instalment", "installment"},
	{"travell", "travel"},
	{"cancelled", "canceled"},
	{"cancelling", "canceling"},
	{"labell", "label"},
	{"modell", "model"},
	{"fuell", "fuel"},
	{"levell", "level"},
	{"signall", "signal"},
	{"counsell", "counsel"},
	{"marvell", "marvel"},
	{"quarrell", "quarrel"},
	{"channell", "channel"},
	{"oestrogen", "estrogen"},
	{"paediatric", "pediatric"},
	{"anaemi", "anemi"},
	{"anaesth", "anesth"},
	{"haem", "hem"},
	{"foet", "fet"},
	{"archaeolog", "archeolog"},
	{"encyclopaed", "encycloped"},
	{"leukaemi", "leukemi"},
	{"gynaecolog", "gynecolog"},
	{"orthopaed", "orthoped"},
	{"diarrhoea", "diarrhea"},
	{"oesophag", "esophag"},
	{"mediaeval", "medieval"},
	{"sulph", "sulf"},
	{"pyjama", "pajama"},
	{"moustache", "mustache"},
	{"cosy", "cozy"},
	{"sceptic", "skeptic"},
	{"kerb", "curb"},
	{"artefact", "artifact"},
}
