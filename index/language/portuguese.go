package language

import (
	"unicode"

	"github.com/blevesearch/snowballstem/portuguese"
)

// Portuguese is written without its accents by many.
var Portuguese = &Language{
	Tag: "pt", script: unicode.Latin, stem: unaccented(portuguese.Stem, "coes", "ções", "cao", "ção", "soes", "sões", "sao", "são"), letters: "ãõ",
	common: `a à ainda ao aos aquela aquele aquilo as às até cada com como contra da das de dela dele depois desde deve devem do dos e é ela
		elas ele eles em entre era eram essa essas esse esses esta está estão estar estas este estes eu foi foram há isso isto já la lhe lhes
		lo mais mas me mesmo meu meus minha muito na nas não nem no nos nós nossa nosso num numa o onde os ou para pela pelas pelo pelos per
		pode podem por porque qual quais quando quanta quantas quanto quantos que quê quem se seja sem ser será seu seus só sob sobre sua
		suas também tem têm tendo ter teu todas todo todos tu tua tudo um uma umas uns você vocês vos`,
	questions: asks(
		`quant[oa]s?|qual (o )?(pre[cç]o|valor|n[uú]mero|percentual|temperatura|tamanho)`,
		`dois|duas|tr[eê]s|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|quinze|vinte|trinta|quarenta|cinquenta|cem|cento|mil|milh[oõ]es|meio|d[uú]zia`,
		`quem`,
		`quando|que (dia|data|ano|m[eê]s|horas?|s[eé]culo)|a que horas`,
		`janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|s[aá]bado|domingo|s[eé]culo|meio-dia|meia-noite|horas`,
	),
}
