package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
)

// printMetainfo prints the AppStream metainfo: the template, with the release and its notes.
func printMetainfo(version, date, template string) error {
	text, err := os.ReadFile(template)
	if err != nil {
		return err
	}
	changes, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return err
	}
	notes, err := releaseNotes(string(changes), version)
	if err != nil {
		return err
	}
	_, err = os.Stdout.WriteString(metainfo(string(text), version, date, notes))
	return err
}

// metainfo fills the template (https://www.freedesktop.org/software/appstream/docs/chap-Metadata.html).
func metainfo(template, version, date, notes string) string {
	kind := "stable"
	if strings.Contains(version, "-") {
		kind = "development"
	}
	release := fmt.Sprintf("    <release version=%q date=%q type=%q>\n      <description>\n%s      </description>\n    </release>\n",
		strings.Replace(version, "-", "~", 1), date, kind, notes)
	return strings.Replace(template, "@RELEASES@\n", release, 1)
}

var (
	heading = regexp.MustCompile(`^## \[([^\]]+)\]`)
	code    = regexp.MustCompile("`([^`]+)`")
	address = regexp.MustCompile(`\[([^\]]+)\]\([^)]*\)`)
)

// releaseNotes returns the changes of a version, or else those that are not released yet, as AppStream writes them: a paragraph for each
// heading, and a list of its entries.
func releaseNotes(changes, version string) (string, error) {
	sections := map[string][]string{}
	name := ""
	for line := range strings.Lines(changes) {
		if m := heading.FindStringSubmatch(line); m != nil {
			name = m[1]
			continue
		}
		sections[name] = append(sections[name], strings.TrimRight(line, "\n"))
	}
	lines := sections[version]
	if lines == nil {
		lines = sections["Unreleased"]
	}
	if lines == nil {
		return "", errors.New("the changelog has no section for this version, and none for what is not released")
	}
	var b strings.Builder
	list := false
	end := func() {
		if list {
			b.WriteString("        </ul>\n")
		}
		list = false
	}
	for _, entry := range entries(lines) {
		if words, ok := strings.CutPrefix(entry, "- "); ok {
			if !list {
				b.WriteString("        <ul>\n")
				list = true
			}
			fmt.Fprintf(&b, "          <li>%s</li>\n", marked(words))
			continue
		}
		end()
		fmt.Fprintf(&b, "        <p>%s</p>\n", marked(strings.TrimLeft(entry, "# ")))
	}
	end()
	return b.String(), nil
}

// entries joins the lines of an entry or a paragraph.
func entries(lines []string) (all []string) {
	for _, line := range lines {
		continues := strings.HasPrefix(line, "  ")
		switch {
		case line == "":
		case continues && len(all) > 0:
			all[len(all)-1] += " " + strings.TrimSpace(line)
		default:
			all = append(all, line)
		}
	}
	return all
}

// marked returns words as XML, with code marked.
func marked(words string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(address.ReplaceAllString(words, "$1"))) // a Builder takes everything
	return code.ReplaceAllString(b.String(), "<code>$1</code>")
}
