package cli

import (
	"bufio"
	"os"
	"strings"

	"github.com/rivo/uniseg"

	"footnote/index"
)

const (
	paperWidth    = 80  // columns, if there is no terminal to ask
	minPaperWidth = 20  // columns; wrapping to fewer is useless
	maxPaperWidth = 100 // columns; longer lines are hard to read
)

// paper formats text for a person, on a terminal or not. flush reports write errors.
type paper struct {
	out    *bufio.Writer
	width  int  // columns
	styled bool // bold and faint are supported and wanted
}

func newPaper(out *os.File) *paper {
	width := paperWidth
	if columns := terminalWidth(out); columns > 0 {
		width = max(min(columns, maxPaperWidth), minPaperWidth)
	}
	return &paper{out: bufio.NewWriter(out), width: width, styled: takesStyle(out)}
}

// takesStyle reports whether out accepts escape sequences for bold and faint. See https://no-color.org.
func takesStyle(out *os.File) bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(out) && enableStyle(out)
}

func (p *paper) flush() error { return p.out.Flush() }

// line writes s as one line. s has no control characters except those of bold and faint.
func (p *paper) line(s string) {
	p.write(s)
	p.write("\n")
}

// write writes s. The buffered writer keeps the first error for flush.
func (p *paper) write(s string) { _, _ = p.out.WriteString(s) }

func (p *paper) bold(s string) string  { return p.styleAs("\x1b[1m", s) }
func (p *paper) faint(s string) string { return p.styleAs("\x1b[2m", s) }

func (p *paper) styleAs(code, s string) string {
	if !p.styled || s == "" {
		return s
	}
	return code + s + "\x1b[0m"
}

// passage writes text wrapped to the width, each line indented, with the matched words in bold. It keeps the document's lines, because they
// may be a list or a table, but reduces several empty lines to one.
func (p *paper) passage(text string, highlights []index.Span, indent string) {
	empty := true // whether the line above is empty; no empty line comes first
	for _, line := range wrap(text, p.width-uniseg.StringWidth(indent)) {
		if strings.TrimSpace(text[line.Start:line.End]) == "" {
			if !empty {
				p.line("")
			}
			empty = true
			continue
		}
		empty = false
		p.line(indent + p.marked(text, line, highlights))
	}
}

// marked returns the part of text in line, with its highlights in bold.
func (p *paper) marked(text string, line index.Span, highlights []index.Span) string {
	var b strings.Builder
	at := line.Start
	for _, h := range highlights {
		start, end := max(h.Start, at), min(h.End, line.End)
		if start >= end {
			continue
		}
		b.WriteString(printable(text[at:start]))
		b.WriteString(p.bold(printable(text[start:end])))
		at = end
	}
	b.WriteString(printable(text[at:line.End]))
	return b.String()
}

// wrap splits text into lines of at most width columns, where Unicode allows a line break (UAX #14). It splits a word that is longer than a
// line between two characters. White space at the end of a line belongs to no line.
func wrap(text string, width int) []index.Span {
	var lines []index.Span
	start, at, columns := 0, 0, 0
	end := func(next int) {
		line := index.Span{Start: start, End: start + len(strings.TrimRight(text[start:at], " \t\r\n"))}
		lines = append(lines, line)
		start, columns = next, 0
	}
	for rest, state := text, -1; len(rest) > 0; {
		var segment string
		var must bool
		segment, rest, must, state = uniseg.FirstLineSegmentInString(rest, state)
		word := uniseg.StringWidth(strings.TrimRight(segment, " \t\r\n"))
		if columns > 0 && columns+word > width {
			end(at)
		}
		if word > width {
			for cluster, tail, s := "", segment, -1; len(tail) > 0; {
				var w int
				cluster, tail, w, s = uniseg.FirstGraphemeClusterInString(tail, s)
				if columns > 0 && columns+w > width {
					end(at)
				}
				at += len(cluster)
				columns += w
			}
		} else {
			at += len(segment)
			columns += uniseg.StringWidth(strings.TrimRight(segment, "\r\n"))
		}
		if must && (len(rest) > 0 || start < at) {
			end(at)
		}
	}
	if start < len(text) {
		end(len(text))
	}
	return lines
}
