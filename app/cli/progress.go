package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/rivo/uniseg"

	"footnote/index"
)

// repaintEvery is the shortest time between two updates of the progress line.
const repaintEvery = 100 * time.Millisecond

// meter shows the progress of a sync: one line that is rewritten on a terminal, or else a line at every quarter.
type meter struct {
	out      *os.File
	terminal bool
	painted  time.Duration // of the sync, at the last update of the line
	shown    time.Time     // of a fetch, when the line was last updated
	quarters int           // quarters reported so far; -1 until the totals are known
}

func newMeter(out *os.File) *meter {
	return &meter{out: out, terminal: isTerminal(out), painted: -repaintEvery, quarters: -1}
}

// report shows p. It runs on the engine's goroutine, one call at a time.
func (m *meter) report(p index.Progress) {
	if p.Phase == index.Waiting {
		sayWaiting(m.out, p.Holder)
		return
	}
	if !m.terminal {
		if line := m.quarter(p); line != "" {
			fmt.Fprintln(m.out, line)
		}
		return
	}
	if p.Elapsed-m.painted < repaintEvery {
		return
	}
	m.painted = p.Elapsed
	width := paperWidth
	if columns := terminalWidth(m.out); columns > 0 {
		width = columns
	}
	fmt.Fprintf(m.out, "\r\x1b[K%s", cut(progressLine(p), width-1))
}

// embedded shows the progress of making vectors. It runs on the engine's goroutine, one call at a time.
func (m *meter) embedded(p index.EmbedProgress) {
	if p.Holder != (index.Holder{}) {
		sayWaiting(m.out, p.Holder)
		return
	}
	if !m.terminal || p.All == 0 {
		return
	}
	line := fmt.Sprintf("Making vectors: %s of %s passages", humanize.Comma(int64(p.Done)), humanize.Comma(int64(p.All)))
	if p.Waiting > 0 {
		line += fmt.Sprintf(", waiting %s as the server asked", english.Duration(p.Waiting))
	} else if p.Left > 0 {
		line += fmt.Sprintf(", %s left", english.Duration(p.Left))
	}
	fmt.Fprintf(m.out, "\r\x1b[K%s", line)
}

// end removes the progress line.
func (m *meter) end() {
	if m.terminal {
		fmt.Fprint(m.out, "\r\x1b[K")
	}
}

// quarter returns the line to print when another quarter of the files is done, else "".
func (m *meter) quarter(p index.Progress) string {
	if p.Phase != index.Reading || p.AllFiles == 0 {
		return ""
	}
	quarters := 4 * p.Files / p.AllFiles
	if quarters <= m.quarters || quarters == 4 {
		return ""
	}
	first := m.quarters < 0
	m.quarters = quarters
	if first && quarters == 0 {
		return fmt.Sprintf("Reading %s, %s.", count(p.AllFiles, "file"), size(p.AllBytes))
	}
	p.File = ""
	return progressLine(p)
}

// progressLine returns p in one line: "Reading 120 of 545 files · 12 of 31 MB · 3,456 passages · 2 min left · lease.pdf".
func progressLine(p index.Progress) string {
	if p.Phase == index.Walking {
		return "Looking for files · " + humanize.Comma(int64(p.AllFiles))
	}
	parts := []string{
		fmt.Sprintf("Reading %s of %s", humanize.Comma(int64(p.Files)), count(p.AllFiles, "file")),
		fmt.Sprintf("%s of %s", size(p.Bytes), size(p.AllBytes)),
		count(p.Passages, "passage"),
	}
	if p.Failed > 0 {
		parts = append(parts, humanize.Comma(int64(p.Failed))+" without text")
	}
	if p.Left > 0 {
		parts = append(parts, english.Duration(p.Left)+" left")
	}
	if p.File != "" {
		parts = append(parts, printable(filepath.Base(p.File)))
	}
	return strings.Join(parts, " · ")
}

func size(bytes int64) string { return humanize.Bytes(uint64(max(bytes, 0))) }

// cut returns the start of s that fits into width columns.
func cut(s string, width int) string {
	columns := 0
	for at, rest, state := 0, s, -1; len(rest) > 0; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if columns+w > width {
			return s[:at]
		}
		at += len(cluster)
		columns += w
	}
	return s
}
