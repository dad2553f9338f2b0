// Command generate writes what the packages hold besides the program: the manual page and the completions of shells, from the program's own
// description of its commands; the AppStream metainfo, with release notes from the changelog; and bundles for assistants.
//
//	generate docs VERSION DATE FOLDER        footnote.1, footnote.bash, _footnote, footnote.fish, footnote.ps1
//	generate metainfo VERSION DATE TEMPLATE  prints the metainfo; run it where CHANGELOG.md is
//	generate bundle VERSION PROGRAM FILE     an .mcpb; run it where packaging/mcp/manifest.json is
//
// DATE is a day, as 2026-01-31. The same input makes the same bytes.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"footnote/app/cli"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 4 {
		return errors.New("see the comment in packaging/generate/main.go")
	}
	switch args[0] {
	case "docs":
		return writeDocs(args[1], args[2], args[3])
	case "metainfo":
		return printMetainfo(args[1], args[2], args[3])
	case "bundle":
		return writeBundle(args[1], args[2], args[3])
	}
	return fmt.Errorf("nothing is called %s", args[0])
}

// writeDocs writes the manual page and the completions into a folder.
func writeDocs(version, date, folder string) error {
	app, err := cli.Commands()
	if err != nil {
		return err
	}
	for name, text := range map[string]string{
		"footnote.1": manual(app, version, date), "footnote.bash": bash(app), "_footnote": zsh(app), "footnote.fish": fish(app), "footnote.ps1": powershell(app),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
