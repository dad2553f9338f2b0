package app

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"footnote/app/place"
	"footnote/index"
)

// diskUse is the size of a library on disk, in bytes.
type diskUse struct {
	index.DiskParts
	cache   int64 // cached data of the program
	starter int64 // documents that come with the program
}

// measureDisk adds up the sizes of the files beside a library's database. It ignores files that disappear meanwhile.
func measureDisk(ctx context.Context, dir string, library measured) (use diskUse, err error) {
	if use.DiskParts, err = library.DiskParts(ctx); err != nil {
		return use, err
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		var info fs.FileInfo
		if err == nil && !d.IsDir() {
			info, err = d.Info()
		}
		if errors.Is(err, fs.ErrNotExist) || err == nil && info == nil {
			return nil
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		switch part, _, _ := strings.Cut(filepath.ToSlash(rel), "/"); part {
		case "cache":
			use.cache += info.Size()
		case place.Starter:
			use.starter += info.Size()
		}
		return nil
	})
	return use, err
}

// sentence states a library's size, by part.
func (u diskUse) sentence() string {
	size := func(n int64) string { return inWords().Bytes(n) }
	words := lang.L("{{.All}} in use: {{.Text}} for text, {{.Words}} for words, {{.Vectors}} for meaning", map[string]any{
		"All": size(u.Text + u.Words + u.Vectors + u.cache + u.starter), "Text": size(u.Text), "Words": size(u.Words), "Vectors": size(u.Vectors),
	})
	if u.starter > 0 {
		words += ", " + lang.L("{{.Size}} for starter documents", map[string]any{"Size": size(u.starter)})
	}
	if u.cache > 0 {
		words += ", " + lang.L("{{.Size}} for parts of the program", map[string]any{"Size": size(u.cache)})
	}
	return words + "."
}
