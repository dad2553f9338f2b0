package index_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"footnote/index"
)

// A found is a word in a document, and the questions whose first passage is that document. What they mark of it is the whole word.
type found struct {
	kind, text, mark string
	questions        []string
}

// others are texts that no question is about.
var others = []string{
	"The bicycle stands in the shed behind the garden wall.", "Bread keeps longest in a linen bag at room temperature.",
	"The meeting about the budget was moved to the following week.", "Rain is expected towards the evening, with wind from the west.",
}

// inLibrary reads each text as a note of its own beside the others, and returns the tree.
func inLibrary(t *testing.T, texts []found) *tree {
	t.Helper()
	tr := newTree(t)
	for i, f := range texts {
		tr.write(fmt.Sprintf("notes/%03d.txt", i), f.text)
	}
	for i, text := range others {
		tr.write(fmt.Sprintf("notes/other%d.txt", i), text)
	}
	tr.add("notes")
	tr.sync()
	return tr
}

// check asks the questions of each text, and holds that the text comes first, with the whole word marked.
func check(t *testing.T, tr *tree, texts []found) {
	t.Helper()
	for i, f := range texts {
		for _, question := range f.questions {
			passages := tr.search(question)
			if len(passages) == 0 {
				t.Errorf("%s: %q finds nothing", f.kind, question)
				continue
			}
			p := passages[0]
			if p.Citation.Path != tr.path(fmt.Sprintf("notes/%03d.txt", i)) {
				t.Errorf("%s: %q finds %q first, want %q", f.kind, question, p.Text, f.text)
				continue
			}
			if !slices.ContainsFunc(p.Highlights, func(s index.Span) bool { return p.Text[s.Start:s.End] == f.mark }) {
				var marked []string
				for _, s := range p.Highlights {
					marked = append(marked, p.Text[s.Start:s.End])
				}
				t.Errorf("%s: %q marks %q, want %q", f.kind, question, marked, f.mark)
			}
		}
	}
}

// Words of every script are found as they are typed, with or without accents and invisible characters.
func TestWordsOfEveryScript(t *testing.T) {
	texts := []found{
		{"Korean", "보증금을 이백만 원으로 정한다.", "보증금", []string{"보증금"}},
		{"Korean", "애완동물은 키울 수 없다.", "애완동물", []string{"애완동물", "애완동물을"}},
		{"Korean", "화요일 회의는 열 시에 시작한다.", "화요일", []string{"화요일 회의", "\u1112\u116a\u110b\u116d\u110b\u1175\u11af"}},
		{"Korean", "집을 청소했다.", "집", []string{"집"}},
		{"Japanese", "データを保存してください。", "データ", []string{"データ", "ﾃﾞｰﾀ", "デ\u30fcタ"}},
		{"Japanese", "ｻｰﾊﾞｰは夜に止まる。", "ｻｰﾊﾞｰ", []string{"サーバー"}},
		{"Japanese", "ガスの検針は毎月です。", "ガス", []string{"ガス", "カ\u3099ス"}},
		{"Japanese", "カスを捨てる。", "カス", []string{"カス"}},
		{"Chinese", "租約終止時退還押金。", "押金", []string{"押金"}},
		{"Chinese", "地下水的水位上升。", "水", []string{"水"}},
		{"Thai", "ผู้เช่าต้องจ่ายค่าเช่าทุกเดือน", "ค่าเช่า", []string{"ค่าเช่า"}},
		{"Polish", "Łódź jest piękna jesienią.", "Łódź", []string{"Lodz", "Łódź", "LODZ"}},
		{"Danish", "Til frokost spiser vi smørrebrød.", "smørrebrød", []string{"smorrebrod", "smørrebrød"}},
		{"Croatian", "Dolazim u Đakovo sutra.", "Đakovo", []string{"Dakovo", "đakovo"}},
		{"Turkish", "Kırıkkale Ankara'ya yakındır.", "Kırıkkale", []string{"kirikkale", "KIRIKKALE"}},
		{"French", "Le cœur bat.", "cœur", []string{"coeur"}},
		{"English", "They spoke of the æther and ships.", "æther", []string{"aether"}},
		{"Icelandic", "Þórður býr í Reykjavík.", "Þórður", []string{"Thordur"}},
		{"Maltese", "Il-belt hija Ħamrun.", "Ħamrun", []string{"Hamrun"}},
		{"German", "Von Münster nach Köln.", "Münster", []string{"Muenster", "Munster", "Münster"}},
		{"German", "Der Schluessel hängt am Brett.", "Schluessel", []string{"Schlüssel"}},
		{"German", "Die Mühlenstraße ist gesperrt.", "Mühlenstraße", []string{"Muehlenstrasse", "Mühlenstrasse"}},
		{"apostrophe", "The bill went to O’Brien on Monday.", "O’Brien", []string{"OBrien", "O'Brien"}},
		{"apostrophe", "Sheikh reads the Qur'an daily.", "Qur'an", []string{"Quran", "Qur’an"}},
		{"apostrophe", "Хліб мʼякий і свіжий.", "мʼякий", []string{"м'який", "м’який", "мʼякий"}},
		{"apostrophe", "Flights to Hawaiʻi are full.", "Hawaiʻi", []string{"Hawaii", "Hawai'i"}},
		{"soft hyphen", "The house\u00adkeeper has the list.", "house\u00adkeeper", []string{"housekeeper"}},
		{"space without width", "The key\u200bboard is new.", "key\u200bboard", []string{"keyboard"}},
		{"joiners", "Persian می\u200cخواهم and wat\u200der\u2060fall.", "wat\u200der\u2060fall", []string{"waterfall"}},
		{"Arabic", "هذا الكـــتاب جديد", "الكـــتاب", []string{"الكتاب"}},
		{"superscripts", "They walked the towpath¹² at dawn.", "towpath", []string{"towpath"}},
		{"superscripts", "The charter¹³,¹⁴ names a warden.", "¹⁴", []string{"charter 14", "charter ¹⁴"}},
		{"superscripts", "²¹Ibidem, on sluices and weirs.", "Ibidem", []string{"ibidem"}},
		{"superscripts", "The bone was dated by ¹⁴C and pollen.", "¹⁴C", []string{"14C dating", "¹⁴C"}},
		{"superscripts", "The flat has 85 m² in all.", "m²", []string{"85 m2", "85 m²"}},
		{"superscripts", "About 10⁶ cells were counted.", "10⁶", []string{"10⁶ cells", "10^6 cells"}},
		{"LaTeX", `The works of \v{S}koda are in Pilsen.`, `\v{S}koda`, []string{"Skoda", "Škoda"}},
		{"LaTeX", `As J{\o}rgensen and Pettersen say.`, `J{\o}rgensen`, []string{"Jorgensen", "Jørgensen"}},
		{"BibTeX", `author = {M{\"u}ller, Karl}`, `M{\"u}ller`, []string{"Muller", "Müller", "Mueller"}},
		{"BibTeX", `By Erd\H{o}s and Caf\'e friends.`, `Erd\H{o}s`, []string{"Erdos", "Erdős"}},
		{"long words", "Das Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz gilt.", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", []string{"Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"}},
		{"long words", "കേരളത്തിലെ തിരുവനന്തപുരത്തുനിന്നുള്ളവരാണെന്നറിഞ്ഞിരുന്നില്ല", "തിരുവനന്തപുരത്തുനിന്നുള്ളവരാണെന്നറിഞ്ഞിരുന്നില്ല", []string{"തിരുവനന്തപുരത്തുനിന്നുള്ളവരാണെന്നറിഞ്ഞിരുന്നില്ല"}},
		{"long words", "Он изучает рентгеноэлектрокардиографического метод.", "рентгеноэлектрокардиографического", []string{"рентгеноэлектрокардиографического", "рентгеноэлектрокардиографический"}},
	}
	check(t, inLibrary(t, texts), texts)
}

// Numbers and signs are found as they are meant, whatever parts their groups.
func TestNumbersAndSigns(t *testing.T) {
	texts := []found{
		{"IBAN", "Pay to DE89 3704 0044 0532 0130 00 by Friday.", "DE89 3704 0044 0532 0130 00", []string{"DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "IBAN DE89-3704-0044-0532-0130-00"}},
		{"IBAN", "Pay to GB29NWBK60161331926819 at once.", "GB29NWBK60161331926819", []string{"GB29 NWBK 6016 1331 9268 19"}},
		{"serial", "The serial number is SN-4711-0815-X9.", "SN-4711-0815-X9", []string{"SN47110815X9", "SN 4711 0815 X9"}},
		{"a part of a serial", "Of the batch 77-9876-5432-Z, nothing is left.", "9876-5432-Z", []string{"9876 5432"}},
		{"telephone", "Call +49 (30) 1234-5678 in the morning.", "49 (30) 1234-5678", []string{"+49 30 12345678", "493012345678"}},
		{"amount", "The loan was 1,500,000 euros.", "1,500,000", []string{"1500000", "1 500 000", "1.500.000"}},
		{"C", "C has pointers and no classes.", "C", []string{"C"}},
		{"C++", "C++ has templates.", "C++", []string{"C++"}},
		{"C#", "C# runs everywhere.", "C#", []string{"C#", "c#"}},
		{"F#", "F# infers its types.", "F#", []string{"F#"}},
		{".NET", "Built upon .NET by the team.", ".NET", []string{".NET", ".net"}},
		{"A+", "Her grade was A+ in the end.", "A+", []string{"A+"}},
		{"vitamin A", "Carrots are full of vitamin A and taste good.", "A", []string{"vitamin A"}},
		{"vitamin C", "Lemons are a good source of vitamin C too.", "C", []string{"vitamin C"}},
		{"R&D", "The R&D budget grew.", "R&D", []string{"R&D", "R & D"}},
		{"AT&T", "The line belongs to AT&T now.", "AT&T", []string{"AT&T"}},
		{"inch", `A 3.5" disk holds little.`, `3.5"`, []string{`3.5"`, "3.5″"}},
		{"section", "It follows from §5 of the act.", "§5", []string{"§5", "§ 5"}},
		{"hashtag", "Posted under #gardening today.", "#gardening", []string{"#gardening"}},
		{"hyphen", "Send an e-mail to the caretaker.", "e-mail", []string{"email", "e-mail"}},
		{"hyphen", "The reentry of the capsule went well.", "reentry", []string{"re-entry", "reentry"}},
		{"spelling", "The colour of the door.", "colour", []string{"color", "colours"}},
		{"spelling", "They organized a party.", "organized", []string{"organise", "organising"}},
		{"camelCase", "Call parseJSONFile first.", "JSON", []string{"JSON"}},
		{"camelCase", "See getHTTPResponseCode for that.", "HTTP", []string{"HTTP response"}},
	}
	tr := inLibrary(t, texts)
	check(t, tr, texts)
	for _, question := range []string{"DE12 3704 0044 0532 0130 99", "FR7630006000011234567890189", "+1 212 555 0199"} {
		if passages := tr.search(question); len(passages) > 0 {
			t.Errorf("%q, a number that is nowhere, finds %q at %v", question, passages[0].Text, passages[0].Score)
		}
	}
}

// readFound reads testdata/words.txt.
func readFound(t *testing.T) []found {
	t.Helper()
	data, err := os.ReadFile("testdata/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	invisible := regexp.MustCompile(`\\u[0-9a-f]{4}`)
	seen := invisible.ReplaceAllStringFunc(string(data), func(escape string) string {
		r, _ := strconv.ParseUint(escape[2:], 16, 32)
		return string(rune(r))
	})
	var all []found
	kind := ""
	for line := range strings.SplitSeq(seen, "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "# "):
		case strings.HasPrefix(line, "["):
			kind = strings.Trim(line, "[]")
		case strings.HasPrefix(line, "= "):
			all[len(all)-1].mark = line[2:]
		case strings.HasPrefix(line, "? "):
			all[len(all)-1].questions = append(all[len(all)-1].questions, line[2:])
		default:
			all = append(all, found{kind: kind, text: line})
		}
	}
	return all
}

// Further values of each kind, all in one library.
func TestWordsOfAList(t *testing.T) {
	texts := readFound(t)
	if len(texts) < 100 {
		t.Errorf("%d texts", len(texts))
	}
	check(t, inLibrary(t, texts), texts)
}

// NOT and OR in capitals, a star after a beginning, and a colon in what is no filter do what people expect of them.
func TestOperators(t *testing.T) {
	tr := newTree(t)
	for name, text := range map[string]string{
		"lease.txt": "The lease of the flat was signed in May.", "draft.txt": "The lease is a draft: a draft of a lease, no more than a draft.",
		"tenancy.txt": "A tenancy begins on the first of a month.", "blood.txt": "Her blood is of type A, as the nurse wrote.",
		"insurance.txt": "Die Haftpflichtversicherung zahlt den Schaden.", "bread.txt": others[1],
	} {
		tr.write("notes/"+name, text)
	}
	tr.add("notes")
	tr.sync()
	for question, want := range map[string][]string{
		"lease NOT draft":               {"lease.txt"},
		`lease NOT "a draft"`:           {"lease.txt"},
		"tenancy OR bicycle":            {"tenancy.txt"},
		`"linen bag" OR "on the first"`: {"bread.txt", "tenancy.txt"},
		"blood type:A":                  {"blood.txt"},
		"type:txt bread":                {"bread.txt"},
		"Haftpflicht*":                  {"insurance.txt"},
		"Haftpflicht":                   {"insurance.txt"},
		"Versicherung":                  {"insurance.txt"},
		"Versicherungen":                {"insurance.txt"},
		"nen":                           nil,
		"ten*":                          {"tenancy.txt"},
	} {
		var got []string
		for _, p := range tr.search(question) {
			got = append(got, strings.TrimPrefix(p.Citation.Path, tr.path("notes")+"/"))
		}
		first := slices.Sorted(slices.Values(got[:min(len(want), len(got))]))
		if !slices.Equal(first, want) {
			t.Errorf("%s finds %q, want %q first", question, got, want)
		}
		if strings.Contains(question, "NOT") && slices.Contains(got, "draft.txt") {
			t.Errorf("%s finds the draft", question)
		}
	}
}

// A word is found in compounds whose other part is a word of the library, beside where it stands alone; English has no such compounds.
func TestCompounds(t *testing.T) {
	tr := newTree(t)
	for name, text := range map[string]string{
		"whole.txt":    "Die Versicherung zahlt nicht, wenn der Schaden nicht gemeldet wird.",
		"compound.txt": "Die Wohnungsversicherung und die Haftpflicht sind nicht im Preis.",
		"word.txt":     "Eine Wohnung ist zu vermieten, und der Garten gehört nicht dazu.",
		"other.txt":    "Die Rückversicherungen der Bank sind nicht öffentlich.",
		"airport.txt":  "The transport to the airport leaves from the port at noon.",
	} {
		tr.write("notes/"+name, text)
	}
	tr.add("notes")
	tr.sync()
	for question, want := range map[string]string{
		"Was zahlt die Versicherung?": "compound.txt whole.txt", "Welche Wohnung ist das?": "compound.txt word.txt", "Where is the port?": "airport.txt",
	} {
		var got []string
		for _, p := range tr.search(question) {
			if len(p.Highlights) > 0 {
				got = append(got, strings.TrimPrefix(p.Citation.Path, tr.path("notes")+"/"))
			}
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s finds %q, want %s", question, got, want)
		}
	}
}
