package language

import (
	"unicode"

	"github.com/blevesearch/snowballstem/french"
)

// French cuts off articles before vowels: "l'été".
var French = &Language{
	Tag: "fr", script: unicode.Latin, stem: snowball(french.Stem), letters: "çœêèùûôîë",
	common: `à ai aie ait alors as au aucun aucune aura aurait autre aux avaient avait avec avez avoir avons ce ceci cela celle celles celui
		ces cet cette ceux chaque chez comme dans de depuis des donc dont du elle elles en entre es est et étaient était étant été être eu
		eux fait faut font il ils je la là le les leur leurs lors lui ma mais me même mêmes mes moi moins mon ne ni nos notre
		nous on ont ou où par pas peut peuvent plus pour pourquoi puis quand que quel quelle quelles quels qui quoi sa sans se sera
		serait ses si sinon soit sommes son sont sous sur ta te tes toi ton tous tout toute toutes très tu un une vos votre vous y combien
		comment`,
	questions: asks(
		`combien|quel (prix|montant|nombre|pourcentage)|quelle (somme|taille|température|quantité|hauteur|durée|distance)`,
		`deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|cent|mille|millions?|milliards?|demi|douzaine`,
		`qui`,
		`quand|(à|a)? ?quelle heure|quelle (date|année)|quel (jour|mois|siècle)`,
		`janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|siècle|heures?|midi|minuit`,
	),
}
