package extract_test

import (
	"maps"
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
)

const (
	pptxTypes        = `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>`
	pptxPresentation = `<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/></p:sldIdLst></p:presentation>`
	pptxRelations    = `<Relationships><Relationship Id="rId1" Type="x/slide" Target="slides/slide1.xml"/>
		<Relationship Id="rId2" Type="x/slide" Target="slides/slide2.xml"/></Relationships>`
)

// pptxOf makes a presentation of two slides, of which the second part is shown first, and other parts.
func pptxOf(t testing.TB, first, second string, others map[string]string) []byte {
	t.Helper()
	slide := func(shapes string) string {
		return "<p:sld><p:cSld><p:spTree>" + shapes + "</p:spTree></p:cSld></p:sld>"
	}
	parts := map[string]string{
		"[Content_Types].xml": pptxTypes, "ppt/presentation.xml": pptxPresentation, "ppt/_rels/presentation.xml.rels": pptxRelations,
		"ppt/slides/slide2.xml": slide(first), "ppt/slides/slide1.xml": slide(second),
	}
	maps.Copy(parts, others)
	return zipOf(t, parts)
}

// shape is a shape for a purpose, of paragraphs that are each given with their markup.
func shape(role string, paragraphs ...string) string {
	placeholder := ""
	if role != "" {
		placeholder = `<p:nvPr><p:ph type="` + role + `"/></p:nvPr>`
	}
	return "<p:sp>" + placeholder + "<p:txBody><a:p>" + strings.Join(paragraphs, "</a:p><a:p>") + "</a:p></p:txBody></p:sp>"
}

func run(words string) string { return "<a:r><a:t>" + words + "</a:t></a:r>" }

func TestPPTXText(t *testing.T) {
	tests := []struct{ name, shapes, want string }{
		{"title first", shape("", run("box")) + shape("ctrTitle", run("The"), run("Title")), "The Title\n\nbox"},
		{"lists", shape("body", run("a"), `<a:pPr lvl="1"/>`+run("b"), `<a:pPr><a:buNone/></a:pPr>`+run("c")), "- a\n  - b\nc"},
		{"a list outside of a placeholder", shape("", run("a"), `<a:pPr><a:buChar char="x"/></a:pPr>`+run("b")), "a\n- b"},
		{"runs and breaks", shape("", run("foot")+run("note")+"<a:br/>"+run("next")), "footnote\nnext"},
		{"what every slide has", shape("ftr", run("Company")) + shape("sldNum", run("7")) + shape("dt", run("May")) + shape("", run("own")), "own"},
		{"table", "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p>" + run("a") + "</a:p><a:p>" + run("b") + "</a:p></a:txBody></a:tc><a:tc><a:txBody><a:p>" +
			run("c") + "</a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>", "a b | c"},
		{"alternatives", "<mc:AlternateContent><mc:Choice>" + shape("", run("new")) + "</mc:Choice><mc:Fallback>" + shape("", run("old")) +
			"</mc:Fallback></mc:AlternateContent>", "new"},
		{"a picture's words are none", "<p:pic><p:nvPr/></p:pic>" + shape("", run("x")), "x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if document := mustRead(t, "a.pptx", pptxOf(t, tt.shapes, "", nil)); document.Text != tt.want {
				t.Errorf("got  %q\nwant %q", document.Text, tt.want)
			}
		})
	}
}

func TestPPTXPlaces(t *testing.T) {
	parts := map[string]string{
		"ppt/slides/_rels/slide2.xml.rels": `<Relationships><Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/n.xml"/>
			<Relationship Id="c" Type="x/chart" Target="../charts/c.xml"/><Relationship Id="d" Type="x/diagramData" Target="../diagrams/d.xml"/></Relationships>`,
		"ppt/notesSlides/n.xml": "<p:notes>" + shape("sldImg") + shape("body", run("say this")) + shape("sldNum", run("1")) + "</p:notes>",
		"ppt/charts/c.xml": `<c:chart><c:title><a:p>` + run("Sales") + `</a:p></c:title><c:cat><c:strRef><c:strCache><c:pt><c:v>North</c:v></c:pt></c:strCache></c:strRef></c:cat>
			<c:val><c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache></c:val></c:chart>`,
		"ppt/diagrams/d.xml": `<dgm:pt><dgm:t><a:p>` + run("Step") + `</a:p></dgm:t></dgm:pt>`,
		"docProps/core.xml":  `<p><dc:title>PowerPoint Presentation</dc:title><dc:creator>Ada</dc:creator></p>`,
	}
	first := shape("title", run("Plan")) + `<p:graphicFrame><c:chart r:id="c"/><dgm:relIds r:dm="d"/></p:graphicFrame>`
	document := mustRead(t, "a.pptx", pptxOf(t, first, shape("", run("end")), parts))
	if want := "Plan\n\nSales\nNorth\n\nStep\n\nsay this\n\nend"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	for words, want := range map[string]extract.Place{
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

// Remarks of both forms, the newer with answers, stand on their slide.
func TestPPTXRemarks(t *testing.T) {
	document := mustRead(t, "a.pptx", pptxOf(t, shape("title", run("Plan")), shape("title", run("End")), map[string]string{
		"ppt/slides/_rels/slide2.xml.rels": `<Relationships><Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/n.xml"/>
			<Relationship Id="o" Type="x/comments" Target="../comments/o.xml"/><Relationship Id="m" Type="y/comments" Target="../comments/m.xml"/></Relationships>`,
		"ppt/notesSlides/n.xml": "<p:notes>" + shape("body", run("say this")) + "</p:notes>",
		"ppt/comments/o.xml":    `<p:cmLst><p:cm authorId="1"><p:pos x="1" y="2"/><p:text>Too  long?</p:text></p:cm><p:cm><p:text> </p:text></p:cm></p:cmLst>`,
		"ppt/comments/m.xml": `<p188:cmLst><p188:cm><p188:replyLst><p188:reply><p188:txBody><a:p>` + run("It was 2019.") + `</a:p></p188:txBody></p188:reply></p188:replyLst>
			<p188:txBody><a:p>` + run("Which") + run(" year?") + `</a:p><a:p>` + run("Whose?") + `</a:p></p188:txBody></p188:cm></p188:cmLst>`,
	}))
	if want := "Plan\n\n[Too long?]\n\n[Which year? Whose?]\n[It was 2019.]\n\nsay this\n\nEnd"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	at := strings.Index(document.Text, "It was")
	if got, want := document.Places.At(document.Text, at, at+6), (extract.Place{Slide: 1, Heading: []string{"Plan"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("a remark stands at %+v, want %+v", got, want)
	}
}

// What stands on every slide made after a layout or a master is read once; what they say is to be written there is not.
func TestPPTXStandingWords(t *testing.T) {
	layout := func(to string) string {
		return `<Relationships><Relationship Id="l" Type="x/slideLayout" Target="../slideLayouts/` + to + `.xml"/></Relationships>`
	}
	master := `<Relationships><Relationship Id="m" Type="x/slideMaster" Target="../slideMasters/m.xml"/></Relationships>`
	document := mustRead(t, "a.pptx", pptxOf(t, shape("title", run("Plan")), shape("title", run("End")), map[string]string{
		"ppt/slides/_rels/slide2.xml.rels": layout("a"), "ppt/slides/_rels/slide1.xml.rels": layout("b"),
		"ppt/slideLayouts/_rels/a.xml.rels": master, "ppt/slideLayouts/_rels/b.xml.rels": master,
		"ppt/slideLayouts/a.xml": shape("title", run("Click to edit")),
		"ppt/slideLayouts/b.xml": shape("", run("Questions?")),
		"ppt/slideMasters/m.xml": shape("body", run("Click to add")) + shape("", run("Acme, in confidence")) + shape("ftr", run("Footer")),
	}))
	if want := "Plan\n\nAcme, in confidence\n\nEnd\n\nQuestions?"; document.Text != want {
		t.Errorf("got %q, want %q", document.Text, want)
	}
}

func TestPPTXRefusals(t *testing.T) {
	for _, tt := range []refusalTest{
		{"no presentation", zipOf(t, map[string]string{"[Content_Types].xml": pptxTypes}), doc.Damaged},
		{"no words", pptxOf(t, shape("ftr", run("x")), "", nil), doc.Empty},
		{"broken slide", pptxOf(t, "", "", map[string]string{"ppt/slides/slide2.xml": "<p:sld><"}), doc.Damaged},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.check(t, "a.pptx") })
	}
}
