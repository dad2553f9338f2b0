package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// page is the size of a database's page.
const page = 4096

// A way to damage the bytes of a file.
type way struct {
	name  string
	spoil func(data []byte, random *rand.Rand) []byte
}

var ways = []way{
	{"has a bit flipped", func(data []byte, random *rand.Rand) []byte {
		data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		return data
	}},
	{"has bytes flipped", func(data []byte, random *rand.Rand) []byte {
		for range 1 + random.IntN(64) {
			data[random.IntN(len(data))] = byte(random.UintN(256))
		}
		return data
	}},
	{"has its beginning spoilt", func(data []byte, random *rand.Rand) []byte {
		for range 1 + random.IntN(4) {
			data[random.IntN(min(len(data), 100))] = byte(random.UintN(256))
		}
		return data
	}},
	{"has a page of zeros", func(data []byte, random *rand.Rand) []byte {
		clear(somePage(data, random))
		return data
	}},
	{"has a page of noise", func(data []byte, random *rand.Rand) []byte {
		for i, p := 0, somePage(data, random); i < len(p); i++ {
			p[i] = byte(random.UintN(256))
		}
		return data
	}},
	{"has a page twice", func(data []byte, random *rand.Rand) []byte {
		copy(somePage(data, random), somePage(data, random))
		return data
	}},
	{"is cut", func(data []byte, random *rand.Rand) []byte { return data[:random.IntN(len(data))] }},
	{"is cut at a page", func(data []byte, random *rand.Rand) []byte { return data[:random.IntN(len(data)/page+1)*page] }},
	{"is empty", func([]byte, *rand.Rand) []byte { return nil }},
	{"is longer", func(data []byte, random *rand.Rand) []byte {
		for range 1 + random.IntN(2*page) {
			data = append(data, byte(random.UintN(256)))
		}
		return data
	}},
	{"is other text", func([]byte, *rand.Rand) []byte { return []byte("Dear diary,\n\ntoday nothing happened.\n") }},
}

// somePage returns a random page of a file.
func somePage(data []byte, random *rand.Rand) []byte {
	i := random.IntN((len(data)+page-1)/page) * page
	return data[i:min(i+page, len(data))]
}

// spoilFile damages a file, or makes it if it does not exist, and returns a description.
func (c *corrupting) spoilFile(path string, random *rand.Rand) (how string, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	switch n := random.IntN(12); {
	case n == 0 && len(data) > 0:
		return "is gone", os.Remove(path)
	case n == 1:
		return "is a folder", errors.Join(os.RemoveAll(path), os.Mkdir(path, 0o700), os.WriteFile(filepath.Join(path, "inner"), nil, 0o600))
	case len(data) == 0 || filepath.Ext(path) == ".json" && n < 8:
		lie := c.lies()[random.IntN(len(c.lies()))]
		return fmt.Sprintf("says %s", excerpt(lie, 200)), os.WriteFile(path, []byte(lie), 0o600)
	}
	w := ways[random.IntN(len(ways))]
	return w.name, os.WriteFile(path, w.spoil(data, random), 0o600)
}

// lies are contents of the program's files that could make it do harm: remove or read a person's documents, look for the library among them, use up
// all memory, or send documents away.
func (c *corrupting) lies() []string {
	quoted := func(v any) string {
		data, err := json.Marshal(v)
		if err != nil {
			panic(err) // strings and maps of them can always be encoded
		}
		return string(data)
	}
	docs := c.path("docs")
	return []string{
		"", "{", "null", "[]", "0", `"x"`, "{}", `{"version":1e999}`, `{"version":-1}`, `{"version":2}`, "\xff\xfe{}",
		docs + "\n", "/\n", "relative/path\n", c.path("nowhere") + "\n", "\x00\n", string(make([]byte, 1<<20)),
		quoted(map[string]any{"from": c.root, "parts": []string{"docs", "more"}, "moved": true}),
		quoted(map[string]any{"from": docs, "parts": []string{"00", "..", "../more", "/"}, "moved": true}),
		quoted(map[string]any{"from": docs, "parts": nil, "moved": true}),
		quoted(map[string]any{"from": c.library(), "parts": []string{"library.db", "starter"}, "moved": true}),
		quoted(map[string]any{"from": c.path("home"), "parts": []string{"data", "config"}, "moved": false}),
		quoted(map[string]any{"version": 1, "passages": []map[string]any{{"words": "w", "path": docs + "/00/letter 0.md", "start": -1, "end": 1 << 40}}}),
		quoted(map[string]any{"version": 1, "passages": "many"}),
		quoted(map[string]any{"answer": map[string]any{"kind": "ollama", "model": "m", "address": "http://127.0.0.1:1"}}),
		quoted(map[string]any{"answer": map[string]any{"kind": "nobody", "model": "", "address": "::"}}),
		quoted(map[string]any{"answer": "llama"}),
	}
}
