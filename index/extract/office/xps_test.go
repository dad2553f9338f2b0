package office_test

import (
	"testing"

	"footnote/index/extract/extracttest"
)

func TestXPS(t *testing.T) {
	parts := map[string]string{
		"[Content_Types].xml":            `<Types><Default Extension="fpage" ContentType="application/vnd.ms-package.xps-fixedpage+xml"/></Types>`,
		"_rels/.rels":                    `<Relationships><Relationship Id="a" Type="http://schemas.microsoft.com/xps/2005/06/fixedrepresentation" Target="/Seq.fdseq"/></Relationships>`,
		"Seq.fdseq":                      `<FixedDocumentSequence><DocumentReference Source="Documents/1/FixedDocument.fdoc"/></FixedDocumentSequence>`,
		"Documents/1/FixedDocument.fdoc": `<FixedDocument><PageContent Source="Pages/2.fpage"/><PageContent Source="/Documents/1/Pages/1.fpage"/></FixedDocument>`,
		"Documents/1/Pages/2.fpage":      `<FixedPage><Glyphs OriginX="10" OriginY="20" FontRenderingEmSize="12" UnicodeString="Rent"/><Glyphs OriginX="50" OriginY="20" FontRenderingEmSize="12" UnicodeString="is due"/><Glyphs OriginX="10" OriginY="34" FontRenderingEmSize="12" UnicodeString="{}{now}."/><Glyphs OriginX="10" OriginY="80" FontRenderingEmSize="12" UnicodeString="Ada"/><Canvas><Path Data="M 0 0"/></Canvas></FixedPage>`,
		"Documents/1/Pages/1.fpage":      `<FixedPage><Glyphs OriginX="10" OriginY="20" FontRenderingEmSize="12" UnicodeString="Annex"/></FixedPage>`,
		"docProps/core.xml":              `<cp><dc:title>Lease</dc:title></cp>`,
	}
	document := extracttest.MustRead(t, "a.xps", extracttest.ZIP(t, parts))
	if want := "Rent is due\n{now}.\n\nAda\n\nAnnex"; document.Text != want || document.Kind != "xps" || document.Title != "Lease" {
		t.Errorf("kind %q, title %q, text %q, want %q", document.Kind, document.Title, document.Text, want)
	}
	if place := extracttest.PlaceOf(t, document, "Annex"); place.Page != 2 {
		t.Errorf("the second page is at %+v", place)
	}
	delete(parts, "Seq.fdseq")
	if _, err := extracttest.Read(t, "a.oxps", extracttest.ZIP(t, parts)); err == nil {
		t.Error("a document without pages is read")
	}
}

func FuzzXPSPage(f *testing.F) {
	extracttest.FuzzPart(f, "a.xps", func(t *testing.T, part string) []byte {
		return extracttest.ZIP(t, map[string]string{
			"FixedDocumentSequence.fdseq": `<DocumentReference Source="a.fdoc"/>`, "a.fdoc": `<PageContent Source="1.fpage"/>`, "1.fpage": part,
		})
	}, `<Glyphs OriginX="NaN" OriginY="1e400" FontRenderingEmSize="-1" UnicodeString="a"/><Glyphs UnicodeString="b"/>`)
}
