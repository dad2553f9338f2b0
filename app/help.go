package app

import (
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/query"
)

// showQueryHelp lists the ways to narrow a question.
func (q *asking) showQueryHelp() {
	q.openSheet(lang.L("Narrow a question"), queryRows())
}

// queryRows lists what a question may contain.
func queryRows() []view.SheetRow {
	rows := []view.SheetRow{{Heading: lang.L("Words")}}
	for _, topic := range query.Help() {
		if topic.Operator == query.In && !topic.Not {
			rows = append(rows, view.SheetRow{Heading: lang.L("Documents")})
		}
		rows = append(rows, view.SheetRow{Words: capital(topicWords(topic)), Keys: []string{topic.Example}})
	}
	does := func(words, key string) view.SheetRow { return view.SheetRow{Words: words, Keys: []string{key}} }
	return append(
		rows,
		view.SheetRow{Heading: lang.L("In the field")},
		does(lang.L("Recent questions and saved searches, in an empty field"), "↑"),
		does(lang.L("Save the search, or remove it from saved searches"), ctrlWords("D")),
		does(lang.L("This help"), "F2"),
	)
}

// topicWords returns the translation of query.Topic's own words. A test checks that the English is the same.
func topicWords(t query.Topic) string {
	type of struct {
		operator query.Operator
		not      bool
	}
	switch (of{t.Operator, t.Not}) {
	case of{query.Phrase, false}:
		return lang.L("these words, in this order")
	case of{query.Phrase, true}:
		return lang.L("no passages with this phrase")
	case of{query.Word, true}:
		return lang.L("no passages with this word, in the text or its headings")
	case of{query.In, false}:
		return lang.L("in a folder of this name or path")
	case of{query.In, true}:
		return lang.L("not in this folder; use quotes around spaces")
	case of{query.Type, false}:
		return lang.L("these types; also sheet, slides, mail, web …")
	case of{query.Type, true}:
		return lang.L("not this type")
	case of{query.Title, false}:
		return lang.L("with this word in the title")
	case of{query.Title, true}:
		return lang.L("without this word in the title")
	case of{query.After, false}:
		return lang.L("dated in May 2024 or later; also a year or a day")
	case of{query.Before, false}:
		return lang.L("dated before 2024")
	}
	return ""
}

// showQueryTrouble shows below the question what is wrong with it. The passages found before stay.
func (q *asking) showQueryTrouble(err *index.QueryError) {
	data := map[string]any{"Clause": err.Clause}
	words := lang.L("{{.Clause}}: write the date as a year, a month or a day, such as 2024, 2024-05 or 2024-05-31.", data)
	if err.Reason == query.NoRange {
		words = lang.L("{{.Clause}}: there is no day between the two dates.", data)
	}
	if q.page.Welcoming() || len(q.results.shown) == 0 {
		q.showNothing(view.IconNothing, trouble{Headline: lang.L("I can't parse this search")})
	}
	q.page.SetCount("")
	q.page.SetTrouble(words)
}
