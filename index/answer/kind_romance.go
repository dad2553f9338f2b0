package answer

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"footnote/index/language"
)

// A pattern tells what kind a question is of, by its words.
type pattern struct {
	pattern *regexp.Regexp
	kind    kind
	units   *regexp.Regexp // as those of asked
}

// romanceAsks has what questions in French, Spanish, Italian and Portuguese ask for, in the order in which they are tried, and the words of each.
var romanceAsks = []struct {
	kind  kind
	units func() *regexp.Regexp // nil where what is counted is left open
	words [4]string
}{
	{
		formed, mailForm, [4]string{
			`(?:quel(?:le)?|où|qui).*e-?mail|adresse (?:e-?mail|électronique)|courriel`,
			`(?:cuál|cual|qué|que|dónde).*(?:correo|e-?mail)|correo electrónico|dirección de correo`,
			`(?:qual|quale|dove|che).*e-?mail|indirizzo (?:e-?mail|di posta)|posta elettronica`,
			`(?:qual|onde|que).*e-?mail|endereço (?:de e-?mail|eletrónico|eletrônico)|correio eletrónico`,
		},
	},
	{
		formed, phoneForm, [4]string{
			`numéro de (?:téléphone|portable)|quel numéro`,
			`(?:número de )?teléfono|qué número`,
			`numero di (?:telefono|cellulare)|(?:che|quale) numero`,
			`(?:número d[eo] )?(?:telefone|telemóvel|celular)|que número`,
		},
	},
	{
		formed, clockForm, [4]string{
			`(?:à )?quelle heure|heures d['’]ouverture|horaires?`,
			`qué hora|que hora|qué horario|horario`,
			`che ora|che ore|orari[oi]?`,
			`que horas?|horários?`,
		},
	},
	{
		formed, moneyForm, [4]string{
			`(?:combien|quel(?:le)?).*(?:coûte(?:nt)?|coute(?:nt)?|prix|loyer|frais|salaire|budget|caution|dépôt|paie|paye|payer|gagne|montant|tarif|somme|amende|argent)|combien (?:ça )?co[uû]te`,
			`(?:cu[aá]nto|cu[aá]l|qu[eé]).*(?:cuestan?|vale|precio|alquiler|renta|sueldo|salario|presupuesto|fianza|depósito|paga|pagar|cobra|gana|tarifa|multa|dinero|importe)`,
			`(?:quanto|qual|quale).*(?:costa(?:no)?|prezzo|affitto|canone|stipendio|salario|bilancio|cauzione|deposito|paga|pagare|guadagna|tariffa|multa|denaro|importo|somma)|quanto si paga`,
			`(?:quanto|qual|que).*(?:custam?|preço|preco|aluguel|aluguer|renda|salário|orçamento|caução|depósito|paga|pagar|ganha|tarifa|multa|dinheiro|valor)`,
		},
	},
	{
		quantity, timeUnits, [4]string{
			`combien de temps|(?:pendant|depuis) combien|combien de (?:jours|mois|semaines|ans|années|heures|minutes)|quelle durée|quel âge|quelle est la durée`,
			`cu[aá]nto (?:tiempo|dura|tarda)|cu[aá]nt[oa]s (?:días|dias|meses|semanas|años|horas|minutos)|qu[eé] edad|cu[aá]ntas veces`,
			`quanto (?:tempo|dura)|quant[ie] (?:giorni|mesi|settimane|anni|ore|minuti)|per quanto|quante volte|che età|quanti anni`,
			`quanto tempo|quant[oa]s (?:dias|meses|semanas|anos|horas|minutos|vezes)|que idade|quanto dura`,
		},
	},
	{
		quantity, heatUnits, [4]string{
			`quelle (?:est la )?température`,
			`qu[eé] temperatura`,
			`(?:che|quale) temperatura`,
			`(?:que|qual a|qual é a) temperatura`,
		},
	},
	{
		quantity, lengthUnits, [4]string{
			`quelle (?:est la )?(?:hauteur|taille|distance|longueur|largeur|profondeur|superficie|surface)|à quelle distance`,
			`qu[eé] (?:altura|tamaño|distancia|longitud|anchura|profundidad|superficie)|cu[aá]nto mide|a qu[eé] distancia`,
			`quanto (?:è|e) (?:alt|grand|lung|larg|profond|lontan)[oaie]|(?:che|qual è la) (?:altezza|distanza|superficie|lunghezza)|quanto dista`,
			`(?:que|qual a|qual é a) (?:altura|distância|tamanho|área|largura|profundidade)|quanto mede`,
		},
	},
	{
		quantity, nil, [4]string{
			`combien|quel (?:est le )?(?:nombre|pourcentage|taux)`,
			`cu[aá]nt[oa]s?|qu[eé] (?:cantidad|número|porcentaje)`,
			`quant[oaie]|(?:che|quale) (?:quantità|numero|percentuale)`,
			`quant[oa]s?|(?:que|qual a|qual o) (?:quantidade|número|percentagem|porcentagem)`,
		},
	},
	{
		person, nil, [4]string{
			`qui|quelle personne|quel(?:le)? (?:auteur|président|roi|reine)`,
			`qui[eé]n(?:es)?|qu[eé] persona`,
			`chi|quale persona`,
			`quem|que pessoa`,
		},
	},
	{
		naming, nil, [4]string{
			`comment s['’]appelle(?:nt)?|comment se nomme|quel(?:le)? (?:est le |était le )?(?:nom|marque|modèle|société|entreprise|journal|livre|loi)`,
			`c[oó]mo se llaman?|cu[aá]l es el nombre|qu[eé] (?:nombre|marca|modelo|empresa|periódico|libro|ley)`,
			`come si chiama(?:no)?|qual è il nome|(?:che|quale) (?:nome|marca|modello|azienda|giornale|libro|legge)`,
			`como se chamam?|qual (?:é )?o nome|(?:que|qual) (?:nome|marca|modelo|empresa|jornal|livro|lei)`,
		},
	},
	{
		moment, nil, [4]string{
			`quand|en quelle année|quelle (?:date|année)|quel (?:jour|mois|siècle)`,
			`cu[aá]ndo|en qu[eé] (?:año|mes|siglo|fecha)|qu[eé] (?:día|dia|fecha|año)`,
			`quando|in (?:che|quale) (?:anno|mese|secolo|data)|(?:che|quale) (?:giorno|data|anno)`,
			`quando|em que (?:ano|mês|século|data)|(?:que|qual) (?:dia|data|ano)`,
		},
	},
	{
		location, nil, [4]string{
			`où|d['’]où|dans quel(?:le)? (?:ville|pays|rue|région|village)|quel(?:le)? (?:ville|pays|rue)`,
			`d[oó]nde|ad[oó]nde|en qu[eé] (?:ciudad|país|pais|calle|pueblo)|qu[eé] (?:ciudad|país)`,
			`dove|dov['’]è|da dove|in (?:che|quale) (?:città|paese|via|strada)|(?:che|quale) città`,
			`onde|aonde|de onde|em que (?:cidade|país|rua)|que cidade`,
		},
	},
}

// frenchPatterns and southernPatterns have romanceAsks as patterns of whole words, whatever their letters: \b knows the English ones alone. A few
// words do not tell Spanish, Italian and Portuguese from each other.
var (
	frenchPatterns   = sync.OnceValue(func() []pattern { return romancePatterns(0, 1) })
	southernPatterns = sync.OnceValue(func() []pattern { return romancePatterns(1, 4) })
)

func romancePatterns(from, to int) []pattern {
	var patterns []pattern
	for _, a := range romanceAsks {
		words := strings.Join(a.words[from:to], "|")
		var units *regexp.Regexp
		if a.units != nil {
			units = a.units()
		}
		patterns = append(patterns, pattern{regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:` + words + `)(?:$|[^\pL\pN])`), a.kind, units})
	}
	return patterns
}

// patternsFor returns what tells what a question asks for, in the language that it shows, and behind that in the others that it may be in.
func patternsFor(question string) []pattern {
	switch language.DetectQuestion(question, 0) {
	case language.French:
		return slices.Concat(frenchPatterns(), southernPatterns())
	case language.Spanish, language.Italian, language.Portuguese:
		return slices.Concat(southernPatterns(), frenchPatterns())
	}
	return asks()
}

// The words of Romance languages that stand before the name of a place, and before no person's.
const romancePlace = `à|en|dans|au|aux|près de|vers|sur|nel|nella|nello|a|ad|in|presso|vicino a|em|no|na|nos|nas|ao|perto de|cerca de|hacia|desde`
