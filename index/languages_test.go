package index_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"footnote/index/language"
)

// A house is a document in one language, and questions about its paragraphs.
type house struct {
	tag        string
	paragraphs []string
	questions  []struct{ paragraph, text string }
}

var numbered = regexp.MustCompile(`^(.*) (\[\d+\])$`)

// houses reads testdata/languages/questions.txt.
func houses(t *testing.T) []house {
	t.Helper()
	data, err := os.ReadFile("testdata/languages/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []house
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case numbered.MatchString(line):
			all[len(all)-1].paragraphs = append(all[len(all)-1].paragraphs, numbered.FindStringSubmatch(line)[1])
		case strings.HasPrefix(line, "? "):
			paragraph, text, _ := strings.Cut(line[2:], " ")
			of := &all[len(all)-1]
			of.questions = append(of.questions, struct{ paragraph, text string }{of.paragraphs[paragraph[0]-'1'], text})
		default:
			all = append(all, house{tag: line})
		}
	}
	return all
}

// Each language has questions in other forms of the words than their answers. All documents are in one library: the paragraph that answers
// is among the first three, though every paragraph is a file of its own and there are eighteen languages.
func TestQuestionsInEveryLanguage(t *testing.T) {
	tr := newTree(t)
	all := houses(t)
	for _, h := range all {
		for i, paragraph := range h.paragraphs {
			tr.write(fmt.Sprintf("house/%s/%d.txt", h.tag, i), paragraph)
		}
	}
	tr.add("house")
	tr.sync()
	if len(all) != len(language.All) {
		t.Errorf("%d languages have a document, of %d", len(all), len(language.All))
	}
	for _, h := range all {
		if len(h.questions) != 8 {
			t.Errorf("%s has %d questions", h.tag, len(h.questions))
		}
		for _, q := range h.questions {
			passages := tr.search(q.text)
			var texts []string
			for _, p := range passages[:min(3, len(passages))] {
				texts = append(texts, p.Text)
			}
			if !slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, q.paragraph) }) {
				t.Errorf("%s: %q finds %q, want %q", h.tag, q.text, texts, q.paragraph)
			}
		}
	}
}

func byTag(tag string) *language.Language {
	return language.All[slices.IndexFunc(language.All, func(l *language.Language) bool { return l.Tag == tag })]
}

// The language of each document and of each of its questions is told; that of a few words only if they show it.
func TestDetect(t *testing.T) {
	questions, right := 0, 0
	for _, h := range houses(t) {
		if got := language.Detect(strings.Join(h.paragraphs, "\n")); got == nil || got.Tag != h.tag {
			t.Errorf("a document in %s is told to be in %+v", h.tag, got)
		}
		for _, q := range h.questions {
			questions++
			if got := language.DetectQuestion(q.text, language.SetOf(byTag(h.tag))); got != nil && got.Tag == h.tag {
				right++
			} else {
				t.Logf("%s: %q", h.tag, q.text)
			}
		}
	}
	if right < questions*95/100 {
		t.Errorf("the language of %d of %d questions is told", right, questions)
	}
}
