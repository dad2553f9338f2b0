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
		{`"notice period"`, Phrase, false, "these words, one right after the other"},
		{`-draft`, Word, true, "no passage with this word, in it or above it"},
		{`-"first draft"`, Phrase, true, "no passage with this phrase"},
		{`in:contracts`, In, false, "in a folder of this name or path"},
		{`-in:"old mail"`, In, true, "not in this folder; quotes hold blanks together"},
		{`type:pdf,word`, Type, false, "of these types; also sheet, slides, mail, web …"},
		{`-type:mail`, Type, true, "not of this type"},
		{`title:lease`, Title, false, "with this word in the title"},
		{`-title:copy`, Title, true, "without this word in the title"},
		{`after:2024-05`, After, false, "dated in May 2024 or later; also a year or a day"},
		{`before:2024`, Before, false, "dated before 2024"},
	}
}
