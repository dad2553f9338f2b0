package query_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/index/language"
	"footnote/index/query"
)

// show writes the clauses of a query in a line.
func show(q query.Query) string {
	names := map[query.Operator]string{
		query.Phrase: "phrase", query.Word: "word", query.In: "in", query.Type: "type", query.Title: "title",
		query.Before: "before", query.After: "after",
	}
	var shown []string
	for _, c := range q.Clauses {
		not := ""
		if c.Not {
			not = "-"
		}
		shown = append(shown, not+names[c.Operator]+"("+strings.Join(c.Values, "|")+")")
	}
	return strings.Join(shown, " ")
}

func TestParse(t *testing.T) {
	for _, test := range []struct{ text, words, clauses string }{
		{"How much notice?", "How much notice?", ""},
		{"", "", ""},
		{" \t\n", "", ""},
		{`"written notice" tenant`, "written notice tenant", "phrase(written notice)"},
		{`“written notice” „schriftlich“ «préavis»`, "written notice schriftlich préavis", "phrase(written notice) phrase(schriftlich) phrase(préavis)"},
		{`tea -coffee`, "tea", "-word(coffee)"},
		{`tea -"black coffee"`, "tea", "-phrase(black coffee)"},
		{`well-being - co-operate --x -5 -`, "well-being - co-operate --x -5 -", ""},
		{`-éclair`, "", "-word(éclair)"},
		{`-"2021"`, "", "-phrase(2021)"},
		{`rent in:Contracts`, "rent", "in(Contracts)"},
		{`in:"My documents" rent`, "rent", "in(My documents)"},
		{`in:a,"b c",d rent`, "rent", "in(a|b c|d)"},
		{`type:PDF,word -type:mail`, "", "type(PDF|word) -type(mail)"},
		{`TITLE:lease Title:"the lease"`, "", "title(lease) title(the lease)"},
		{`title:a,b`, "", "title(a,b)"},
		{`before:2024-05 after:2023`, "", "before(2024-05) after(2023)"},
		{`foo:bar 12:30 https://example.org a:`, "foo:bar 12:30 https://example.org a:", ""},
		{`type: in: before:`, "type: in: before:", ""},
		{`type:, x`, "type:, x", ""},
		{`"two months`, `"two months`, ""},
		{`in:"two months`, "months", `in("two)`},
		{`6" pipe 5'10"`, `6" pipe 5'10"`, ""},
		{`"" "--" x`, `"" "--" x`, ""},
		{`"a"b`, "a b", "phrase(a)"},
		{`say"x y"`, `say"x y"`, ""},
		{`(tea or coffee)`, `(tea or coffee)`, ""},
		{"lease NOT draft", "lease", "-word(draft)"},
		{`lease NOT "first draft" NOT in:old`, "lease", `-phrase(first draft) -in(old)`},
		{"NOT draft", "", "-word(draft)"},
		{"lease NOT", "lease NOT", ""},
		{"TO BE OR NOT TO BE", "TO BE OR NOT TO BE", ""},
		{"DO NOT ENTER", "DO NOT ENTER", ""},
		{"lease OR tenancy agreement", "lease | tenancy agreement", ""},
		{"a OR b OR c", "a | b | c", ""},
		{"OR lease or b OR", "OR lease or b OR", ""},
		{`in:a OR in:"b c" OR type:pdf rent`, "OR rent", "in(a|b c) type(pdf)"},
		{`"two months" OR "sixty days" OR notice`, "two months | sixty days | notice", "phrase(two months) phrase(sixty days)"},
		{"押金 OR 租金 NOT 水", "押金 | 租金", "-word(水)"},
	} {
		q, err := query.Parse(test.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.text, err)
		}
		if got := show(q); q.Words != test.words || got != test.clauses {
			t.Errorf("Parse(%q) = %q and %s, want %q and %s", test.text, q.Words, got, test.words, test.clauses)
		}
	}
}

func TestParseTypes(t *testing.T) {
	for text, want := range map[string]string{
		"blood type:A": "blood type:A and ", "type:A type:pdf x": "type:A x and type(pdf)", "type:A,pdf x": "x and type(A|pdf)", "-type:A x": "x and -type(A)",
	} {
		q, err := query.ParseTypes(text, query.IsType)
		if got := q.Words + " and " + show(q); got != want || err != nil {
			t.Errorf("%q is %q, want %q (%v)", text, got, want, err)
		}
	}
}

func TestDates(t *testing.T) {
	day := func(s string) time.Time {
		if s == "" {
			return time.Time{}
		}
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, test := range []struct{ text, after, before string }{
		{"tea", "", ""},
		{"after:2024", "2024-01-01", ""},
		{"before:2024-05", "", "2024-05-01"},
		{"after:2024/5/9 before:2024.06.01", "2024-05-09", "2024-06-01"},
		{"-before:2024", "2024-01-01", ""},
		{"-after:2024", "", "2024-01-01"},
		{"after:2020 after:2022 after:2021 before:2025 before:2024", "2022-01-01", "2024-01-01"},
		{"after:2024-02-29", "2024-02-29", ""},
	} {
		q, err := query.Parse(test.text)
		if after, before := q.Dates(); err != nil || !after.Equal(day(test.after)) || !before.Equal(day(test.before)) {
			t.Errorf("%q: after %v, before %v, %v", test.text, after, before, err)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct {
		text, clause string
		reason       query.Reason
	}{
		{"tea after:lunch x", "after:lunch", query.NoDate},
		{"before:2024-13", "before:2024-13", query.NoDate},
		{"before:2023-02-29", "before:2023-02-29", query.NoDate},
		{"before:24", "before:24", query.NoDate},
		{"before:0000", "before:0000", query.NoDate},
		{"-after:2024-05-1x", "-after:2024-05-1x", query.NoDate},
		{"after:2024 tea before:2024", "before:2024", query.NoRange},
		{"before:2020 tea after:2024", "after:2024", query.NoRange},
	} {
		_, err := query.Parse(test.text)
		var e *query.Error
		if !errors.As(err, &e) || e.Clause != test.clause || e.Reason != test.reason || !strings.Contains(e.Error(), test.clause) {
			t.Errorf("Parse(%q): %v, want %q and reason %d", test.text, err, test.clause, test.reason)
		}
	}
}

func TestWithout(t *testing.T) {
	q, err := query.Parse(`type:pdf how much "written notice" in:a after:2024 -draft type:word`)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		operators []query.Operator
		want      string
	}{
		{nil, `type:pdf how much "written notice" in:a after:2024 -draft type:word`},
		{[]query.Operator{query.Type}, `how much "written notice" in:a after:2024 -draft`},
		{[]query.Operator{query.After, query.Before}, `type:pdf how much "written notice" in:a -draft type:word`},
		{[]query.Operator{query.Type, query.Word, query.In, query.After}, `how much "written notice"`},
		{[]query.Operator{query.Title}, `type:pdf how much "written notice" in:a after:2024 -draft type:word`},
	} {
		if got := q.Without(test.operators...); got != test.want {
			t.Errorf("without %v: %q, want %q", test.operators, got, test.want)
		}
	}
	if !q.Has(query.In) || q.Has(query.Title) || q.Has() {
		t.Error("Has does not say what there is")
	}
	if got := q.Values(query.Type, false); !slices.Equal(got, []string{"pdf", "word"}) {
		t.Errorf("types %q", got)
	}
}

// TestHelp holds that each example is read as what it is said to be, and that every operator is explained.
func TestHelp(t *testing.T) {
	explained := map[query.Operator]bool{}
	for _, topic := range query.Help() {
		q, err := query.Parse(topic.Example)
		if err != nil || len(q.Clauses) != 1 || q.Clauses[0].Operator != topic.Operator || q.Clauses[0].Not != topic.Not {
			t.Errorf("%q is read as %s, %v", topic.Example, show(q), err)
		}
		if topic.Means == "" {
			t.Errorf("%q is not explained", topic.Example)
		}
		explained[topic.Operator] = true
	}
	for o := query.Phrase; o <= query.After; o++ {
		if !explained[o] {
			t.Errorf("operator %d is not explained", o)
		}
	}
}

func TestTypes(t *testing.T) {
	for _, test := range []struct {
		name, kind, path string
		want             bool
	}{
		{"pdf", "pdf", "/a.pdf", true},
		{"PDF", "pdf", "/a", true},
		{".pdf", "pdf", "/a", true},
		{"word", "docx", "/a.docx", true},
		{"word", "rtf", "/a.rtf", true},
		{"docx", "odt", "/a.odt", false},
		{"email", "mailbox", "/a.mbox", true},
		{"go", "code", "/a.go", true},
		{"code", "code", "/a.py", true},
		{"py", "code", "/a.go", false},
		{"", "code", "/a", false},
		{"parquet", "parquet", "/a", true},
	} {
		if got := query.NewTypes([]string{"no such type", test.name}).Has(test.kind, test.path); got != test.want {
			t.Errorf("%q, a %s at %s: %v", test.name, test.kind, test.path, got)
		}
	}
}

// FuzzParse holds that a query is taken apart without a loss: clauses stand where they say, in order, and what is between them
// is what is looked for, but for blanks.
func FuzzParse(f *testing.F) {
	for _, topic := range query.Help() {
		f.Add(topic.Example + " tea - 'x' \"y z\" -in:\"a b\",c")
	}
	f.Add("\"\xff\" -\xff type:\xff,\"")
	f.Fuzz(func(t *testing.T, text string) {
		q, _ := query.Parse(text)
		var words []string
		last := 0
		for _, c := range q.Clauses {
			if c.Start < last || c.End <= c.Start || c.End > len(text) || len(c.Values) == 0 {
				t.Fatalf("%q has the clause %+v", text, c)
			}
			for _, v := range c.Values {
				if v == "" || !strings.Contains(text[c.Start:c.End], v) {
					t.Fatalf("%q: the clause %q has the value %q", text, text[c.Start:c.End], v)
				}
			}
			words = append(words, strings.Fields(text[last:c.Start])...)
			if c.Operator == query.Phrase && !c.Not {
				words = append(words, c.Values[0])
			}
			last = c.End
		}
		words = append(words, strings.Fields(text[last:])...)
		bar := strings.NewReplacer(" "+language.Or+" ", " OR ")
		if got, words := bar.Replace(strings.Join(words, " ")), bar.Replace(q.Words); got != words {
			t.Fatalf("%q asks for %q, want %q", text, q.Words, got)
		}
		if q.Without() != strings.TrimSpace(text) {
			t.Fatalf("%q without nothing is %q", text, q.Without())
		}
	})
}
