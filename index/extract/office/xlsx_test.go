package office_test

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

func TestXLSXText(t *testing.T) {
	tests := []struct{ name, rows, want string }{
		{
			"kinds of cells", `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>1234.5</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#N/A</v></c>
			<c r="E1" t="str"><f>A1&amp;"x"</f><v>Rentx</v></c><c r="F1" t="inlineStr"><is><t>in line</t></is></c><c r="G1" s="2"><v>45000</v></c><c r="H1"><v>0.30000000000000004</v></c></row>`,
			"Rent | 1,234.50 € | TRUE | #N/A | Rentx | in line | 2023-03-15 | 0.3",
		},
		{"one line of a cell", `<row r="1"><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>`, "bold and plain | Rent"},
		{"what is not there", `<row r="1"><c t="s"><v>77</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c><c s="99"><v>5</v></c><c><v>five</v></c></row>`, " |  |  | 5 | five"},
		{"empty cells", `<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>4</v></c><c r="E1"><v></v></c></row><row r="2"><c r="B2"><v>2</v></c></row>`, "1 |  |  | 4\n | 2"},
		{"far apart", `<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>4</v></c></row>`, "1" + strings.Repeat(" | ", 16) + "4"},
		{"a sheet that begins further on", `</sheetData><dimension ref="C3:D9"/><sheetData><row r="3"><c r="C3"><v>1</v></c><c r="D3"><v>2</v></c></row>`, ""},
		{"rows without words", `<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="3"><c r="A3"><v>3</v></c></row><row r="9"><c r="A9"><v>9</v></c></row>`, "1\n\n3\n\n9"},
		{"rows without numbers", `<row><c><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row>`, "1\n2 | 3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			document, err := extracttest.Read(t, "a.xlsx", extracttest.XLSX(t, tt.rows, "", nil))
			if document.Text != tt.want || tt.want != "" && err != nil {
				t.Errorf("got  %q, %v\nwant %q", document.Text, err, tt.want)
			}
		})
	}
}

// Remarks are in the row of their cell: after its value, or in its place.
func TestXLSXRemarks(t *testing.T) {
	parts := map[string]string{
		"xl/worksheets/_rels/a.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/comments" Target="../comments1.xml"/>
			<Relationship Id="rId2" Type="x/threadedComment" Target="../threadedComments/t.xml"/></Relationships>`,
		"xl/comments1.xml": `<comments><authors><author>Ada</author></authors><commentList>
			<comment ref="B2"><text><r><t>Ada:</t></r><r><t xml:space="preserve"> too
			high</t></r></text></comment><comment ref="C2"><text><t>[Threaded comment] words of the program</t></text></comment>
			<comment ref="A3"><text><t>before</t></text></comment><comment ref="D9"><text><t>far below</t></text></comment>
			<comment ref="5"><text><t>nowhere</t></text></comment></commentList></comments>`,
		"xl/threadedComments/t.xml": `<ThreadedComments><threadedComment ref="C2"><text>Why?</text></threadedComment>
			<threadedComment ref="C2"><text>Because.</text></threadedComment></ThreadedComments>`,
	}
	rows := `<row r="2"><c r="A2" t="str"><v>Rent</v></c><c r="B2"><v>900</v></c></row><row r="3"><c r="B3"><v>5</v></c></row>`
	document := extracttest.MustRead(t, "a.xlsx", extracttest.XLSX(t, rows, "", parts))
	if want := "Rent | 900 [Ada: too high] | [Why?] [Because.]\n[before] | 5\n\n |  |  | [far below]"; document.Text != want {
		t.Fatalf("got  %q\nwant %q", document.Text, want)
	}
	if got, want := extracttest.PlaceOf(t, document, "far"), (doc.Place{Sheet: "Budget", Row: 9, EndRow: 9}); !reflect.DeepEqual(got, want) {
		t.Errorf("the place is %+v, want %+v", got, want)
	}
}

func TestXLSXPlaces(t *testing.T) {
	cell := func(row int, words string) string {
		return fmt.Sprintf(`<row r="%d"><c r="B%d" t="str"><v>%s</v></c></row>`, row, row, words)
	}
	parts := map[string]string{"docProps/core.xml": `<p><dc:title>Year</dc:title><dc:creator>Ada</dc:creator></p>`}
	budget := cell(3, "rent") + cell(4, "food") + cell(6, "sum") + cell(20, "remark")
	document := extracttest.MustRead(t, "a.xlsx", extracttest.XLSX(t, strings.Replace(budget, "<row", `<row r="1"/><row`, 1), cell(1, "Eve")+cell(2, "Bob"), parts))
	if want := " | rent\n | food\n\n | sum\n\n | remark\n\n | Eve\n | Bob"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	tests := []struct {
		from, to string
		want     doc.Place
	}{
		{"rent", "rent", doc.Place{Sheet: "Budget", Row: 3, EndRow: 3}},
		{"rent", "sum", doc.Place{Sheet: "Budget", Row: 3, EndRow: 6}},
		{"food", "remark", doc.Place{Sheet: "Budget", Row: 4, EndRow: 20}},
		{"remark", "remark", doc.Place{Sheet: "Budget", Row: 20, EndRow: 20}},
		{"Eve", "Bob", doc.Place{Sheet: "Staff", Row: 1, EndRow: 2}},
		{"remark", "Eve", doc.Place{Sheet: "Budget", Row: 20, EndRow: 20}},
	}
	for _, tt := range tests {
		from, to := strings.Index(document.Text, tt.from), strings.Index(document.Text, tt.to)+len(tt.to)
		if got := document.Places.At(document.Text, from, to); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("from %q to %q: got %+v, want %+v", tt.from, tt.to, got, tt.want)
		}
	}
	hard, soft := document.Places.Breaks()
	if want := []int{0, strings.Index(document.Text, " | Eve")}; !reflect.DeepEqual(hard, want) {
		t.Errorf("hard breaks at %v, want %v", hard, want)
	}
	if want := []int{strings.Index(document.Text, " | remark")}; !reflect.DeepEqual(soft, want) {
		t.Errorf("soft breaks at %v, want %v", soft, want)
	}
	if document.Title != "Year" || document.Author != "Ada" || document.Kind != "xlsx" {
		t.Errorf("title %q, author %q, kind %q", document.Title, document.Author, document.Kind)
	}
}

func TestXLSXRefusals(t *testing.T) {
	tests := []extracttest.RefusalTest{
		{Name: "no workbook", Data: extracttest.ZIP(t, map[string]string{"[Content_Types].xml": extracttest.XLSXTypes}), Reason: doc.Damaged},
		{Name: "no cells", Data: extracttest.XLSX(t, "", "", nil), Reason: doc.Empty},
		{Name: "broken sheet", Data: extracttest.XLSX(t, "", "", map[string]string{"xl/worksheets/a.xml": "<worksheet><"}), Reason: doc.Damaged},
		{Name: "binary", Data: extracttest.ZIP(t, map[string]string{
			"[Content_Types].xml": `<Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>`, "xl/workbook.bin": "x",
			"_rels/.rels": `<Relationships><Relationship Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>`,
		}), Reason: doc.Unsupported},
	}
	for _, tt := range tests {
		t.Run(tt.Name, func(t *testing.T) { tt.Check(t, "a.xlsx") })
	}
	broken := extracttest.XLSX(t, `<row r="1"><c><v>1</v></c></row><row><`, `<row><c><v>2</v></c></row>`, nil)
	if document := extracttest.MustRead(t, "a.xlsx", broken); document.Text != "1\n\n2" || document.Notes == nil {
		t.Errorf("broken sheet before a whole one: got %q with note %q", document.Text, document.Notes)
	}
}

// A table of a million rows needs one mark, and little memory beside its text.
func TestXLSXMillionRows(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const rows = 1_000_000
	var b strings.Builder
	for i := range rows {
		fmt.Fprintf(&b, `<row r="%d"><c r="A%d" t="s"><v>0</v></c><c r="B%d" s="1"><v>%d</v></c></row>`, i+1, i+1, i+1, i)
	}
	data := extracttest.XLSX(t, b.String(), "", nil)
	b.Reset()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := extract.New("")
	document, err := x.Reader(t.Context(), "a.xlsx", strings.NewReader(string(data)), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if got := strings.Count(document.Text, "\n") + 1; got != rows || len(document.Places.Marks) != 1 {
		t.Errorf("got %d lines and %d marks, want %d and 1", got, len(document.Places.Marks), rows)
	}
	const most = 300 << 20
	if grown := int64(after.Sys) - int64(before.Sys); grown > most {
		t.Errorf("memory grew by %d MiB, want at most %d", grown>>20, most>>20)
	}
	at := strings.Index(document.Text, "777,776.00")
	if place := document.Places.At(document.Text, at, at+3); place.Row != 777_777 {
		t.Errorf("row %d, want 777777", place.Row)
	}
}
