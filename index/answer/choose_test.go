package answer

import (
	"strings"
	"testing"
)

// chosen asks a question of one passage, each of whose sentences covers so much of the question and is so near it, and returns what is
// chosen, with what is marked in brackets.
func chosen(question, text string, words, meaning []float64) string {
	passage := Passage{Text: text, Title: "Lease", Headings: []string{"Rent"}}
	var sentences []Sentence
	for i, s := range split(text) {
		sentences = append(sentences, Sentence{Span: s, Words: words[i], Context: words[i], Meaning: meaning[i], Score: 0.4})
	}
	var b strings.Builder
	for _, q := range Choose(question, []Passage{passage}, sentences) {
		at := q.Start
		for _, m := range q.Marks {
			b.WriteString(text[at:m.Start] + "[" + text[m.Start:m.End] + "]")
			at = m.End
		}
		b.WriteString(text[at:q.End] + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestChoose(t *testing.T) {
	high, low := 0.8, 0.05
	for name, test := range map[string]struct {
		question, text string
		near           []float64 // how near each sentence is, in words and in meaning
		want           string
	}{
		"the nearest": {
			"What is the rule for cats?", "The sun shines on the roof. One cat is allowed in here.", []float64{low, high}, "One cat is allowed in here.",
		},
		"one that leans on that before it": {
			"Did the flights begin under him?", "The flights were secret then. They began under another man.",
			[]float64{low, high},
			"The flights were secret then. They began under another man.",
		},
		"a number": {
			"How much is the rent?", "The rent is paid on time. The rent is 780 crowns a month.", []float64{0.3, high}, "The rent is [780 crowns] a month.",
		},
		"a duration": {
			"How long is the notice period?", "The 12 tenants know it well. The notice period is two or three months.",
			[]float64{0.3, high},
			"The notice period is [two or three months].",
		},
		"a name":                  {"Who is the owner here?", "The owner lives upstairs now. The owner is Ottoline Brack.", []float64{0.3, high}, "The owner is [Ottoline Brack]."},
		"a date":                  {"When does the tenancy begin?", "The tenancy is a long one. The tenancy begins on 1 September 2024.", []float64{0.3, high}, "The tenancy begins on [1 September 2024]."},
		"a place":                 {"Where does the tenant live?", "The tenant is happy there. The tenant lives in Aldermere now.", []float64{0.3, high}, "The tenant lives in [Aldermere] now."},
		"German":                  {"Wie viele Katzen sind erlaubt?", "Die Wohnung liegt im zweiten Stock. In ihr sind zwei Katzen erlaubt.", []float64{low, high}, "In ihr sind [zwei Katzen] erlaubt."},
		"how much, in French":     {"Combien coûte le loyer ?", "Le loyer est payé à temps. Le loyer est de 780 euros par mois.", []float64{0.3, high}, "Le loyer est de [780 euros] par mois."},
		"how long, in French":     {"Combien de temps dure le bail ?", "Les 12 locataires le savent. Le bail dure deux ans en tout.", []float64{0.3, high}, "Le bail dure [deux ans] en tout."},
		"who, in French":          {"Qui est le propriétaire ?", "Le propriétaire habite en haut. La maison est à Ottoline Brack.", []float64{0.3, high}, "La maison est à [Ottoline Brack]."},
		"when, in French":         {"Quand commence le bail ?", "Le bail est long et clair. Le bail commence le 1er mai 2024.", []float64{0.3, high}, "Le bail commence le [1er mai 2024]."},
		"where, in French":        {"Où habite la locataire ?", "La locataire y est heureuse. La locataire habite à Lyon maintenant.", []float64{0.3, high}, "La locataire habite à [Lyon] maintenant."},
		"how many, in Spanish":    {"¿Cuántos gatos se permiten?", "El piso está en la segunda planta. En él se permiten tres gatos.", []float64{0.3, high}, "En él se permiten [tres gatos]."},
		"how much, in Spanish":    {"¿Cuánto cuesta el alquiler?", "El alquiler se paga a tiempo. El alquiler es de 780 euros al mes.", []float64{0.3, high}, "El alquiler es de [780 euros] al mes."},
		"who, in Spanish":         {"¿Quién es el dueño?", "El dueño vive en el piso de arriba. El dueño es Álvaro Núñez.", []float64{0.3, high}, "El dueño es [Álvaro Núñez]."},
		"when, in Spanish":        {"¿Cuándo empieza el contrato?", "El contrato es muy largo. El contrato empieza el 3 de mayo de 2024.", []float64{0.3, high}, "El contrato empieza el [3 de mayo de 2024]."},
		"where, in Spanish":       {"¿Dónde vive la inquilina?", "La inquilina está feliz allí. La inquilina vive en Sevilla ahora.", []float64{0.3, high}, "La inquilina vive en [Sevilla] ahora."},
		"what time, in Spanish":   {"¿A qué hora abre la tienda?", "Lo mejor son tres días. La tienda abre a las nueve.", []float64{0.05, high}, "La tienda abre [a las nueve]."},
		"how long, in Italian":    {"Quanto dura il contratto?", "I 12 inquilini lo sanno bene. Il contratto dura tre anni.", []float64{0.3, high}, "Il contratto dura [tre anni]."},
		"how much, in Italian":    {"Quanto costa l'affitto?", "L'affitto si paga in tempo. L'affitto è di 780 euro al mese.", []float64{0.3, high}, "L'affitto è di [780 euro] al mese."},
		"who, in Italian":         {"Chi è il padrone di casa?", "Il padrone abita di sopra. La casa è di Carlo Bianchi.", []float64{0.3, high}, "La casa è di [Carlo Bianchi]."},
		"when, in Italian":        {"Quando comincia il contratto?", "Il contratto è molto lungo. Il contratto comincia il 2 giugno 2024.", []float64{0.3, high}, "Il contratto comincia il [2 giugno 2024]."},
		"where, in Italian":       {"Dove abita l'inquilina?", "L'inquilina ci sta bene. L'inquilina abita a Siena adesso.", []float64{0.3, high}, "L'inquilina abita a [Siena] adesso."},
		"how many, in Portuguese": {"Quantos gatos são permitidos?", "O apartamento fica no segundo andar. São permitidos dois gatos nele.", []float64{0.3, high}, "São permitidos [dois gatos] nele."},
		"how much, in Portuguese": {"Quanto custa o aluguel?", "O aluguel é pago em dia. O aluguel é de 780 reais por mês.", []float64{0.3, high}, "O aluguel é de [780 reais] por mês."},
		"who, in Portuguese":      {"Quem é o dono da casa?", "O dono mora no andar de cima. A casa é de João da Silva.", []float64{0.3, high}, "A casa é de [João da Silva]."},
		"when, in Portuguese":     {"Quando começa o contrato?", "O contrato é muito longo. O contrato começa em 25 de abril de 2024.", []float64{0.3, high}, "O contrato começa em [25 de abril de 2024]."},
		"where, in Portuguese":    {"Onde mora a inquilina?", "A inquilina está bem lá. A inquilina mora em Coimbra agora.", []float64{0.3, high}, "A inquilina mora em [Coimbra] agora."},
		"an item of a list":       {"What must be swept?", "- The stairs must be swept.\n- Keys are not lent out.", []float64{high, low}, "The stairs must be swept."},
		"a list with its lead-in": {
			"What does a scout need?", "A scout needs these things:\n- a torch\n- a tent", []float64{high, low, low}, "A scout needs these things:\n- a torch\n- a tent",
		},
		"a question for its answer": {"May guests stay?", "May guests stay for long here?\nYes, for up to four nights.", []float64{high, 0.4}, "Yes, for up to four nights."},
		"markup":                    {"What of the rent?", "tags: rent, flat", []float64{high}, ""},
		"an amount of money":        {"What does the flat cost?", "The flat costs 2 of them dear. The flat costs 780 crowns.", []float64{0.3, high}, "The flat costs [780 crowns]."},
		"an e-mail address": {
			"What is the e-mail address of the owner?", "The owner reads e-mail at once. The owner is at b@flat.example.",
			[]float64{high, high},
			"The owner is at [b@flat.example].",
		},
		"a time of day":    {"At what time does the shop open?", "Three days are best. The shop opens at half past nine.", []float64{0.05, high}, "The shop opens at [half past nine]."},
		"nothing near":     {"What is the rule for cats?", "The sun shines on the roof.", []float64{low}, ""},
		"no number told":   {"How much is the rent?", "The rent is paid on time.", []float64{high}, ""},
		"of somebody else": {"What does Gibbon pay for it?", "The tenant pays for all of it.", []float64{high}, ""},
		"a heading":        {"What of the rent?", "# The rent of the flat", []float64{high}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := chosen(test.question, test.text, test.near, test.near); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestChooseIsBrief(t *testing.T) {
	text := strings.Repeat("The rent is due on the first of each month. ", 20)
	near := make([]float64, 20)
	for i := range near {
		near[i] = 0.8
	}
	if got := strings.Count(chosen("What is due?", text, near, near), "due"); got != mostSentences {
		t.Errorf("%d sentences, want %d", got, mostSentences)
	}
	if got := Choose("What?", nil, nil); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

// Two passages that contradict each other are two answers, if both speak of what is asked for.
func TestChooseShowsContradictions(t *testing.T) {
	for name, test := range map[string]struct {
		question, first, second string
		words                   []float64 // what they cover of the question
		want                    bool
	}{
		"another sum":  {"How much may a room cost?", "A room may cost up to 110 euros a night.", "A room may cost up to 135 euros a night.", []float64{0.9, 0.9}, true},
		"a denial":     {"Are dogs allowed?", "Dogs are allowed in the garden.", "Dogs are not allowed in the garden.", []float64{0.9, 0.9}, true},
		"the same":     {"How much may a room cost?", "A room may cost up to 110 euros a night.", "It says that a room may cost up to 110 euros a night.", []float64{0.9, 0.9}, false},
		"another item": {"What does drow poison cost?", "Drow poison costs 200 euros.", "Wyvern poison costs 1,200 euros.", []float64{0.9, 0.5}, false},
	} {
		t.Run(name, func(t *testing.T) {
			passages := []Passage{{Text: test.first, Title: "2023"}, {Text: test.second, Title: "2024"}}
			var sentences []Sentence
			for i, p := range passages {
				sentences = append(sentences, Sentence{
					Passage: i, Span: Span{Start: 0, End: len(p.Text)}, Words: test.words[i], Context: test.words[i], Meaning: 0.6,
					Score: 0.9 - 0.6*float64(i), // far below the first, so that only the contradiction brings it up
				})
			}
			got := Choose(test.question, passages, sentences)
			if len(got) == 0 || got[0].Passage != 0 || got[0].Against {
				t.Fatalf("got %+v, want the first passage first", got)
			}
			if against := len(got) > 1 && got[1].Passage == 1 && got[1].Against; against != test.want {
				t.Errorf("got %+v, want a contradiction: %v", got, test.want)
			}
		})
	}
}
