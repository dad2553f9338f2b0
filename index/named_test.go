package index_test

import (
	"path/filepath"
	"testing"
)

// A document whose title or file name is asked for comes first, whatever others say of it.
func TestANamedDocumentComesFirst(t *testing.T) {
	tr := newTree(t)
	for name, text := range map[string]string{
		"boiler-manual.txt": "Turn the knob to the left until the flame is blue.\n",
		"a note.txt":        "The boiler manual is in the kitchen drawer. The boiler manual says how the boiler is lit.\n",
		"house.md":          "# Überblick\n\nThe house has two floors and a cellar.\n",
		"letting.md":        "# Letter of the landlord\n\nThe rent goes up in August.\n",
		"b.txt":             "An Überblick, an overview of what was said: Überblick.\n",
	} {
		tr.write("home/"+name, text)
	}
	tr.add("home")
	tr.sync()
	for question, want := range map[string]string{
		"boiler manual": "boiler-manual.txt", "Boiler Manual": "boiler-manual.txt", "boiler-manual.txt": "boiler-manual.txt", "uberblick": "house.md",
		"letting": "letting.md",
	} {
		passages := tr.search(question)
		if len(passages) == 0 || filepath.Base(passages[0].Citation.Path) != want {
			t.Errorf("%q finds %v first, want %s", question, passages, want)
			continue
		}
		if p := passages[0]; p.Score < 0.9 || p.Rank != 1 {
			t.Errorf("%q: %s has the likelihood %v and the rank %d", question, want, p.Score, p.Rank)
		}
	}
}
