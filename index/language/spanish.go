package language

import (
	"unicode"

	"github.com/blevesearch/snowballstem/spanish"
)

// Spanish is written without its accents by many.
var Spanish = &Language{
	Tag: "es", script: unicode.Latin, stem: unaccented(spanish.Stem, "cion", "ción", "sion", "sión"), letters: "ñ",
	common: `a al algo algunas algunos ante antes aquel aquella aún aunque cada como cómo con contra cual cuál cuales cuáles cuando cuándo
		cuanta cuánta cuántas cuanto cuánto cuántos de del desde donde dónde durante e el él ella ellas ellos en entre era eran eres es esa
		esas ese eso esos esta está están estaba estar estas este esto estos fue fueron ha había han has hasta hay he la las le les lo los
		más me mi mí mientras mis mucho muchos muy nada ni no nos nosotros nuestra nuestro nuestros o os otra otras otro otros para pero
		poco por porque puede pueden pues que qué quien quién quienes quiénes se sea sean según ser será si sí sido sin sobre son su sus
		también tan tanto te tengo tiene tienen toda todas todo todos tu tus un una unas uno unos vosotros y ya yo`,
	questions: asks(
		`cu[aá]nt[oa]s?|qu[eé] (precio|cantidad|porcentaje|n[uú]mero|temperatura|tama[nñ]o)`,
		`dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|cuarenta|cincuenta|cien|ciento|mil|millones|mill[oó]n|medio|docena`,
		`qui[eé]n(es)?`,
		`cu[aá]ndo|qu[eé] (d[ií]a|fecha|a[nñ]o|mes|hora|siglo)|a qu[eé] hora`,
		`enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|siglo|mediod[ií]a|medianoche|de la (mañana|noche|tarde)`,
	),
}
