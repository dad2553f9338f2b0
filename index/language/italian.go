package language

import (
	"unicode"

	"github.com/blevesearch/snowballstem/italian"
)

// Italian cuts off articles before vowels: "dell'anno".
var Italian = &Language{
	Tag: "it", script: unicode.Latin, stem: snowball(italian.Stem), letters: "òìù",
	common: `a abbiamo ad agli ai al alla alle allo anche ancora avere aveva che chi ci ciò coi col come con contro cui da dagli dai dal
		dalla dalle dallo de degli dei del dell della delle dello deve devono di dopo dove due è e ed era erano essere fa fino fra gli ha hai
		hanno ho i il in io la le lei li lo loro lui ma me mentre mi mia mie miei mio molto ne negli nei nel nell nella nelle nello noi non
		nostra nostro o ogni oppure per perché però più poi prima può possono qual quale quali quando quanta quante quanti quanto quella
		quelle quelli quello questa queste questi questo qui sarà se sei senza si sia siamo sono sopra sotto sta stata stato su sua sue
		sugli sui sul sulla sulle suo suoi tra tu tutte tutti tutto un una uno vi voi`,
	questions: asks(
		`quant[oaie]|(che|quale) (prezzo|importo|numero|percentuale|temperatura|quantità|misura)`,
		`due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|quindici|venti|trenta|quaranta|cinquanta|cento|mille|mila|milioni|milione|miliardi|mezzo|dozzina`,
		`chi`,
		`quando|(che|quale) (ora|giorno|data|anno|mese|secolo)|a che ora`,
		`gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|secolo|mezzogiorno|mezzanotte|ore`,
	),
}
