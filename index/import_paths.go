package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"footnote/index/store"
)

// A Mapping says where a folder of another computer is here.
type Mapping struct{ From, To string }

// A MappingError reports a mapping that makes no sense: a path that is not whole, or two paths that would be one.
type MappingError struct{ Path string }

func (e *MappingError) Error() string { return "cannot map " + e.Path }

// A mapper finds the paths of another computer on this one.
type mapper struct {
	mappings []Mapping // those with longer paths first
}

// newMapper returns the mapper for an export that is imported into dir.
func newMapper(m Manifest, dir string, mappings []Mapping) (*mapper, error) {
	all := slices.Clone(mappings)
	for _, one := range all {
		if style(one.From) == 0 || style(one.To) == 0 {
			return nil, &MappingError{one.From + "=" + one.To}
		}
	}
	if style(m.Dir) != 0 {
		all = append(all, Mapping{m.Dir, dir}) // the starter documents are in the library's folder
	}
	slices.SortStableFunc(all, func(a, b Mapping) int { return len(b.From) - len(a.From) })
	return &mapper{mappings: all}, nil
}

// A pathStyle is how a system writes whole paths, 0 for what is none.
type pathStyle byte

const (
	slashed     pathStyle = '/'
	backslashed pathStyle = '\\'
)

// style returns how a whole path is written: "/home/ada", "C:\Users\Ada" or "\\server\share".
func style(p string) pathStyle {
	switch {
	case strings.HasPrefix(p, "/"):
		return slashed
	case len(p) >= 3 && p[1] == ':' && (p[2] == '\\' || p[2] == '/') && (p[0]|0x20 >= 'a' && p[0]|0x20 <= 'z'), strings.HasPrefix(p, `\\`):
		return backslashed
	}
	return 0
}

// parts are the names that a whole path leads through, without those that say nothing.
func parts(p string) []string {
	separators := func(r rune) bool { return r == '/' }
	if style(p) == backslashed {
		separators = func(r rune) bool { return r == '/' || r == '\\' }
	}
	return strings.FieldsFunc(p, separators)
}

// sound reports whether a path is one that a library may have: whole, and without a way up or a byte that no path has.
func sound(p string) bool {
	return style(p) != 0 && !strings.ContainsRune(p, 0) && !slices.Contains(parts(p), "..") && !slices.Contains(parts(p), ".")
}

// below returns the names that lead from a folder to a path, and whether it is in the folder. Windows does not tell capitals from small
// letters.
func below(folder, p string) (rest []string, in bool) {
	a, b := parts(folder), parts(p)
	if style(folder) != style(p) || len(a) > len(b) {
		return nil, false
	}
	for i := range a {
		if a[i] != b[i] && (style(p) != backslashed || !strings.EqualFold(a[i], b[i])) {
			return nil, false
		}
	}
	return b[len(a):], true
}

// joined appends names to a whole path, as its system writes them.
func joined(folder string, rest []string) string {
	if len(rest) == 0 {
		return folder
	}
	separator := string(style(folder))
	return strings.TrimRight(folder, `/\`) + separator + strings.Join(rest, separator)
}

// here returns where a path of the other computer is here; the path itself where that is not known.
func (m *mapper) here(p string) string {
	for _, one := range m.mappings {
		if rest, in := below(one.From, p); in {
			return joined(one.To, rest)
		}
	}
	return p
}

// path is store.ImportOptions.Path.
func (m *mapper) path(p string) (string, error) {
	if !sound(p) {
		return "", fmt.Errorf("%w: a path", ErrForeign)
	}
	return m.here(p), nil
}

// config returns a model's configuration as it is kept here, or as what it is left out.
func (m *mapper) config(config string, away bool) (kept string, left ExportedModel, keep bool) {
	c, err := configOf(store.Model{Config: config})
	if err != nil {
		return "", ExportedModel{}, false
	}
	left = exportedModel(LibraryModel{EmbeddingModel: c.EmbeddingModel})
	if s := c.Server; s != nil && (s.Check() != nil || !s.Local() && !away) {
		return "", left, false
	}
	if c.Folder != "" {
		c.Folder = m.here(c.Folder)
		if info, err := os.Stat(c.Folder); err != nil || !info.IsDir() {
			return "", left, false
		}
	}
	data, err := json.Marshal(c)
	return string(data), left, err == nil && !c.Builtin()
}

// describe says what the imported library holds.
func (m *mapper) describe(ctx context.Context, dir string, done *Imported) error {
	contents, err := store.Contents(ctx, dir)
	if err != nil {
		return err
	}
	done.Documents, done.Passages = contents.Documents, contents.Passages
	for _, path := range contents.Sources {
		source := ImportedSource{From: path, Path: path, Here: exists(path)}
		for _, s := range done.Manifest.Sources {
			if m.here(s.Path) == path {
				source.From = s.Path
			}
		}
		done.Sources = append(done.Sources, source)
	}
	return nil
}

// inFolder reports whether a path is a folder, or in it, whatever system they are of.
func inFolder(folder, path string) bool {
	_, in := below(folder, path)
	return in
}

// Suggest returns mappings that find folders of another computer's library on this one: each source that is not here as it is, but in the
// same place of the person's folder. Home is that folder here, "" for the system's. What is mapped already is left out.
func Suggest(m Manifest, home string, mapped []Mapping) (suggested []Mapping) {
	if home == "" {
		home, _ = os.UserHomeDir() // where there is none nothing is suggested
	}
	places := &mapper{mappings: mapped}
	if home == "" || style(m.Home) == 0 {
		return nil
	}
	for _, s := range m.Sources {
		if places.here(s.Path) != s.Path || !sound(s.Path) {
			continue
		}
		if _, err := os.Stat(s.Path); err == nil {
			continue
		}
		rest, in := below(m.Home, s.Path)
		if _, own := below(m.Dir, s.Path); !in || own {
			continue
		}
		if here := filepath.Join(append([]string{home}, rest...)...); exists(here) {
			suggested = append(suggested, Mapping{s.Path, here})
		}
	}
	return suggested
}

// Missing returns the paths of the sources of another computer's library that are not on this computer, with the mappings given. The
// starter documents are part of the library and never missing.
func Missing(m Manifest, mapped []Mapping) (missing []string) {
	places := &mapper{mappings: mapped}
	for _, s := range m.Sources {
		if _, own := below(m.Dir, s.Path); own || !sound(s.Path) {
			continue
		}
		if here := places.here(s.Path); style(here) != style(string(filepath.Separator)) || !exists(here) {
			missing = append(missing, s.Path)
		}
	}
	return missing
}

func exists(p string) bool {
	_, err := os.Stat(p)
	return !errors.Is(err, os.ErrNotExist)
}
