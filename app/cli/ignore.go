package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dustin/go-humanize"

	"footnote/index"
)

// ignoreCommand shows or changes a source's rules for excluding files.
type ignoreCommand struct {
	Source string   `arg:"" help:"The folder, as footnote status shows it."`
	Add    []string `help:"Add a rule, as in a .gitignore file." placeholder:"RULE" sep:"none"`
	Remove []string `help:"Remove a rule." placeholder:"RULE" sep:"none"`
	Try    bool     `help:"Show what the rules would exclude, and change nothing."`
	JSON   bool     `name:"json" help:"Print JSON."`
}

// Help shows examples.
func (ignoreCommand) Help() string {
	return `Examples:

    footnote ignore ~/Documents                          # show the rules, and what they exclude
    footnote ignore ~/Documents --add '*.tmp' --add old/
    footnote ignore ~/Documents --add '*.log' --try
    footnote ignore ~/Documents --remove old/

Rules are as in a .gitignore file. Footnote also follows files named ` + index.IgnoreFile + ` in the folder. It removes excluded files
from the library at once; the next footnote index reads files that are no longer excluded.`
}

func (c ignoreCommand) Run(s *session) (err error) {
	path, err := absolutePath(c.Source)
	if err != nil {
		return err
	}
	lib, err := s.open()
	if err != nil {
		return err
	}
	defer closeInto(&err, lib)
	before, err := rulesOf(s.ctx, lib, path)
	if err != nil {
		return err
	}
	rules, err := c.changed(before)
	if err != nil {
		return err
	}
	trial, err := lib.TryIgnore(s.ctx, path, rules)
	if errors.Is(err, fs.ErrNotExist) {
		return say(err, "%s does not exist now, so Footnote can't tell what the rules would exclude. Nothing was changed.", path)
	}
	if err != nil {
		return err
	}
	saved := !c.Try && rules != before
	if saved {
		if err := lib.SetIgnore(s.ctx, path, rules); err != nil {
			return err
		}
		if err := lib.Prune(s.ctx, path); err != nil {
			return fmt.Errorf("remove excluded files from the library: %w", err)
		}
	}
	if c.JSON {
		return printJSON(s.std.Out, ignoreJSON(path, rules, saved, trial))
	}
	return c.print(newPaper(s.std.Out), rules, saved, trial)
}

// rulesOf returns the rules of a source.
func rulesOf(ctx context.Context, lib *index.Library, path string) (string, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	status, err := lib.Status(ctx)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(status.Sources, func(s index.Source) bool { return s.Path == path })
	if i < 0 {
		return "", say(index.ErrNotSource, "%s is not a source of the library. Nothing was changed. `footnote status` lists the sources.", path)
	}
	return status.Sources[i].Ignore, nil
}

// changed returns the rules with the requested ones added and removed.
func (c ignoreCommand) changed(rules string) (string, error) {
	lines := strings.Split(rules, "\n")
	for _, rule := range c.Remove {
		if !slices.Contains(lines, rule) {
			return "", say(nil, "There is no rule %q. Nothing was changed. `footnote ignore %s` lists the rules.", rule, c.Source)
		}
		lines = slices.DeleteFunc(lines, func(line string) bool { return line == rule })
	}
	for _, rule := range c.Add {
		if !slices.Contains(lines, rule) {
			lines = append(lines, rule)
		}
	}
	if len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	return strings.Join(lines, "\n"), nil
}

// maxLeftOutShown bounds the list of excluded files; --json lists more.
const maxLeftOutShown = 20

func (c ignoreCommand) print(paper *paper, rules string, saved bool, t index.Trial) error {
	switch {
	case saved:
		paper.line("The rules are now:")
	case c.Try:
		paper.line("Nothing was changed. The rules would be:")
	default:
		paper.line("The rules are:")
	}
	if strings.TrimSpace(rules) == "" {
		paper.line("  (none)")
	} else {
		for line := range strings.Lines(rules) {
			paper.line("  " + printable(strings.TrimRight(line, "\r\n")))
		}
	}
	paper.line(fmt.Sprintf("Excluded: %s. In the library: %s.", count(t.LeftOut, "file"), count(t.Kept, "file")))
	for i, out := range t.Shown {
		if i == maxLeftOutShown {
			paper.line(fmt.Sprintf("  and %s more", humanize.Comma(int64(len(t.Shown)-i))))
			break
		}
		words := printable(out.Path)
		if out.Folder {
			words += fmt.Sprintf("%c (%s)", filepath.Separator, count(out.Files, "file"))
		}
		paper.line("  " + words)
	}
	return paper.flush()
}
