package index

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"footnote/index/extract/reader"
)

// A film is told by its first bytes, size and time: to read all of it would take long, for nothing.
func TestFilmsAreNotHashedWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "film.mp4")
	film := make([]byte, 3*reader.SniffBytes)
	copy(film, "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")
	then := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	sum := func(data []byte, at time.Time) [32]byte {
		t.Helper()
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		got, err := hash(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := sum(film, then)
	film[len(film)-1] = 1
	if sum(film, then) != first {
		t.Error("the end of a film was read")
	}
	if sum(film, then.Add(time.Hour)) == first || sum(film[:len(film)-1], then) == first {
		t.Error("a film of another time or size counts as the same")
	}
	text := []byte("Rent is due.")
	before := sum(text, then)
	text[len(text)-2]++
	if sum(text, then) == before {
		t.Error("a text was not read whole")
	}
}
