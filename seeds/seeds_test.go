package seeds_test

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/seeds"
	"footnote/seeds/seedstest"
)

func TestUnpack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "library", "starter")
	if err := seeds.Unpack(dir); err != nil {
		t.Fatal(err)
	}
	entries, err := fs.ReadDir(seeds.Files(), ".")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(entries); n < 8 || n > 12 {
		t.Errorf("there are %d starter documents, want 8 to 12", n)
	}
	for _, entry := range entries {
		want, err := fs.ReadFile(seeds.Files(), entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s was not unpacked as it is built in (%v)", entry.Name(), err)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != len(entries) {
		t.Errorf("the folder holds %d files (%v), want the %d documents alone", len(left), err, len(entries))
	}
}

func TestUnpackAgain(t *testing.T) {
	dir := t.TempDir()
	if err := seeds.Unpack(dir); err != nil {
		t.Fatal(err)
	}
	kept, spoilt := filepath.Join(dir, "tea.txt"), filepath.Join(dir, "sleep.docx")
	long := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	if err := os.Chtimes(kept, long, long); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(spoilt, []byte("cut short"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := seeds.Unpack(dir); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(kept); err != nil || !info.ModTime().Equal(long) {
		t.Errorf("an equal file was written again: %v, %v", info, err)
	}
	want, _ := fs.ReadFile(seeds.Files(), "sleep.docx")
	if got, err := os.ReadFile(spoilt); err != nil || !bytes.Equal(got, want) {
		t.Errorf("a file with other bytes was not replaced (%v)", err)
	}
}

func TestUnpackIntoAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "taken")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := seeds.Unpack(path); err == nil {
		t.Error("Unpack into a file reported no error")
	}
}

func TestStarterQuestions(t *testing.T) {
	questions := seeds.Questions()
	if n := len(questions); n < 6 || n > 8 {
		t.Errorf("%d starter questions, want 6 to 8", n)
	}
	questions[0] = "changed"
	if seeds.Questions()[0] == "changed" {
		t.Error("a caller can change the starter questions")
	}
}

// TestQuestionFile checks testdata/questions.json, which the engine's tests use, against the documents: each answer's words must be in its
// file, and a question marked as a paraphrase must share no content word with the paragraph that answers it.
func TestQuestionFile(t *testing.T) {
	questions, err := seedstest.Load("testdata/questions.json")
	if err != nil {
		t.Fatal(err)
	}
	asked, paraphrases := map[string]int{}, 0
	for _, q := range questions {
		asked[q.File]++
		text := plainText(t, q.File)
		if strings.Count(text, q.Contains) != 1 {
			t.Errorf("%s: %q stands there %d times, want once", q.File, q.Contains, strings.Count(text, q.Contains))
		}
		if q.Paraphrase {
			paraphrases++
			if word := sharedWord(q.Question, paragraph(text, q.Contains)); word != "" {
				t.Errorf("%q shares %q with its answer", q.Question, word)
			}
		}
	}
	entries, err := fs.ReadDir(seeds.Files(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if asked[entry.Name()] < 2 {
			t.Errorf("%s is asked about %d times, want at least twice", entry.Name(), asked[entry.Name()])
		}
	}
	for _, starter := range seeds.Questions() {
		if !slices.ContainsFunc(questions, func(q seedstest.Question) bool { return q.Question == starter }) {
			t.Errorf("the starter question %q has no answer in the file", starter)
		}
	}
	if paraphrases < 8 {
		t.Errorf("%d paraphrases, want at least 8", paraphrases)
	}
}

// TestReadmeFigure compares the README with the recorded ranks.
func TestReadmeFigure(t *testing.T) {
	questions, err := seedstest.Load("testdata/questions.json")
	if err != nil {
		t.Fatal(err)
	}
	first := 0
	for _, q := range questions {
		if q.Rank == 1 {
			first++
		}
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("right passage comes first for %d of the %d questions", first, len(questions))
	if !strings.Contains(strings.Join(strings.Fields(string(readme)), " "), want) {
		t.Errorf("README.md does not say %q", want)
	}
}

// paragraph returns the line of a text that contains the words.
func paragraph(text, words string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, words) {
			return line
		}
	}
	return ""
}

var word = regexp.MustCompile(`\pL+`)

// sharedWord returns a content word of the question that the text has too. It compares the first five letters, so inflections are equal.
// Words of fewer than four letters and common question words do not count.
func sharedWord(question, text string) string {
	const common = " what when which where does with that from into long much have should will still before been "
	stems := map[string]bool{}
	for _, w := range word.FindAllString(strings.ToLower(text), -1) {
		stems[w[:min(5, len(w))]] = true
	}
	for _, w := range word.FindAllString(strings.ToLower(question), -1) {
		if len(w) >= 4 && !strings.Contains(common, " "+w+" ") && stems[w[:min(5, len(w))]] {
			return w
		}
	}
	return ""
}

var (
	style     = regexp.MustCompile(`(?s)<style>.*?</style>`)
	blockEnd  = regexp.MustCompile(`</(p|li|h1|h2|tr)>`)
	tag       = regexp.MustCompile(`<[^>]*>`)
	blankLine = regexp.MustCompile(`\n\s*\n`)
)

// plainText returns the text of a starter document with single spaces, one paragraph per line. For DOCX and PDF it reads the HTML they were
// made from.
func plainText(t *testing.T, name string) string {
	t.Helper()
	ext := filepath.Ext(name)
	path := filepath.Join("starter", name)
	if ext == ".docx" || ext == ".pdf" {
		path = filepath.Join("source", strings.TrimSuffix(name, ext)+".html")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	if filepath.Ext(path) == ".html" {
		text = blockEnd.ReplaceAllString(style.ReplaceAllString(text, ""), "\n\n")
		text = html.UnescapeString(tag.ReplaceAllString(text, ""))
	}
	paragraphs := blankLine.Split(text, -1)
	for i, p := range paragraphs {
		paragraphs[i] = strings.Join(strings.Fields(p), " ")
	}
	return strings.Join(paragraphs, "\n")
}
