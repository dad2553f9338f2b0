package extract_test

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"footnote/index/extract"
)

// Numbers are shown as Excel shows them; dates are counted from 1900.
func TestNumberFormats(t *testing.T) {
	tests := []struct{ code, number, want string }{
		{"General", "1234567.125", "1234567.125"},
		{"General", "123456789012", "123456789012"},
		{"General", "1.5E+20", "1.5E+20"},
		{"General", "0.1", "0.1"},
		{"General", "-0.000000000012", "-1.2E-11"},
		{"0", "2.5", "3"},
		{"0.00", "1.005", "1.01"},
		{"0.00", "-0.001", "0.00"},
		{"#,##0", "1234567", "1,234,567"},
		{"#,##0.00", "-1234.5", "-1,234.50"},
		{"000000", "42", "000042"},
		{"0.0#", "1.5", "1.5"},
		{"#.##", "0.5", ".5"},
		{"0%", "0.255", "26%"},
		{"0.00E+00", "123456", "1.23E+05"},
		{"##0.0E+0", "123456", "123.5E+3"},
		{"0.0E+0", "0.000999", "1.0E-3"},
		{"# ?/?", "2.5", "2 1/2"},
		{"# ??/??", "3.14159", "3 14/99"},
		{"?/8", "0.25", "2/8"},
		{"# ??/100", "1.25", "1 25/100"},
		{`0.0,,"M"`, "12345678", "12.3M"},
		{"000-00-0000", "123456789", "123-45-6789"},
		{"(000) 000-0000", "5551234567", "(555) 123-4567"},
		{"$#,##0.00;[Red]($#,##0.00)", "-1599.99", "($1,599.99)"},
		{`[$€-407] #,##0.00`, "9.5", "€ 9.50"},
		{`0;-0;"none"`, "0", "none"},
		{`[<1]"little";[>=100]"much";0`, "0.5", "little"},
		{`[<1]"little";[>=100]"much";0`, "100", "much"},
		{`[<1]"little";[>=100]"much";0`, "7", "7"},
		{`"No. "@`, "7", "No. 7"},
		{`General" km"`, "12.5", "12.5 km"},
		{"yyyy-mm-dd", "45000", "2023-03-15"},
		{"d/m/yy h:mm", "45000.75", "15/3/23 18:00"},
		{"dddd, mmmm dd, yyyy", "45000", "Wednesday, March 15, 2023"},
		{"yyyy-mm-dd", "61", "1900-03-01"},
		{"h:mm:ss AM/PM", "0.5", "12:00:00 PM"},
		{"mm:ss.0", "0.000012", "00:01.0"},
		{"[h]:mm", "1.5", "36:00"},
		{"[mm]:ss", "0.1", "144:00"},
		{"mmm-yy", "45000", "Mar-23"},
		{`yyyy"年"m"月"d"日"`, "45000", "2023年3月15日"},
		{"yyyy", "-1", "-1"},
		{"yyyy", "99999999", "99999999"},
		{"[Unclosed", "1", "[Unclosed"},
	}
	for _, tt := range tests {
		t.Run(tt.code+" of "+tt.number, func(t *testing.T) {
			document, err := showNumber(t, tt.code, tt.number)
			if document.Text != tt.want {
				t.Errorf("got %q, %v, want %q", document.Text, err, tt.want)
			}
		})
	}
}

// showNumber reads a workbook with one cell of a format.
func showNumber(t testing.TB, code, number string) (extract.Document, error) {
	t.Helper()
	var escaped strings.Builder
	if err := xml.EscapeText(&escaped, []byte(code)); err != nil {
		t.Fatal(err)
	}
	styles := fmt.Sprintf(`<styleSheet><numFmts><numFmt numFmtId="200" formatCode="%s"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`, escaped.String())
	return read(t, "a.xlsx", xlsxOf(t, `<row><c><v>`+number+`</v></c></row>`, "", map[string]string{"xl/styles.xml": styles}))
}
