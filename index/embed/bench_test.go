package embed_test

import (
	"strings"
	"testing"

	"footnote/index/embed"
)

// chunk has the size of a chunk of a document, about 800 bytes.
const chunk = `A landlord who wishes to end an assured tenancy must give the tenant notice in writing, and the notice must say on
which date possession is wanted. Where rent is paid by the month, two months is the least that can be given; where it is paid
by the week, four weeks. The notice may be delivered by hand, left at the property, or sent by post, and it counts from the day
on which the tenant could have read it. A tenant who wants to leave before the term ends should first look for a break clause:
it says when the agreement can be ended, how much warning is due, and whether a fee is owed. If there is none, the landlord may
still accept an early surrender, usually when a new tenant has been found. Keep a copy of every letter, take photographs of each
room on the day you go, and ask for the deposit back within ten days.`

// wordier is the same text with characters that are not ASCII in every line.
var wordier = strings.NewReplacer("'", "’", " that ", " – that – ", "e ", "é ").Replace(chunk)

func builtin(t testing.TB) *embed.Static {
	t.Helper()
	model, err := embed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return model
}

func BenchmarkEmbed(b *testing.B) {
	model := builtin(b)
	for _, bench := range []struct{ name, text string }{{"ascii", chunk}, {"accents", wordier}} {
		texts := []string{bench.text}
		b.Run(bench.name, func(b *testing.B) {
			b.SetBytes(int64(len(bench.text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := model.EmbedDocuments(b.Context(), texts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkTokens(b *testing.B) {
	model := builtin(b)
	b.SetBytes(int64(len(chunk)))
	b.ReportAllocs()
	for b.Loop() {
		model.Tokens(chunk)
	}
}

// BenchmarkFields measures only the search for word boundaries. The other benchmarks compare with it.
func BenchmarkFields(b *testing.B) {
	b.SetBytes(int64(len(chunk)))
	b.ReportAllocs()
	for b.Loop() {
		strings.Fields(chunk)
	}
}
