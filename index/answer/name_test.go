package answer

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	for text, want := range map[string]string{
		"The landlord is Ottoline Brack of Aldermere.":                                  "Ottoline Brack, Aldermere",
		"Dr. Ada van der Berg wrote to J. R. Smith in London.":                          "Dr. Ada van der Berg, J. R. Smith, London",
		"Media accounts name the MQ-9 Reaper.":                                          "MQ-9 Reaper",
		"NASA paid. He left.":                                                           "NASA",
		"Die Kündigungsfrist beträgt zwei Monate für den Mieter":                        "",
		"Die Wohnung gehört Frau Brack und der Stadt, und Peter Klein wohnt in Berlin.": "Frau Brack, Peter Klein, Berlin",
		"the tenant pays": "",
		"Владелец — Анна Каренина.": "Анна Каренина",
		"日本語の文": "",
		"Le propriétaire est Jean de La Fontaine, et Mme Dupont habite à Lyon.": "Jean de La Fontaine, Mme Dupont, Lyon",
		"Los muebles son de Ana García, que vive en Sevilla con su hija.":       "Ana García, Sevilla",
		"Il proprietario è Carlo della Rovere, che abita a Siena con noi.":      "Carlo della Rovere, Siena",
		"O dono da casa é João da Silva, que mora em Coimbra com os pais.":      "João da Silva, Coimbra",
	} {
		var got []string
		for _, s := range names(text) {
			got = append(got, text[s.Start:s.End])
		}
		if g := strings.Join(got, ", "); g != want {
			t.Errorf("%q: got %q, want %q", text, g, want)
		}
	}
}
