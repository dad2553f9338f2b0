package office_test

import (
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

func TestPPTXText(t *testing.T) {
	tests := []struct{ name, shapes, want string }{
		{"title first", extracttest.Shape("", extracttest.Run("box")) + extracttest.Shape("ctrTitle", extracttest.Run("The"), extracttest.Run("Title")), "The Title\n\nbox"},
		{"lists", extracttest.Shape("body", extracttest.Run("a"), `<a:pPr lvl="1"/>`+extracttest.Run("b"), `<a:pPr><a:buNone/></a:pPr>`+extracttest.Run("c")), "- a\n  - b\nc"},
		{"a list outside of a placeholder", extracttest.Shape("", extracttest.Run("a"), `<a:pPr><a:buChar char="x"/></a:pPr>`+extracttest.Run("b")), "a\n- b"},
		{"runs and breaks", extracttest.Shape("", extracttest.Run("foot")+extracttest.Run("note")+"<a:br/>"+extracttest.Run("next")), "footnote\nnext"},
		{"what every slide has", extracttest.Shape("ftr", extracttest.Run("Company")) + extracttest.Shape("sldNum", extracttest.Run("7")) + extracttest.Shape("dt", extracttest.Run("May")) + extracttest.Shape("", extracttest.Run("own")), "own"},
		{"table", "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p>" + extracttest.Run("a") + "</a:p><a:p>" + extracttest.Run("b") + "</a:p></a:txBody></a:tc><a:tc><a:txBody><a:p>" +
			extracttest.Run("c") + "</a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>", "a b | c"},
		{"alternatives", "<mc:AlternateContent><mc:Choice>" + extracttest.Shape("", extracttest.Run("new")) + "</mc:Choice><mc:Fallback>" + extracttest.Shape("", extracttest.Run("old")) +
			"</mc:Fallback></mc:AlternateContent>", "new"},
		{"above and below the line", extracttest.Shape("", extracttest.Run("towpath")+`<a:r><a:rPr baseline="30000"/><a:t>12</a:t></a:r><a:r><a:rPr/><a:t>, H</a:t></a:r><a:r><a:rPr baseline="-25000"/><a:t>2</a:t></a:r>`+extracttest.Run("O")), "towpath¹², H2O"},
		{"a picture's words are none", "<p:pic><p:nvPr/></p:pic>" + extracttest.Shape("", extracttest.Run("x")), "x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if document := extracttest.MustRead(t, "a.pptx", extracttest.PPTX(t, tt.shapes, "", nil)); document.Text != tt.want {
				t.Errorf("got  %q\nwant %q", document.Text, tt.want)
			}
		})
	}
}

func TestPPTXPlaces(t *testing.T) {
	parts := map[string]string{
		"ppt/slides/_rels/slide2.xml.rels": `<Relationships><Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/n.xml"/>
			<Relationship Id="c" Type="x/chart" Target="../charts/c.xml"/><Relationship Id="d" Type="x/diagramData" Target="../diagrams/d.xml"/></Relationships>`,
		"ppt/notesSlides/n.xml": "<p:notes>" + extracttest.Shape("sldImg") + extracttest.Shape("body", extracttest.Run("say this")) + extracttest.Shape("sldNum", extracttest.Run("1")) + "</p:notes>",
		"ppt/charts/c.xml": `<c:chart><c:title><a:p>` + extracttest.Run("Sales") + `</a:p></c:title><c:cat><c:strRef><c:strCache><c:pt><c:v>North</c:v></c:pt></c:strCache></c:strRef></c:cat>
			<c:val><c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache></c:val></c:chart>`,
		"ppt/diagrams/d.xml": `<dgm:pt><dgm:t><a:p>` + extracttest.Run("Step") + `</a:p></dgm:t></dgm:pt>`,
		"docProps/core.xml":  `<p><dc:title>PowerPoint Presentation</dc:title><dc:creator>Ada</dc:creator></p>`,
	}
	first := extracttest.Shape("title", extracttest.Run("Plan")) + `<p:graphicFrame><c:chart r:id="c"/><dgm:relIds r:dm="d"/></p:graphicFrame>`
	document := extracttest.MustRead(t, "a.pptx", extracttest.PPTX(t, first, extracttest.Shape("", extracttest.Run("end")), parts))
	if want := "Plan\n\nSales\nNorth\n\nStep\n\nsay this\n\nend"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	for words, want := range map[string]doc.Place{
		"North":    {Slide: 1, Heading: []string{"Plan"}},
		"say this": {Slide: 1, Heading: []string{"Plan", "Notes"}},
		"end":      {Slide: 2},
	} {
		at := strings.Index(document.Text, words)
		if got := document.Places.At(document.Text, at, at+len(words)); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %+v, want %+v", words, got, want)
		}
	}
	if hard, _ := document.Places.Breaks(); hard[0] != 0 || hard[len(hard)-1] != strings.Index(document.Text, "end") {
		t.Errorf("hard breaks at %v", hard)
	}
	if document.Title != "Plan" || document.Author != "Ada" || document.Kind != "pptx" {
		t.Errorf("title %q, author %q, kind %q", document.Title, document.Author, document.Kind)
	}
}

// Remarks in both formats, the newer with replies, are on their slide.
func TestPPTXRemarks(t *testing.T) {
	document := extracttest.MustRead(t, "a.pptx", extracttest.PPTX(t, extracttest.Shape("title", extracttest.Run("Plan")), extracttest.Shape("title", extracttest.Run("End")), map[string]string{
		"ppt/slides/_rels/slide2.xml.rels": `<Relationships><Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/n.xml"/>
			<Relationship Id="o" Type="x/comments" Target="../comments/o.xml"/><Relationship Id="m" Type="y/comments" Target="../comments/m.xml"/></Relationships>`,
		"ppt/notesSlides/n.xml": "<p:notes>" + extracttest.Shape("body", extracttest.Run("say this")) + "</p:notes>",
		"ppt/comments/o.xml":    `<p:cmLst><p:cm authorId="1"><p:pos x="1" y="2"/><p:text>Too  long?</p:text></p:cm><p:cm><p:text> </p:text></p:cm></p:cmLst>`,
		"ppt/comments/m.xml": `<p188:cmLst><p188:cm><p188:replyLst><p188:reply><p188:txBody><a:p>` + extracttest.Run("It was 2019.") + `</a:p></p188:txBody></p188:reply></p188:replyLst>
			<p188:txBody><a:p>` + extracttest.Run("Which") + extracttest.Run(" year?") + `</a:p><a:p>` + extracttest.Run("Whose?") + `</a:p></p188:txBody></p188:cm></p188:cmLst>`,
	}))
	if want := "Plan\n\n[Too long?]\n\n[Which year? Whose?]\n[It was 2019.]\n\nsay this\n\nEnd"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	at := strings.Index(document.Text, "It was")
	if got, want := document.Places.At(document.Text, at, at+6), (doc.Place{Slide: 1, Heading: []string{"Plan"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("a remark stands at %+v, want %+v", got, want)
	}
}

// What stands on every slide of a layout or a master is read once. Placeholders' instructions are not.
func TestPPTXStandingWords(t *testing.T) {
	layout := func(to string) string {
		return `<Relationships><Relationship Id="l" Type="x/slideLayout" Target="../slideLayouts/` + to + `.xml"/></Relationships>`
	}
	master := `<Relationships><Relationship Id="m" Type="x/slideMaster" Target="../slideMasters/m.xml"/></Relationships>`
	document := extracttest.MustRead(t, "a.pptx", extracttest.PPTX(t, extracttest.Shape("title", extracttest.Run("Plan")), extracttest.Shape("title", extracttest.Run("End")), map[string]string{
		"ppt/slides/_rels/slide2.xml.rels": layout("a"), "ppt/slides/_rels/slide1.xml.rels": layout("b"),
		"ppt/slideLayouts/_rels/a.xml.rels": master, "ppt/slideLayouts/_rels/b.xml.rels": master,
		"ppt/slideLayouts/a.xml": extracttest.Shape("title", extracttest.Run("Click to edit")),
		"ppt/slideLayouts/b.xml": extracttest.Shape("", extracttest.Run("Questions?")),
		"ppt/slideMasters/m.xml": extracttest.Shape("body", extracttest.Run("Click to add")) + extracttest.Shape("", extracttest.Run("Acme, in confidence")) + extracttest.Shape("ftr", extracttest.Run("Footer")),
	}))
	if want := "Plan\n\nAcme, in confidence\n\nEnd\n\nQuestions?"; document.Text != want {
		t.Errorf("got %q, want %q", document.Text, want)
	}
}

func TestPPTXRefusals(t *testing.T) {
	for _, tt := range []extracttest.RefusalTest{
		{Name: "no presentation", Data: extracttest.ZIP(t, map[string]string{"[Content_Types].xml": extracttest.PPTXTypes}), Reason: doc.Damaged},
		{Name: "no words", Data: extracttest.PPTX(t, extracttest.Shape("ftr", extracttest.Run("x")), "", nil), Reason: doc.Empty},
		{Name: "broken slide", Data: extracttest.PPTX(t, "", "", map[string]string{"ppt/slides/slide2.xml": "<p:sld><"}), Reason: doc.Damaged},
	} {
		t.Run(tt.Name, func(t *testing.T) { tt.Check(t, "a.pptx") })
	}
}
