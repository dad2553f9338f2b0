package markup_test

import (
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

func TestHTMLText(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"paragraphs", "<p>One\n  two</p><p>three<br>four</p>", "One two\n\nthree\nfour"},
		{"inline elements part no word", "<p>foot<b>note</b>s, <i>and</i> more</p>", "footnotes, and more"},
		{"entities", "<p>Fish &amp; chips &mdash; 5&nbsp;&euro;</p>", "Fish & chips — 5 €"},
		{"list", "<ul><li>a<li><p>b</p><ul><li>c</ul><li></ul>end", "- a\n- b\n\n  - c\n\nend"},
		{"numbered list", "<ol start=3><li>a<li>b</ol>", "3. a\n4. b"},
		{"table", "<table><tr><th>Name<th>Rent<tr><td><p>Ada</p><td>900</table>", "Name | Rent\nAda | 900"},
		{"table with empty cells", "<table><tr><td>a<td><td>c<tr><td><td></table>z", "a |  | c\n\nz"},
		{"table for the layout", "<table><tr><td><h2>T</h2><p>a</p><p>b</p><td>c</table>", "T\n\na\n\nb\n\nc"},
		{"preformatted", "<pre>if x {\n    y\n}\n</pre>z", "if x {\n    y\n}\n\nz"},
		{"not shown", "a<script>b</script><style>c</style><template>d</template><p hidden>e</p><p style='color:red; display : none'>f</p>", "a"},
		{"of the site", "<nav>Home</nav><main><p>" + extracttest.Long + "</p></main><footer>Imprint</footer><div role=navigation>Up</div>", extracttest.Long},
		{"what a page marks as no part of it", "<h2>Rent<span class='x mw-editsection'>[edit]</span></h2><p>" + extracttest.Long + "</p>", "Rent\n\n" + extracttest.Long},
		{"an article's own footer", "<article><p>" + extracttest.Long + "</p><footer>By Ada</footer></article>", extracttest.Long + "\n\nBy Ada"},
		{"hardly anything but the site", "<nav>Home of " + extracttest.Long + "</nav><p>Hello</p>", "Home of " + extracttest.Long + "\n\nHello"},
		{"everything hidden", "<div style='display:none'><p>" + extracttest.Long + "</p></div>", extracttest.Long},
		{"soft hyphens", "<p>Donau&shy;dampf&shy;schiff</p>", "Donaudampfschiff"},
		{"definition list", "<dl><dt>term<dd>meaning</dl>", "term\nmeaning"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if document := extracttest.MustRead(t, "page.html", []byte("<html><body>"+tt.body)); document.Text != tt.want {
				t.Errorf("got  %q\nwant %q", document.Text, tt.want)
			}
		})
	}
}

func TestHTMLPlaces(t *testing.T) {
	document := extracttest.MustRead(t, "page.html", []byte(`<!doctype html><head><title> The  Lease </title><meta name=author content="Ada"></head>
		<h1>Lease</h1><p>intro</p><h2><a href=#>§ 1</a> Rent</h2><p>money</p><h3></h3><h2>Notice</h2><p>months</p>`))
	want := []doc.Mark{
		{Kind: doc.Heading, Start: 0, Level: 1, Label: "Lease"},
		{Kind: doc.Heading, Start: 14, Level: 2, Label: "§ 1 Rent"},
		{Kind: doc.Heading, Start: 32, Level: 2, Label: "Notice"},
	}
	if !reflect.DeepEqual(document.Places.Marks, want) {
		t.Errorf("marks %+v, want %+v, in %q", document.Places.Marks, want, document.Text)
	}
	if document.Title != "The Lease" || document.Author != "Ada" || document.Places.Lines {
		t.Errorf("title %q, author %q, lines %v", document.Title, document.Author, document.Places.Lines)
	}
	at := strings.Index(document.Text, "months")
	if got := document.Places.At(document.Text, at, at+6); !reflect.DeepEqual(got, doc.Place{Heading: []string{"Lease", "Notice"}}) {
		t.Errorf("place of the last word: %+v", got)
	}
}

func TestHTMLCharsetAndTitle(t *testing.T) {
	tests := []struct{ name, page, text, title string }{
		{"meta", "<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2", "Привет", "page"},
		{"http-equiv", `<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><p>` + "\x93\xfa\x96\x7b", "日本", "page"},
		{"xml declaration", `<?xml version="1.0" encoding="iso-8859-1"?><html><p>` + "caf\xe9", "café", "page"},
		{"meta that lies", "<meta charset=iso-8859-1><p>caf\xc3\xa9", "café", "page"},
		{"nothing said", "<p>caf\xe9 au lait", "café au lait", "page"},
		{"title from the heading", "<h1>Rent</h1>", "Rent", "Rent"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			document := extracttest.MustRead(t, "page.html", []byte(tt.page))
			if document.Text != tt.text || document.Title != tt.title {
				t.Errorf("got %q titled %q, want %q titled %q", document.Text, document.Title, tt.text, tt.title)
			}
		})
	}
}

func TestHTMLTooDeep(t *testing.T) {
	document := extracttest.MustRead(t, "page.html", []byte(strings.Repeat("<div><b>", 5000)+"<script>var x</script>words"))
	if document.Text != "words" {
		t.Errorf("got %q, want the words in spite of the depth", document.Text)
	}
}

// Numbers of notes and exponents become superscripts, and the pronunciation of a word does not split it.
func TestHTMLAboveTheLine(t *testing.T) {
	for markup, want := range map[string]string{
		`<p>the towpath<sup><a href="#n12">12</a></sup> at dawn</p>`: "the towpath¹² at dawn", `<p>85 m<sup>2</sup>, 10<sup>6</sup></p>`: "85 m², 10⁶",
		`<p>the 5<sup>th</sup> of May</p>`: "the 5th of May", `<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>です</p>`: "漢字です",
	} {
		if got := strings.TrimSpace(extracttest.MustRead(t, "a.html", []byte("<html><body>"+markup+"</body></html>")).Text); got != want {
			t.Errorf("%s is read as %q, want %q", markup, got, want)
		}
	}
}
