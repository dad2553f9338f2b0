package language

import (
	"unicode"

	"github.com/blevesearch/snowballstem/german"
)

// German joins words into compounds, and gives every noun a capital.
var German = &Language{
	Tag: "de", script: unicode.Latin, stem: snowball(german.Stem), letters: "äöüß", compounds: true,
	common: `aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim bin bis bist
		da damit dann darf das dürfen dass dasselbe dazu dein deine deinem deinen deiner dem den denn der deren derselbe des dessen dich die dies diese
		diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines einig einige einigen einiger er es etwas euch
		euer eure eurem euren für gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer
		im in ins ist jede jedem jeden jeder jedes jene jetzt kann kein keine keinem keinen keiner können könnte machen man manche mein
		meine meinem meinen meiner mich mir mit muss musste müssen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen
		seiner seit selbst sich sie sind so solche sondern sonst soll sollte über um und uns unser unsere unter viel vom von vor war waren
		warst was weg weil weiter welche welchem welchen welcher welches wenn wer werde werden wie wieder wieviel wieviele will wir wird
		wirst wo wurde wurden während würde würden zu zum zur zwar zwischen wann warum wem wen wessen woher wohin worin`,
	questions: asks(
		`wie ?viele?|wie (lange|hoch|gro(ß|ss)|alt|weit|oft|teuer|tief|breit|schwer|schnell|hei(ß|ss)|warm|kalt|lang)|welche[rsnm]? (anzahl|zahl|temperatur|menge|summe|betrag|preis|alter|anteil)`,
		`zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|hundert|tausend|million(en)?|milliarden?|halb|dutzend|einmal|zweimal|täglich|monatlich`,
		`wer|wem|wen|wessen`,
		`wann|um wie ?viel uhr|(welche[smnr]?|in welchem|an welchem) (jahr|datum|tag|monat|jahrhundert|uhrzeit)`,
		`januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?|jahrhundert|uhr|mittags?|mitternacht|werktags?`,
	),
}
