package language

import (
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/swedish"
)

// finnishStem is Snowball's stem, but for three common kinds of words whose stem changes with the case: "avain", "avaimen"; "nainen",
// "naisen"; "kadonnut", "kadonneen".
func finnishStem(word string) string {
	stem := finnishSnowball(word)
	for _, change := range [][2]string{{"im", ""}, {"is", "in"}, {"ise", "ine"}, {"nu", "n"}} {
		if root, ok := strings.CutSuffix(stem, change[0]); ok && len(root) > 2 {
			return root + change[1]
		}
	}
	return stem
}

var finnishSnowball = snowball(finnish.Stem)

// The languages of the North join words into compounds.
var (
	Swedish = &Language{
		Tag: "sv", script: unicode.Latin, stem: snowball(swedish.Stem), letters: "åäö", compounds: true,
		common: `alla allt att av bara bli blir blev då dem den denna deras dess dessa det detta dig din dina ditt du där efter ej eller en er
			era ett från för gör göra ha hade han hans har henne hennes hon honom hur här i icke ingen inom inte jag ju kan kunde man med mellan men
			mig min mina mitt mot mycket måste ni nu när någon något några och om oss på samma sedan sig sin sina sitta själv ska skall skulle
			som så sådan till under upp ut utan vad var vara varför varit varje vars vart vem vi vid vilka vilken vilket vår våra än är åt över`,
	}
	Norwegian = &Language{
		Tag: "nb", script: unicode.Latin, stem: snowball(norwegian.Stem), letters: "åøæ", compounds: true,
		common: `alle at av bare begge ble blei bli blir da de deg dei den denne der dere deres det dette di din disse ditt du då eit eller en
			er et etter for fordi fra før gjør gjøre ha hadde han hans har henne hennes her hos hun hva hvem hver hvilke hvilken hvis hvor hvordan hvorfor i
			ikke ikkje ingen inn jeg kan kom korleis kun kunne kva kven man mange med meg mellom men mer mi min mine mitt mot mye må mykje ned
			noe noen nå når og også om opp oss over på samme seg selv si sia sin sine sitt skal skulle slik som så til um under ut uten var
			vart ved vi vil ville vår være vært å`,
	}
	Danish = &Language{
		Tag: "da", script: unicode.Latin, stem: snowball(danish.Stem), letters: "åøæ", compounds: true,
		common: `ad af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en end er et
			for fra gør gøre ham han hans har havde have hende hendes her hos hun hvad hvem hver hvilke hvilken hvis hvor hvordan hvorfor hvornår i ikke
			ind jeg jer jo kan kunne man mange med meget men mig min mine mit mod må når ned nogen noget nogle nu og også om op os over på selv
			sig sin sine sit skal skulle som sådan til ud under var vi vil ville vor være været`,
	}
	Finnish = &Language{
		Tag: "fi", script: unicode.Latin, stem: finnishStem, letters: "äö", compounds: true,
		common: `ei eivät emme en et että ette hän häntä hänen he heidän heille hei ja jo joka jotka joita jonka jos jossa jota joten kanssa keitä
			ken kenen kenelle kenet ketkä ketä koska kuin kuinka kuka kun me meidän meille mikä mihin miksi milloin millä minkä minulla minun
			minä missä mistä mitkä mitä mukaan mutta myös ne niiden niin niitä noin nyt nämä näiden näitä oli olivat olla ole olen olet olemme
			on ovat ovatko onko paljonko montako sekä se sen siihen siinä siitä sinun sinä sitä tai te teidän tuo tuon tähän tämä tämän tässä
			tästä tätä vaan vai vaikka voi voidaan voivat yli`,
	}
)
