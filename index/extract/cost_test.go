package extract_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/index/chunk"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
	"footnote/index/extract/layout"
	"footnote/index/extract/process"
)

// A hostile is a kind of file whose cost could grow faster than its size.
type hostile struct {
	name string                           // of the file, which tells its format
	what string                           // what it has many of
	of   func(t testing.TB, n int) []byte // makes one with n of them
	n    int                              // a number that takes some milliseconds or more
}

// hostiles are all hostile files.
func hostiles() []hostile {
	return slices.Concat(hostileTexts(), hostileMarkdown(), hostilePages(), hostileOffice(), hostileOffice97(), hostilePackages(), hostilePDFs())
}

// The limits of cost. The ratio is far above that of linear time, 4, and far below that of quadratic time, 16.
const (
	growth     = 4
	mostGrowth = 10.0
	retries    = 4
	quick      = 20 * time.Millisecond // less cannot be told from other work of the process
	enough     = 40 * time.Millisecond // is certain
	mostTime   = 20 * time.Second
	mostBytes  = 4 << 20
	mostPieces = 2 << 20
)

// TestCostGrowsWithSize checks that a file four times as large takes about four times as long to be indexed and shown, whatever it has many of.
func TestCostGrowsWithSize(t *testing.T) {
	if process.DetectorMemory > 0 {
		t.Skip("the race detector distorts the cost; make test runs this test once more without it")
	}
	x := extracttest.NewPDFs(t)
	if _, err := extracttest.ReadWith(t, x, "a.pdf", extracttest.PDF("", "words").Bytes()); err != nil {
		t.Fatal(err) // now PDFium is compiled
	}
	for _, h := range hostiles() {
		t.Run(h.name+"/"+h.what, func(t *testing.T) { h.check(t, x) })
	}
}

// check enlarges the file step by step, until it takes long enough to measure. One step that costs too much may be due to a cache that is exceeded;
// two in a row are not.
func (h hostile) check(t *testing.T, x *extract.Extractor) {
	const smaller = 16
	n := max(h.n/smaller, growth)
	small := h.of(t, n)
	before := cost(t, x, h.name, small)
	for suspect := false; ; {
		n *= growth
		large := h.of(t, n)
		after := cost(t, x, h.name, large)
		tooMuch := func() bool { return after > quick && float64(after) > mostGrowth*float64(before) }
		for retry := 0; retry < retries && tooMuch(); retry++ {
			before, after = min(before, cost(t, x, h.name, small)), min(after, cost(t, x, h.name, large))
		}
		switch {
		case tooMuch() && suspect, after > mostTime:
			t.Fatalf("%d bytes take %v, %d bytes %v", len(small), before, len(large), after)
		case !tooMuch() && (after > enough || len(large) > mostBytes || n > mostPieces):
			return
		}
		small, before, suspect = large, after, tooMuch()
	}
}

// cost returns the time to read a file, split it, find its places and lay it out.
func cost(t testing.TB, x *extract.Extractor, name string, data []byte) time.Duration {
	t.Helper()
	start := spent(t)
	document, err := x.Reader(t.Context(), name, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return spent(t) - start
	}
	hard, soft := document.Places.Breaks()
	places := document.Places.Locator()
	for _, s := range chunk.Split(document.Text, hard, soft, document.Skip) {
		places.Section(s.Start)
		chunk.Sentences(document.Text[s.Start:s.End])
	}
	if _, err := json.Marshal(document.Places); err != nil {
		t.Fatal(err)
	}
	layout.Lay(document.Kind, document.Text, document.Places)
	return spent(t) - start
}

// Each format has a hostile file, except those that nothing here can write.
func TestEveryFormatHasHostileFiles(t *testing.T) {
	unwritten := map[string]string{
		".7z": "7-Zip", ".bz2": "bzip2", // write them
	}
	var known []string
	for _, h := range hostiles() {
		known = append(known, strings.ToLower(filepath.Ext(h.name)))
	}
	for _, extensions := range extract.New("").Extensions() {
		if !slices.ContainsFunc(extensions, func(e string) bool { return slices.Contains(known, e) || unwritten[e] != "" }) {
			t.Errorf("no hostile file is called %v", extensions)
		}
	}
}

// FuzzCost looks for a piece of text whose cost grows faster than its number.
func FuzzCost(f *testing.F) {
	names := []string{"a.md", "a.html", "a.txt", "a.rst", "a.adoc", "a.org", "a.tex", "a.man", "a.json", "a.yaml", "a.csv", "a.ipynb", "a.srt", "a.go", "a.eml", "a.mbox", "a.rtf"}
	for i, piece := range []string{"- ", "<b>", "a\n===\n", "*a [b](c) ", "> a\n", `{\footnote a}`, "From a 10:00 2009\n", `"a,`, "|-", "<td>a", "`a"} {
		f.Add(uint8(i), "", piece, "")
	}
	x := extract.New("")
	f.Fuzz(func(t *testing.T, name uint8, head, piece, tail string) {
		const small = 16 << 10
		if len(piece) == 0 || len(piece) > 100 || len(head)+len(tail) > 1_000 {
			t.Skip("a long piece is not repeated often")
		}
		h := hostile{name: names[int(name)%len(names)], of: after(head, piece, tail), n: small / len(piece)}
		h.checkOnce(t, x)
	})
}

// checkOnce is check for one size.
func (h hostile) checkOnce(t *testing.T, x *extract.Extractor) {
	file := [...][]byte{h.of(t, h.n), h.of(t, growth*h.n), h.of(t, growth*growth*h.n)}
	var took [len(file)]time.Duration
	for retry := range retries {
		for i, data := range file {
			if now := cost(t, x, h.name, data); retry == 0 || now < took[i] {
				took[i] = now
			}
		}
		if took[2] < 4*quick || float64(took[2]) < mostGrowth*mostGrowth*float64(took[0]) {
			return
		}
	}
	t.Errorf("%s of %d bytes takes %v, of %d bytes %v, of %d bytes %v", h.name, len(file[0]), took[0], len(file[1]), took[1], len(file[2]), took[2])
}
