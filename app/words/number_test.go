package words_test

import (
	"testing"
	"time"

	"footnote/app/words"
)

func TestNumbers(t *testing.T) {
	english := words.Language{}
	german := words.In(func(english string) string { return map[string]string{"1,234.5": "1.234,5"}[english] })
	for _, tt := range []struct{ english, german, wantEnglish, wantGerman string }{
		{english.Number(1234567), german.Number(1234567), "1,234,567", "1.234.567"},
		{english.Number(12), german.Number(12), "12", "12"},
		{english.Bytes(1_200_000), german.Bytes(1_200_000), "1.2 MB", "1,2 MB"},
		{english.Bytes(-1), german.Bytes(-1), "0 B", "0 B"},
		{english.Decimal(-0.405, 2), german.Decimal(-0.405, 2), "-0.41", "-0,41"},
		{english.Duration(400 * time.Millisecond), german.Duration(400 * time.Millisecond), "0.4 s", "0,4 s"},
		{english.Duration(125 * time.Minute), german.Duration(125 * time.Minute), "2 h 5 min", "2 h 5 min"},
	} {
		if tt.english != tt.wantEnglish || tt.german != tt.wantGerman {
			t.Errorf("got %q and %q, want %q and %q", tt.english, tt.german, tt.wantEnglish, tt.wantGerman)
		}
	}
}
