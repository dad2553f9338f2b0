package figure

import (
	"fmt"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"780 crowns":                    "780",
		"1,000 and 1.000 and 1 000":     "1000|1.000, 1000|1.000, 1000",
		"1 000 and 1'000 and 1 000":     "1000, 1000, 1000",
		"12,345,678.90":                 "12345678.9",
		"12.345.678,90":                 "12345678.9",
		"2.5 and 2,50 and 02":           "2.5, 2.5|2:50, 2",
		"2.3 million and 1.25 million":  "2300000, 1250000",
		"2,3 Millionen":                 "2300000",
		"3万":                            "30000",
		"two months":                    "2",
		"twenty-five":                   "25",
		"fünfundzwanzig":                "25",
		"a hundred and twenty":          "120",
		"two thousand five hundred":     "2500",
		"two three":                     "2, 3",
		"70–80 degrees":                 "70, 80",
		"60°C, −18 °C, 2½":              "60, -18, 2.5",
		"٣٥ and ३५ and ３５":              "35, 35, 35",
		"3 May 2024":                    "2024-5-3",
		"3rd of May, 2024":              "2024-5-3",
		"May 3, 2024":                   "2024-5-3",
		"May 2024":                      "2024-5-0",
		"27 June":                       "0-6-27",
		"3.5.2024 and 03.05.24":         "2024-5-3, 2024-5-3",
		"3. Mai 2024":                   "2024-5-3",
		"2024-05-03":                    "2024-5-3",
		"3/5/2024":                      "2024-5-3 or swapped",
		"5/31/2024":                     "2024-5-31",
		"2.30 p.m. and 2.30":            "14:30, 2.3|2:30",
		"under 18 may buy it":           "18",
		"18 may 2024 and 18 May":        "2024-5-18, 0-5-18",
		"he may march":                  "",
		"10:30":                         "10:30",
		"10 p.m. and 10pm":              "22:00|22|10, 22:00|22|10",
		"22:00":                         "22:00|22|10",
		"10.30 Uhr":                     "10.3|10:30",
		"no one came, and none of them": "",
		"MQ-9":                          "9",
		"":                              "",
		"Le bail dure deux ans et le dépôt est de quatre-vingt-dix euros":      "2, 90",
		"vingt et un jours, soixante-douze, trois cents, deux mille vingt":     "21, 72, 300, 2020",
		"quatre-vingts euros, deux millions":                                   "80, 2000000",
		"le 1er mai 2024 et le 14 juillet":                                     "2024-5-1, 0-7-14",
		"El plazo es de once meses, treinta y uno, quinientos veinte, dos mil": "11, 31, 520, 2000",
		"el 3 de mayo de 2024, en marzo de 2023":                               "2024-5-3, 2023-3-0",
		"sono due anni, ventitré giorni, duecentocinquanta, tremila":           "2, 23, 250, 3000",
		"il 2 giugno 1946 e il primo maggio 2020":                              "1946-6-2, 2020-5-0",
		"são dois anos, trinta e um dias, cento e vinte, três mil":             "2, 31, 120, 3000",
		"em 25 de abril de 1974":                                               "1974-4-25",
		"The rent is due once, and a cent of it; the dos and don'ts":           "",
		"The rover of Mars 2020 is on its way to the planet":                   "2020",
		"2,3 millones de euros":                                                "2300000",
		"1.2.3.4.5":                                                            "1.2.3.4.5",
		"99999999999999999999999999 crowns.":                                   "99999999999999999999999999",
	} {
		var got []string
		for _, f := range Read(text) {
			s := strings.Join(f.Values, "|")
			if d := f.Date; d != (Date{}) {
				s = fmt.Sprintf("%d-%d-%d", d.Year, d.Month, d.Day)
				if d.Swapped {
					s += " or swapped"
				}
			}
			got = append(got, s)
		}
		if g := strings.Join(got, ", "); g != want {
			t.Errorf("%q: got %q, want %q", text, g, want)
		}
	}
}

// FuzzRead holds reading to this: figures are ordered, disjoint, not empty, and each says something.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"1,000.5 on 3 May 2024 at 10:30 p.m.", "fünfundzwanzig 3/4/24 ½ 2½", "٣٥万 -5 - 5", "1 2 3 000 000", "a.m."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, g := range Read(text) {
			if g.Start < at || g.End <= g.Start || g.End > len(text) || len(g.Values) == 0 && g.Date == (Date{}) {
				t.Errorf("%q: %+v after %d", text, g, at)
			}
			at = g.End
		}
	})
}
