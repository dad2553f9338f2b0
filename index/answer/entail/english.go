package entail

import (
	"slices"
	"strings"
	"sync"

	"footnote/index/answer/lexicon"
)

// english is what is known of English.
var english = sync.OnceValue(func() *language {
	l := &language{code: "en", bases: englishBases, clitic: englishClitic, tag: tagEnglish}
	l.phrases, l.longest = phraseTable(englishPhrases)
	l.small = smallTable(englishSmall)
	l.light = setOf(englishLight)
	l.groups = groupTable(englishGroups)
	l.opposed = opposedTable(englishOpposed)
	return l
})

var englishPhrases = map[op]string{
	not: `avoid|avoids|be avoided|non|unlikely|is unlikely to|are unlikely to|not|never|no longer|not any longer|not any more|at no time|by no means|in no case|under no circumstances|not yet|neither|nor|hardly|
		scarcely|barely|in no way|on no account|not at all`,
	no:   `no|none|no one|nobody|nothing|nowhere|none of|not a single|not any|zero`,
	must: `must|shall|are to|is to|was to|were to`,
	required: `needs|need|needed|have to|has to|had to|having to|need to|needs to|needed to|is required|are required|was required|were required|be required|required to|
		is required to|are required to|is obliged to|are obliged to|obliged to|is bound to|are bound to|mandatory|compulsory|obligatory|required|
		is necessary|are necessary|necessary to|is essential|essential|duty to|obligation to|obligated to|has the duty to|has a duty to|is obliged|
		are obliged|obliged|requires|require|necessary|mandated|have got to|has got to`,
	may: `may|is allowed|are allowed|is allowed to|are allowed to|be allowed|be allowed to|was allowed|were allowed|was allowed to|were allowed to|allowed to|allowed|
		is permitted|are permitted|is permitted to|are permitted to|be permitted|be permitted to|permitted to|permitted|is entitled to|are entitled to|entitled to|
		entitled|has the right to|have the right to|have a right to|has a right to|right to|is free to|are free to|free to|are welcome to|is welcome to|authorised to|authorized to|is authorised to|
		is authorized to|allows|allow|permits|permit|allowing|has permission to|have permission to|permission to|permissible|at liberty to|be entitled to|authorised|authorized|optionally`,
	can: `can|could|is able to|are able to|able to|was able to|were able to|be able to|is possible to|possible to|is possible|are possible|possible|managed to|capable of`,
	might: `might|perhaps|possibly|probably|likely|is likely to|are likely to|likely to|maybe|presumably|apparently|potentially|could possibly|
		may possibly|conceivably`,
	should: `are asked|is asked|are requested|is requested|are urged|is urged|should|ought to|is recommended|are recommended|is recommended to|are recommended to|recommended|recommend|recommends|is advised|are advised|is advised to|are advised to|
		advised to|advisable|is advisable|advise|advises|be advised to|preferably|ideally|had better|it is best to|encouraged to|is encouraged|are encouraged|is encouraged to|are encouraged to`,
	will: `will|is going to|are going to|would`,
	forbidden: `is forbidden|are forbidden|is forbidden to|are forbidden to|forbidden to|forbidden|is prohibited|are prohibited|prohibited from|prohibited|is prohibited from|are prohibited from|is banned|are banned|
		banned|banned from|barred from|is barred from|are barred from|off limits|forbids|forbid|prohibits|prohibit|bans|ban|disallowed|forbade|impermissible|unlawful|illegal|disallow|disallows|refrain from|is banned from|are banned from`,
	optional: `need not|optional|is optional|are optional|voluntary|is voluntary|are voluntary|no need to|exempt from|is exempt from|are exempt from|exempted from|dispensed from|
		unnecessary|is unnecessary|free not to|excused from|is excused from|are excused from|without having to`,
	unable:    `is unable to|are unable to|was unable to|were unable to|unable to|impossible to|is impossible|are impossible|impossible|incapable of|be unable to`,
	failed:    `fail to|fails to|failed to|failing to|neglected to|neglect to|neglects to|omitted to|declined to|declines to|did not manage to|refused to|refuses to|refuse to|stopped short of`,
	all:       `all|every|each|all of|all the|every one of|each of|each one of|everyone|everybody|everything|everywhere|the whole|the entire|whole|entire|any and all|without exception|every single|the whole of|throughout|fully|completely|entirely|wholly|totally`,
	whichever: `any|anyone|anybody|anything|any of|whoever|whatever|whichever|anywhere`,
	part: `some|some of|a few|few of|a few of|several|several of|part of|parts of|certain|certain of|a number of|somebody|someone|a part of|
		a portion of|partly|partially|a couple of|a handful of|not all|not every|not everyone|not everybody|not all of|in part|partial|a share of`,
	most:      `most|most of|the majority of|a majority of|the bulk of|majority of|nearly all|almost all|most of the|almost every|nearly every`,
	many:      `many|many of|much of|lots of|a lot of|numerous|plenty of|much|a large number of`,
	few:       `few|very few|hardly any|little|a minority of|only a few`,
	only:      `only|solely|exclusively|merely|nothing but|no one but|nobody but|none but|just the|alone may|not anyone but|exclusively for`,
	always:    `always|at all times|invariably|without fail|in all cases|in every case|in any case|under all circumstances|forever|permanently|every time|automatically`,
	often:     `usually|normally|generally|typically|as a rule|often|frequently|mostly|mainly|in most cases|ordinarily|regularly|largely|commonly|predominantly`,
	sometimes: `sometimes|occasionally|at times|from time to time|in some cases|rarely|seldom|now and then`,
	if_: `if|provided|provided that|providing|providing that|on condition that|on the condition that|as long as|so long as|in case|in case of|in the event of|in the event that|assuming|assuming that|subject to|
		only if|depending on|in the case of|supposing|where necessary|given that|even if|contingent on|dependent on|conditional on|conditional upon|so far as|insofar as|to the extent that|on the condition of|if and only if|upon request|on request|unless and until|in cases of`,
	unless: `unless|except if|except when|except where|save where`,
	except: `except|except for|with the exception of|excepting|apart from|aside from|other than|save for|all but|barring|
		not including|excluding|not counting`,
	when:     `when|whenever|as soon as|once|the moment|wherever|where|each time|only when`,
	because:  `because|since because|so that|in order to|in order that|because of|due to|owing to|on account of|thanks to|as a result of|so as to|in order not to|lest|due to the fact that|caused by the fact that`,
	although: `although|though|even though|despite|in spite of|notwithstanding|regardless of|irrespective of|whether or not|albeit`,
	while:    `while|whereas|but|whilst|however|yet|by contrast|on the other hand|conversely|then`,
	sourced:  `according to|in the opinion of|in the view of|as reported by|to quote|in the words of|as stated by|as claimed by|in the judgement of|in the eyes of`,
	seems: `reportedly|allegedly|supposedly|it is said|is said to|are said to|said to be|it is believed|is believed to|are believed to|is thought to|
		are thought to|is reported to|are reported to|it is claimed|is claimed to|rumoured|rumored|appears to|appear to|seems to|seem to|seemed to|
		appeared to|is alleged to|are alleged to|is assumed to|are assumed to|is understood to|is estimated to|are estimated to|is rumoured to|
		are rumoured to|is expected to|are expected to|ostensibly|purportedly|arguably`,
	free:     `free of charge|for free|at no cost|at no charge|without charge|no charge|no fee|no cost|free of cost|costs nothing|cost nothing|cost free|at no extra cost|at no additional cost|no extra charge|gratis|complimentary|free|without payment|without cost|pays nothing|pay nothing|not charged|no additional charge|no additional cost|no extra cost|no additional fee|without any charge|without fee|without a fee|nothing is charged|free admission|free entry|charged nothing`,
	nothing:  `after that|after this|before that|before this|in this case|in that case|in addition|as well|of course|in particular|for example|for instance|in general|in fact|at the same time|in total|in all|at present|at the moment|that is|any more|any longer|anymore|since then|until then|by then|from then on|up to now|so far`,
	former:   `used to|formerly|previously|in the past|former|previous|at one time|originally|until recently|once used`,
	than:     `than|compared with|compared to|in comparison with`,
	instead:  `instead of|rather than|in place of|as opposed to`,
	lower:    `at least|no less than|not less than|no fewer than|not fewer than|a minimum of|minimum of|minimum|min|or more|or over|or longer|or older|or above|and over|and above|and older|upwards of|not under|not below|or later|or higher|at a minimum|as a minimum|at the very least|starting at|or upwards|or heavier|or larger|or greater`,
	above:    `more than|over|above|exceeding|exceeds|exceed|in excess of|greater than|older than|longer than|heavier than|higher than|larger than|bigger than|exceeded|later than|taller than|upward of|beyond|better than|surpasses|surpassed`,
	upper:    `at most|no more than|not more than|up to|a maximum of|maximum of|maximum|max|or less|or fewer|or under|at the most|not over|not exceed|not exceeding|no longer than|not longer than|at a maximum|as a maximum|or shorter|or below|or younger|or lower|no higher than|not above|no larger than|no heavier than|limited to|as much as|no older than|capped at|not be more than|not be longer than|not be over|or lighter|or smaller|no greater than`,
	below:    `less than|fewer than|under|below|younger than|shorter than|lower than|smaller than|lighter than|short of|shy of|earlier than`,
	about:    `about|around|approximately|roughly|circa|ca|nearly|almost|or so|an estimated|approx|close to|in the region of|something like|just under|just over`,
	deadline: `no later than|not later than|at the latest|by|latest|by the end of|on or before|before or on|at latest`,
	within:   `within|inside|inside of|in the space of|in under`,
	before:   `before|prior to|ahead of|earlier than|in advance of|until before|preceding`,
	after:    `after|following|subsequent to|later than|upon|on completion of`,
	until:    `until|till|through|up until|up till`,
	from:     `from|since|as of|as from|starting|starting from|beginning|with effect from|effective|onwards from|starting on|effective from|beginning on|from the beginning of|beginning with`,
	twoOf:    `both|both of|the two`,
	reply:    `respectively`,
}

var englishSmall = map[tag]string{
	determiner: "the a an this that these those another such other either neither",
	possessive: "my your his her its our their whose one's own",
	pronoun:    "i me you he him she it we us they them themselves himself herself itself yourself oneself yourselves myself mine yours hers ours theirs one ones there others another's",
	relative:   "who whom which",
	preposition: `unlike from since before after until till of in on at to for with by about against between into through during without within along across behind beyond near towards toward upon among
		amongst per via as onto off out up down over under above below like regarding concerning around beside besides inside outside opposite throughout versus plus`,
	conjunction: "and or as well & plus",
	auxiliary:   "be am is are was were been being do does did has have had having",
	particle:    "also too thus so there here already still even just now today currently again very quite rather however yet therefore moreover furthermore indeed namely please e.g i.e etc well yes additionally together thereof hereby accordingly otherwise specifically exactly precisely altogether simply actually really both",
}

// englishLight are words that a paraphrase adds or leaves out.
const englishLight = `thing things person people someone somebody case way manner kind sort type matter fact purpose
	do get have take make be come go give need happen occur apply concern regard receive time
	mean state stated mention exist amount item respective given
	following otherwise relevant corresponding mentioned particular specific actual such`

// englishClitic takes in "n't", "'s", "'re", "'ll", "'ve", "'d" and "'m".
func englishClitic(before, t *token, add func(token)) bool {
	word := func(s string) bool {
		t.text = s
		add(*t)
		return true
	}
	switch t.text {
	case "t":
		if stem, ok := strings.CutSuffix(before.text, "n"); ok {
			switch before.text {
			case "can":
			case "won":
				before.text = "will"
			case "shan":
				before.text = "shall"
			default:
				before.text = stem
			}
			return word("not")
		}
	case "s":
		if slices.Contains([]string{"it", "that", "there", "he", "she", "what", "who", "where", "here"}, before.text) {
			return word("is")
		}
		if before.text == "let" {
			return true
		}
		before.genitive = true
		return true
	case "re":
		return word("are")
	case "ll":
		return word("will")
	case "ve":
		return word("have")
	case "d":
		return word("would")
	case "m":
		return word("am")
	}
	return false
}

// last is the last letter of an ASCII word.
func last(w string) string {
	if w == "" {
		return ""
	}
	return w[len(w)-1:]
}

// englishBases are the words that a word may be a form of; of an unknown word itself, without the ending of a plural.
func englishBases(word string) []string {
	bases := lexicon.Bases(word)
	for _, end := range []string{"able", "ible"} {
		stem, ok := strings.CutSuffix(word, end)
		for _, b := range []string{stem, stem + "e", strings.TrimSuffix(stem, last(stem))} {
			if ok && len(stem) > 2 && lexicon.Lookup(b).Is('v') && !slices.Contains(bases, b) {
				bases = append(bases, b) // "refundable"
			}
		}
	}
	if rest, ok := strings.CutPrefix(word, "re"); ok && len(bases) == 0 && len(rest) > 3 {
		for _, b := range lexicon.Bases(strings.TrimPrefix(rest, "-")) {
			bases = append(bases, "re"+b) // "refrozen"
		}
	}
	if len(bases) == 0 {
		bases = []string{word}
		if s, ok := strings.CutSuffix(word, "s"); ok && len(s) > 2 && !strings.HasSuffix(s, "s") {
			bases = append(bases, s)
		}
	}
	return bases
}
