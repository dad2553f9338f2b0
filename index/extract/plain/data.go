package plain

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

var (
	yamlKey  = regexp.MustCompile(`^("[^"]+"|'[^']+'|[^\s#'"&*!|>%@\[\]{},:-][^:#]*):(?:[ \t]|$)`)
	tomlPart = regexp.MustCompile(`^[ \t]*\[{1,2}[ \t]*([^\[\]]+?)[ \t]*\]{1,2}[ \t]*(?:[#;].*)?$`)
	jsonKey  = regexp.MustCompile(`^([ \t]+)"((?:[^"\\]|\\.)+)"[ \t]*:`)
)

// ReadData reads data that people can read too: its lines as they are, with marks at the top-level keys where the lines show them.
func ReadData(ctx context.Context, in reader.Input) (doc.Document, error) {
	var find func(string) Outline
	switch strings.ToLower(filepath.Ext(in.Name)) {
	case ".yaml", ".yml":
		find = yamlOutline
	case ".toml", ".ini", ".cfg", ".conf", ".desktop", ".service", ".editorconfig":
		find = sectionOutline
	case ".json", ".jsonc", ".json5", ".geojson":
		find = jsonOutline
	default: // XML, logs
		find = func(string) Outline { return Outline{} }
	}
	document, err := Outlined(find)(ctx, in)
	document.Title = filepath.Base(in.Name) // the extension says what it is
	return document, err
}

// yamlOutline finds the keys that are not indented.
func yamlOutline(text string) Outline {
	var o Outline
	for start, line := range prose.TextLines(text) {
		if m := yamlKey.FindStringSubmatch(line); m != nil {
			o.Mark(doc.Symbol, start, 1, strings.Trim(m[1], `"' `))
		}
	}
	return o
}

// sectionOutline finds the sections of INI and TOML files: lines "[name]".
func sectionOutline(text string) Outline {
	var o Outline
	for start, line := range prose.TextLines(text) {
		if m := tomlPart.FindStringSubmatch(line); m != nil {
			o.Mark(doc.Symbol, start, 1, m[1])
		}
	}
	return o
}

// jsonOutline finds the keys of the outermost object of a JSON file that has a key per line: those with the indent of the first.
func jsonOutline(text string) Outline {
	var o Outline
	if !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return o
	}
	indent := ""
	for start, line := range prose.TextLines(text) {
		m := jsonKey.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if indent == "" {
			indent = m[1]
		}
		if m[1] == indent {
			o.Mark(doc.Symbol, start, 1, m[2])
		}
	}
	return o
}
