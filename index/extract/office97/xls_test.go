package office97_test

import (
	"os"
	"reflect"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

func TestXLS(t *testing.T) {
	document := read(t, "budget.xls")
	const want = "Item | Cost | Day\nRent — Łódź | 1,234.50 [too high] | 2009-06-01\n\nShare | 25.5% | TRUE | 2,469.00\n\nspare key |  | under the mat"
	if document.Text != want || document.Kind != "xls" || document.Title != "Household" || document.Author != "Ada Byron" {
		t.Errorf("kind %q, title %q, author %q, text %q", document.Kind, document.Title, document.Author, document.Text)
	}
	for words, want := range map[string]doc.Place{
		"Share": {Sheet: "Budget", Row: 6, EndRow: 6}, "mat": {Sheet: "Hidden ones", Row: 1, EndRow: 1}, "Łódź": {Sheet: "Budget", Row: 2, EndRow: 2},
	} {
		if got := extracttest.PlaceOf(t, document, words); !reflect.DeepEqual(got, want) {
			t.Errorf("%q is at %+v, want %+v", words, got, want)
		}
	}
}

func TestXLSText(t *testing.T) {
	record, words := extracttest.OldRecord, extracttest.OldWords
	cell := func(row, column uint16) string { return extracttest.OldRecord(0, row, column, uint16(0))[4:] }
	shared := record(0xfc, 3, 3, uint16(5), "\x00first", uint16(6), "\x01s\x00e\x00c\x00") + record(0x3c, "\x00ond", uint16(2), "\x0c", uint16(1), 4, "ok", 0, 0)
	for _, tt := range []struct{ name, globals, sheet, want string }{
		{"words", "", words(0, 0, "a") + words(1, 1, "caf\xe9"), "a\n | café"},
		{"shared words that go on", shared, record(0xfd, cell(0, 0), 0) + record(0xfd, cell(0, 1), 1) + record(0xfd, cell(0, 2), 2) + record(0xfd, cell(0, 3), 99), "first | second | ok"},
		{
			"numbers", record(0x41e, uint16(164), uint16(8), "\x000.0\" km\"") + record(0xe0, uint16(0), uint16(0)) + record(0xe0, uint16(0), uint16(164)),
			record(0x203, cell(0, 0), uint32(0), uint32(0x3ff80000)) + record(0x27e, cell(0, 1), uint32(12345<<2|3)) +
				record(0xbd, uint16(1), uint16(0), uint16(0), uint32(7<<2|2), uint16(1), uint32(8<<2|2), uint16(1)), "1.5 | 123.45\n7 | 8.0 km",
		},
		{"truths and errors", "", record(0x205, cell(0, 0), "\x01\x00") + record(0x205, cell(0, 1), "\x00\x00") + record(0x205, cell(0, 2), "\x2a\x01"), "TRUE | FALSE | #N/A"},
		{"formulas", "", record(6, cell(0, 0), uint32(0), uint32(0x40000000), uint16(0)) + record(6, cell(0, 1), "\x00\x00\x00\x00\x00\x00\xff\xff", uint16(0)) + record(0x4bc, 0) + record(0x207, uint16(2), "\x00hi") +
			record(6, cell(0, 2), "\x01\x00\x01\x00\x00\x00\xff\xff", uint16(0)) + record(6, cell(0, 3), "\x02\x00\x07\x00\x00\x00\xff\xff", uint16(0)), "2 | hi | TRUE | #DIV/0!"},
		{"cells in any order", "", words(2, 0, "c") + words(0, 1, "b") + words(0, 0, "a") + words(0, 0, "A"), "A | b\n\nc"},
		{"a chart on the sheet", "", words(0, 0, "a") + record(0x809, uint16(0x600), uint16(0x20)) + words(0, 1, "axis") + record(0xa) + words(1, 0, "b"), "a\nb"},
		{"remarks", "", words(1, 1, "v") + record(0x5d, uint16(0x15), uint16(18), uint16(25), uint16(7), "\x00\x00\x00\x00") + record(0x1b6, 0, 0, uint16(0), uint16(5), 0, uint16(0)) + record(0x3c, "\x00high?") + record(0x3c, 0) +
			record(0x1c, uint16(1), uint16(1), uint16(0), uint16(7), "x") + record(0x1c, uint16(0), uint16(0), uint16(0), uint16(7), "x") + record(0x1c, uint16(9), uint16(0), uint16(0), uint16(8), "x"), "[high?]\n | v [high?]"},
		{"a sheet that begins further on", "", record(0x200, 3, 9, uint16(2), uint16(9), uint16(0)) + words(3, 2, "a"), "a"},
		{"days from 1904", record(0x22, uint16(1)) + record(0xe0, uint16(0), uint16(14)), extracttest.OldCell(0, 0, 1), "1904-01-02"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			extracttest.WithoutTools(t)
			document, err := extracttest.Read(t, "a.xls", extracttest.OldWorkbook(tt.globals, tt.sheet))
			if document.Text != tt.want {
				t.Errorf("got  %q, %v\nwant %q", document.Text, err, tt.want)
			}
		})
	}
}

// What Excel 95 wrote is in a stream of another name, and in a code page.
func TestXLSOfExcel95(t *testing.T) {
	extracttest.WithoutTools(t)
	record := extracttest.OldRecord
	begin := func(kind uint16) string { return record(0x809, uint16(0x500), kind, 0) }
	globals := func(at int) string {
		return begin(5) + record(0x42, uint16(1251)) + record(0x85, at, uint16(0), "\x05\xcb\xe8\xf1\xf2\x31") + record(0xa)
	}
	sheet := begin(0x10) + record(0x204, uint16(0), uint16(0), uint16(0), uint16(6), "\xcf\xf0\xe8\xe2\xe5\xf2") +
		record(6, uint16(1), uint16(0), uint16(0), "\x00\x00\x00\x00\x00\x00\xff\xff", uint16(0)) + record(0x207, uint16(2), "ok") +
		record(0x1c, uint16(0), uint16(0), uint16(5), "what ") + record(0x1c, uint16(0xffff), uint16(0), uint16(2), "is") + record(0xa)
	book := globals(len(globals(0))) + sheet
	document := extracttest.MustRead(t, "a.xls", extracttest.CompoundFolder{"Book": book}.Bytes())
	if document.Text != "Привет [what is]\nok" || extracttest.PlaceOf(t, document, "ok").Sheet != "Лист1" {
		t.Errorf("got %q at %+v", document.Text, extracttest.PlaceOf(t, document, "ok"))
	}
}

func TestXLSRefusals(t *testing.T) {
	for _, tt := range []extracttest.RefusalTest{
		{Name: "no records", Data: extracttest.CompoundFolder{"Workbook": "x"}.Bytes(), Reason: doc.Damaged},
		{Name: "Excel 4", Data: extracttest.CompoundFolder{"Workbook": extracttest.OldRecord(0x409, 0)}.Bytes(), Reason: doc.Unsupported},
		{Name: "no cells", Data: extracttest.OldWorkbook("", ""), Reason: doc.Empty},
		{Name: "no sheet where it should be", Data: extracttest.OldWorkbook(extracttest.OldRecord(0x85, 4, uint16(0), "\x01\x00A")), Reason: doc.Damaged},
		{Name: "encrypted, nobody knows how", Data: extracttest.OldWorkbook(extracttest.OldRecord(0x2f, uint16(9))), Reason: doc.Encrypted},
	} {
		t.Run(tt.Name, func(t *testing.T) {
			extracttest.WithoutTools(t)
			tt.Check(t, "a.xls")
		})
	}
}

func FuzzXLS(f *testing.F) {
	f.Setenv("PATH", "") // LibreOffice would be asked about what is refused
	f.Add([]byte(extracttest.OldWords(0, 0, "a")), extracttest.OldRecord(0xfc, 1, 1, uint16(5), "\x00fir")+extracttest.OldRecord(0x3c, "\x00st"))
	f.Add([]byte(extracttest.OldRecord(6, uint16(0), uint16(1), uint16(0), "\x00\x00\x00\x00\x00\x00\xff\xff", uint16(0))+extracttest.OldRecord(0x207, uint16(2), "\x00hi")), extracttest.OldRecord(0x41e, uint16(164), uint16(3), "\x000.0"))
	if data, err := os.ReadFile("testdata/budget.xls"); err == nil {
		f.Add(data, "")
	}
	f.Fuzz(func(t *testing.T, sheet []byte, globals string) {
		data := sheet
		if globals != "" {
			data = extracttest.OldWorkbook(globals, string(sheet))
		}
		document, err := extracttest.Read(t, "a.xls", data)
		extracttest.CheckOutcome(t, document, err)
	})
}
