package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// figures are the measurements of one library.
type figures struct {
	files, passages int
	bytes           int64 // of text
	indexing        time.Duration
	peakMemory      int64 // bytes; 0 if unknown
	onDisk          int64 // bytes

	questions        int
	opening          time.Duration
	whole, narrowed  timings // narrowed by filters
	keyword, vectors timings
	chromem          timings
}

// timings are the durations of the questions.
type timings []time.Duration

// at returns the duration that the given share of the questions does not exceed.
func (t timings) at(share float64) time.Duration {
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

func (t timings) String() string { return fmt.Sprintf("%s / %s", ms(t.at(0.5)), ms(t.at(0.95))) }

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }

func mb(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

// printTable prints a row per figure and a column per library.
func printTable(out io.Writer, columns []figures) error {
	var b strings.Builder
	row := func(name string, cell func(f figures) string) {
		fmt.Fprintf(&b, "%-32s", name)
		for _, f := range columns {
			fmt.Fprintf(&b, "%26s", cell(f))
		}
		b.WriteString("\n")
	}
	row("passages", func(f figures) string { return fmt.Sprint(f.passages) })
	row("files", func(f figures) string { return fmt.Sprint(f.files) })
	row("text", func(f figures) string { return mb(f.bytes) })
	row("indexing", func(f figures) string { return fmt.Sprintf("%.1f s", f.indexing.Seconds()) })
	row("", func(f figures) string { return fmt.Sprintf("%.2f MB/s", float64(f.bytes)/1e6/f.indexing.Seconds()) })
	row("", func(f figures) string {
		return fmt.Sprintf("%.0f passages/s", float64(f.passages)/f.indexing.Seconds())
	})
	row("peak memory", func(f figures) string { return mb(f.peakMemory) })
	row("size on disk", func(f figures) string { return mb(f.onDisk) })
	row("opening", func(f figures) string { return ms(f.opening) })
	row("search, p50 / p95", func(f figures) string { return f.whole.String() })
	row("  narrowed by filters", func(f figures) string { return f.narrowed.String() })
	row("  keyword part", func(f figures) string { return f.keyword.String() })
	row("  vector part", func(f figures) string { return f.vectors.String() })
	row("  chromem-go, the same vectors", func(f figures) string { return f.chromem.String() })
	row("  chromem-go to vector part, p50", func(f figures) string {
		return fmt.Sprintf("%.1f : 1", float64(f.chromem.at(0.5))/float64(f.vectors.at(0.5)))
	})
	_, err := io.WriteString(out, b.String())
	return err
}
