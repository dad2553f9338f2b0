package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// manual returns the manual page (man(7)).
func manual(app *kong.Application, version, date string) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH FOOTNOTE 1 \"%s\" \"footnote %s\" \"User Commands\"\n", date, version)
	b.WriteString(".SH NAME\nfootnote \\- ask your own documents questions, with citations\n")
	b.WriteString(".SH SYNOPSIS\n.B footnote\n.RI [ command ]\n.RI [ options ]\n.br\n.B footnote\n.I file\n")
	intro, _, _ := strings.Cut(app.Help, "\n\nExamples:")
	b.WriteString(".SH DESCRIPTION\n" + prose(intro) + ".SH OPTIONS\n")
	flags(&b, app.Flags)
	b.WriteString(".SH COMMANDS\n")
	for _, c := range commands(app.Node) {
		fmt.Fprintf(&b, ".SS \"%s\"\n%s", escape(usage(c)), prose(c.Help))
		if c.Detail != "" {
			b.WriteString(".PP\n" + prose(c.Detail))
		}
		flags(&b, c.Flags)
	}
	b.WriteString(".SH EXIT STATUS\n0: done or found. 1: nothing found; for doctor, something is wrong. 2: an error.\n")
	b.WriteString(".SH ENVIRONMENT\n.TP\n.B FOOTNOTE_LIBRARY\nThe folder of the library.\n.TP\n.B FOOTNOTE_PASSWORD\nA password to try on PDFs that need one.\n")
	return b.String()
}

// commands returns the leaves of the commands that people use, in their order.
func commands(n *kong.Node) (all []*kong.Node) {
	for _, c := range n.Children {
		switch {
		case c.Hidden:
		case c.Leaf():
			all = append(all, c)
		default:
			all = append(all, commands(c)...)
		}
	}
	return all
}

// usage returns a command with its arguments.
func usage(c *kong.Node) string {
	words := []string{path(c)}
	for _, p := range c.Positional {
		words = append(words, p.Summary())
	}
	return strings.Join(words, " ")
}

// path returns a command's words: "models use".
func path(c *kong.Node) string {
	if c.Parent == nil || c.Parent.Type == kong.ApplicationNode {
		return c.Name
	}
	return path(c.Parent) + " " + c.Name
}

func flags(b *strings.Builder, all []*kong.Flag) {
	for _, f := range all {
		if !f.Hidden {
			fmt.Fprintf(b, ".TP\n.B %s\n%s", escape(f.String()), prose(f.Help))
		}
	}
}

// prose returns paragraphs as the page has them; indented lines are kept as they are.
func prose(text string) string {
	var b strings.Builder
	asIs := false
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		line = strings.TrimRight(line, "\n")
		indented := strings.HasPrefix(line, "  ")
		switch {
		case line == "" && !asIs:
			b.WriteString(".PP\n")
			continue
		case indented && !asIs:
			b.WriteString(".nf\n")
		case !indented && line != "" && asIs:
			b.WriteString(".fi\n")
		}
		asIs = indented || line == "" && asIs
		b.WriteString(escape(line) + "\n")
	}
	if asIs {
		b.WriteString(".fi\n")
	}
	return b.String()
}

// escape returns a line in which nothing has a meaning to troff.
func escape(line string) string {
	line = strings.NewReplacer(`\`, `\e`, "-", `\-`, `"`, `\(dq`).Replace(line)
	if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
		return `\&` + line
	}
	return line
}
