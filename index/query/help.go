package query

// A Topic explains one thing that can be typed.
type Topic struct {
	Example  string
	Operator Operator
	Not      bool
	Means    string // what the example finds
}

// Help returns all that can be typed, the simplest first. A test checks it against the grammar, and the grammar against it.
func Help() []Topic {
	return []Topic{
		{`"notice period"`, Phrase, false, "these words, in this order"},
		{`-draft`, Word, true, "no passages with this word, in the text or its headings"},
		{`-"first draft"`, Phrase, true, "no passages with this phrase"},
		{`in:contracts`, In, false, "in a folder of this name or path"},
		{`-in:"old mail"`, In, true, "not in this folder; use quotes around spaces"},
		{`type:pdf,word`, Type, false, "these types; also sheet, slides, mail, web …"},
		{`-type:mail`, Type, true, "not this type"},
		{`title:lease`, Title, false, "with this word in the title"},
		{`-title:copy`, Title, true, "without this word in the title"},
		{`after:2024-05`, After, false, "dated in May 2024 or later; also a year or a day"},
		{`before:2024`, Before, false, "dated before 2024"},
	}
}
