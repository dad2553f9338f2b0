package language

import (
	"unicode"

	"github.com/blevesearch/snowballstem/dutch"
)

// Dutch joins words into compounds.
var Dutch = &Language{
	Tag: "nl", script: unicode.Latin, stem: snowball(dutch.Stem), compounds: true,
	common: `aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge geen geweest haar had
		heb hebben heeft hem het hier hij hoe hoeveel hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet moeten
		na naar niet niets nog nu of om omdat onder ons onze ook op over reeds te tegen toch toen tot u uit uw van veel voor waar waarom want
		waren was wanneer wat welk welke werd werden wezen wie wil worden wordt zal ze zelf zich zij zijn zo zonder zou zullen`,
}
