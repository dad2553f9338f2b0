package plain_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

func TestTextHeadings(t *testing.T) {
	const body = "Due on the first of each month, in advance, to the account that the landlord names,\nand without delay. Who pays late pays more.\n\n" +
		"The landlord may not ask for more than that, nor for it to be paid before it is due,\nwhatever else the two of them have come to agree upon.\n\n"
	all := func(headings ...string) string { return strings.Join(headings, "\n\n"+body) + "\n\n" + body }
	tests := []struct {
		name, source string
		want         []string
	}{
		{"titles below capitals", "THE LEASE\n\n" + all("How it is paid", "What is late?"), []string{"1 h1 THE LEASE", "3 h2 How it is paid", "11 h2 What is late?"}},
		{"underlined", "The Lease\n=========\n\n" + body + "Rent\n----\nDue.\n", []string{"1 h1 The Lease", "10 h2 Rent"}},
		{"numbered", all("1 Rent", "1.1 Late rent", "2. Notice"), []string{"1 h1 1 Rent", "9 h2 1.1 Late rent", "17 h1 2. Notice"}},
		{"chapters", all("CHAPTER I", "Chapter II"), []string{"1 h1 CHAPTER I", "9 h1 Chapter II"}},
		{"capitals", all("RENT", "LATE RENT"), []string{"1 h1 RENT", "9 h1 LATE RENT"}},
		{"a letter", "Dear Ada,\n\n" + body + "Kind regards\n\nMax Frisch\nLandlord\n", nil},
		{"prose of single lines", "The tenant pays\n\nThe landlord waits\n\nSo they are content\n\n", nil},
		{"verse", "Rose is a rose\n\nIs a rose\n\nIs a rose\n\n" + body, nil},
		{"a list", body + "1. Rent\n\n2. Notice\n\n3. Keys\n\n", nil},
		{"a list of long items", "1. The rent is due on the first.\n\n2. Notice is given in writing.\n\n" + body, nil},
		{"dialogue", all("“Is it late?”", "“It is late”"), nil},
		{"speakers", "ADA\n\nIt is late.\n\nMAX\n\nNo.\n\nADA\n\nYes.\n\n", nil},
		{"a table", "Name   Rent\n-----------\nAda    100\n\n" + body, nil},
		{"a licence's one line", "A Licence\n\nCopyright Ada\n\n" + body, nil},
		{"a rule across", body + "--------\n\n" + body, nil},
		{"Cyrillic", all("Как платят", "Что поздно"), []string{"1 h1 Как платят", "9 h1 Что поздно"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			document := extracttest.MustRead(t, "a.txt", []byte(tt.source))
			if got := extracttest.OutlineOf(t, document); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("headings\n%q, want\n%q", got, tt.want)
			}
			if document.Title != "a" || document.Text != tt.source {
				t.Errorf("title %q, text %q: want them as they were", document.Title, document.Text)
			}
		})
	}
}

func TestTextHeadingsOfStarters(t *testing.T) {
	for file, want := range map[string][]string{
		"tea.txt": {"TEA, FROM LEAF TO CUP", "One plant, many teas", "How to brew it", "What is in it", "How it travelled", "How to keep it"},
		"first-aid-for-burns.txt": {
			"FIRST AID FOR BURNS AND SCALDS", "At once", "What not to do", "When to call an ambulance or go to hospital", "Electricity and chemicals",
			"Afterwards", "How it is kept from happening",
		},
	} {
		data, err := os.ReadFile(filepath.Join("..", "..", "..", "seeds", "starter", file))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, m := range extracttest.MustRead(t, file, data).Places.Marks {
			if level := min(i, 1) + 1; m.Level != level {
				t.Errorf("%s: %q has level %d, want %d", file, m.Label, m.Level, level)
			}
			got = append(got, m.Label)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: headings\n%q, want\n%q", file, got, want)
		}
	}
}
