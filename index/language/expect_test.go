package language_test

import (
	"testing"

	"footnote/index/language"
)

// What a question asks for is told by the sentence that has it, in each of the largest languages.
func TestExpect(t *testing.T) {
	for _, test := range []struct{ question, tells, silent string }{
		{"How many cats may I keep?", "You may keep two cats.", "You may keep some cats."},
		{"Wie viele Katzen darf ich halten?", "Erlaubt sind zwei Katzen.", "Erlaubt sind einige Katzen."},
		{"Wie hoch ist die Kaution?", "Sie beträgt 900 Euro.", "Sie wird verzinst."},
		{"Wann endet der Vertrag?", "Er endet am 31. März.", "Er endet von selbst."},
		{"Wer hat die Brücke gebaut?", "Gebaut hat sie Anna von Berg.", "Gebaut wurde sie mit Eile."},
		{"Combien coûte la carte ?", "Elle coûte douze euros.", "Elle coûte peu."},
		{"Quand commence le bail ?", "Il commence en janvier.", "Il commence bientôt."},
		{"Qui a écrit la lettre ?", "La lettre est de Marie de Sévigné.", "La lettre est longue."},
		{"¿Cuánto dura el viaje?", "Dura tres horas.", "Dura mucho."},
		{"¿Cuándo abre el museo?", "Abre los lunes.", "Abre temprano."},
		{"¿Quién pintó el cuadro?", "Lo pintó Diego de Silva.", "Lo pintó un maestro."},
		{"Quanto costa il biglietto?", "Costa venti euro.", "Costa poco."},
		{"Quando apre il negozio?", "Apre a maggio.", "Apre presto."},
		{"Chi ha scritto il libro?", "Lo ha scritto Elena Rossi.", "Lo ha scritto un amico."},
		{"Quantos dias dura a feira?", "Dura cinco dias.", "Dura pouco."},
		{"Quando apre il museo?", "Apre di lunedì.", "Apre presto."},
		{"Сколько стоит билет?", "Билет стоит двести рублей.", "Билет стоит дорого."},
		{"Кто построил мост?", "Мост построил Иван Петров.", "Мост построили давно."},
		{"Когда начинается договор?", "Он начинается в январе.", "Он начинается скоро."},
		{"Quem fundou a empresa?", "Foi fundada por Ana da Silva.", "Foi fundada por amigos."},
	} {
		e := language.Expect(test.question)
		if !e.MetBy(test.tells) || e.MetBy(test.silent) {
			t.Errorf("%s: %q tells %v, %q %v", test.question, test.tells, e.MetBy(test.tells), test.silent, e.MetBy(test.silent))
		}
	}
}
