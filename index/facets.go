package index

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"footnote/index/doc"
	"footnote/index/store"
)

// Facets are what a search can be narrowed by: what the library's documents have.
type Facets struct {
	Folders []Facet // by path: from a source's folder down, each with what is below it
	Types   []Facet // families of formats (doc.Family), the most frequent first
	Years   []Facet // of the documents' dates, the latest first
}

// A Facet is a value with how many documents have it.
type Facet struct {
	Value     string
	Documents int
}

// Facets returns what the library's documents can be told apart by.
func (l *Library) Facets(ctx context.Context) (Facets, error) {
	facts, err := l.store.Facts(ctx)
	if err != nil {
		return Facets{}, fmt.Errorf("list what documents have: %w", err)
	}
	sources, err := l.store.Sources(ctx)
	if err != nil {
		return Facets{}, fmt.Errorf("list what documents have: %w", err)
	}
	folders, types, years := map[string]int{}, map[string]int{}, map[string]int{}
	for _, f := range facts {
		types[string(doc.KindOf(f.Kind).Family)]++
		if year, _, _ := f.Date.Date(); year > 0 {
			years[fmt.Sprintf("%04d", year)]++
		}
		root := rootOf(sources, f.Path)
		for dir := filepath.Dir(f.Path); ; dir = filepath.Dir(dir) {
			folders[dir]++
			if !within(root, filepath.Dir(dir)) || dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return Facets{
		Folders: facets(folders, func(a, b Facet) int { return comparePaths(a.Value, b.Value) }),
		Types:   facets(types, func(a, b Facet) int { return cmp.Compare(b.Documents, a.Documents) }),
		Years:   facets(years, func(a, b Facet) int { return cmp.Compare(b.Value, a.Value) }),
	}, nil
}

// rootOf is the source that a path lies in.
func rootOf(sources []store.Source, path string) string {
	for _, s := range sources {
		if within(s.Path, path) {
			return s.Path
		}
	}
	return filepath.Dir(path)
}

// facets are counts in an order, ties by value.
func facets(counts map[string]int, order func(a, b Facet) int) []Facet {
	all := make([]Facet, 0, len(counts))
	for _, value := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, Facet{value, counts[value]})
	}
	slices.SortStableFunc(all, order)
	return all
}

// comparePaths orders paths so that a folder comes right before what is in it.
func comparePaths(a, b string) int { return slices.Compare(names(a), names(b)) }
