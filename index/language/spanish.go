package language

import (
	"unicode"

	"github.com/blevesearch/snowballstem/spanish"
)

// Spanish is written without its accents by many.
var Spanish = &Language{
	Tag: "es", script: unicode.Latin, stem: unaccented(spanish.Stem, "cion", "ción", "sion", "sión"), letters: "ñ¿¡",
	common: `a al algo algunas algunos ante antes aquel aquella aún aunque cada como cómo con contra cual cuál cuales cuáles cuando cuándo
		cuanta cuánta cuántas cuanto cuánto cuántos de del desde donde dónde durante e el él ella ellas ellos en entre era eran eres es esa
		esas ese eso esos esta está están estaba estar estas este esto estos fue fueron ha había han has hasta hay he la las le les lo los
		más me mi mí mientras mis mucho muchos muy nada ni no nos nosotros nuestra nuestro nuestros o os otra otras otro otros para pero
		poco por porque puede pueden pues que qué quien quién quienes quiénes se sea sean según ser será si sí sido sin sobre son su sus
		también tan tanto te tengo tiene tienen toda todas todo todos tu tus un una unas uno unos vosotros y ya yo`,
}
