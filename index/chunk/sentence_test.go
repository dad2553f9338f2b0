package chunk_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/index/chunk"
)

func TestSentences(t *testing.T) {
	tests := map[string][]string{ // sentences, to be found again in their concatenation
		"plain":                 {"He came.", " He saw!", " Did he win?", " Yes…"},
		"no full stop":          {"a heading"},
		"wrapped lines":         {"The lease ends on the last day\nof the month that follows the one\nin which notice was given.", " It is\nnot renewed."},
		"wrapped, capitals":     {"The contract between Anna Maria and\nPeter Paul was signed in the city of\nVienna.", " Nobody\nknew."},
		"wrapped by the word":   {"This line is wrapped because a word\nantidisestablishmentarianism did not fit."},
		"title above wrapping":  {"Introduction", "\nThe lease ends on the last day of the\nmonth that follows."},
		"paragraphs":            {"One", "\n\nTwo", "\n \nThree."},
		"one line a paragraph":  {strings.Repeat("words ", 40) + "end", "\n" + strings.Repeat("Others ", 40) + "end."},
		"Markdown headings":     {"## A heading over some text", "\nThe text.", "\n# Next"},
		"bullets":               {"- milk", "\n- Eggs and\n  butter", "\n- bread"},
		"numbers":               {"1. Sign the form.", "\n2. Send it.", "\n10) Wait."},
		"letters":               {"(a) first", "\n(b) second", "\nc) third"},
		"table":                 {"| a | b |", "\n| c | d |"},
		"rows":                  {"Rent | due on the first", "\nheating | with the rent"},
		"tabs":                  {"name\tage", "\nAda\t36"},
		"titles":                {"Dr. Smith met Mrs. Jones and Prof. Li.", " They talked."},
		"initials":              {"J. R. R. Tolkien wrote it.", " C. S. Lewis read it."},
		"country":               {"U.S. Supreme Court justices and U.S. officials agree.", " It was made in the U.S.", " The rest was not."},
		"pronoun":               {"She is taller than I.", " Mary is not."},
		"latin":                 {"Use a bank, e.g. Barclays, i.e. a large one.", " Good."},
		"references":            {"See Art. 5 and No. 12, Fig. 3, pp. 4–5.", " The answer is no.", " He left."},
		"roman":                 {"As Art. IV says.", " Done."},
		"months":                {"It began on Jan. 5, 1990.", " It ended."},
		"company":               {"Acme Inc. Chairman Li spoke.", " He left Acme Inc.", " The end."},
		"decimals":              {"It costs 3.50 or 1,000.25 euros.", " Version 2.0.1 is out."},
		"files and addresses":   {"Open main.go at example.com.", " Then go on."},
		"sections":              {"1.2. Scope of the law.", " It is wide."},
		"quotes":                {`"Go." She went.`[:5], ` She went.`, " He said “Stop!”", " Then (at last.)", " Done."},
		"question in quotes":    {`"What?" he asked.`, " Nothing."},
		"ellipsis":              {"Well... perhaps not.", " No..."},
		"emphasis":              {"**Bold.**", " Next."},
		"footnotes":             {"It fell in 1453.[12]", " It rose again.[3][4]", " End."},
		"German":                {"Das gilt z.B. für Nr. 5 und Dr. Meier.", " Sonst nicht."},
		"Chinese":               {"你好。", "今天天气很好！", "是吗？", "“是的。”", "再见"},
		"Japanese with a break": {"これは長い文章で\nす。", "次です。"},
		"Hindi":                 {"यह एक वाक्य है।", " यह दूसरा है।"},
		"Arabic":                {"هل هذا صحيح؟", " نعم."},
		"Greek and Cyrillic":    {"Это так.", " Она ушла.", " Είναι έτσι.", " Ναι."},
	}
	for name, parts := range tests {
		t.Run(name, func(t *testing.T) {
			text := strings.Join(parts, "")
			var want []string
			for _, part := range parts {
				want = append(want, strings.TrimSpace(part))
			}
			spans := chunk.Sentences(text)
			checkSentences(t, text, spans)
			if got := words(text, spans); !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

// checkSentences checks sentences against the promises of Sentences.
func checkSentences(t *testing.T, text string, spans []chunk.Span) {
	t.Helper()
	valid := utf8.ValidString(text)
	end := 0
	for i, s := range spans {
		if s.Start < end || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("sentence %d: bad span %v after %d", i, s, end)
		}
		if gap := text[end:s.Start]; strings.TrimSpace(gap) != "" {
			t.Fatalf("no sentence holds %q", gap)
		}
		words := text[s.Start:s.End]
		if words != strings.TrimSpace(words) {
			t.Fatalf("sentence %d is not trimmed: %q", i, words)
		}
		if valid && !utf8.ValidString(words) {
			t.Fatalf("sentence %d cuts a character: %q", i, words)
		}
		end = s.End
	}
	if strings.TrimSpace(text[end:]) != "" {
		t.Fatalf("no sentence holds the end, %q", text[end:])
	}
}
