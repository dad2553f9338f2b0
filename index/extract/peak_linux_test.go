package extract

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"footnote/index/doc"
	"footnote/index/extract/reader"
)

// PeakOf has a worker of its own read a file, or draw a page of it, and returns how much that process had in memory at most.
func PeakOf(ctx context.Context, command []string, path string, view *reader.PageView) (peak int64, document doc.Document, err error) {
	w, err := startWorker(command, os.Getenv("FOOTNOTE_TEST_CACHE"))
	if err != nil {
		return 0, document, err
	}
	file, _, err := reader.OpenRegular(path)
	if err != nil {
		return 0, document, err
	}
	defer func() { _ = file.Close() }()
	a, err := w.ask(ctx, request{Path: filepath.Base(path), View: view, Passed: true, PDF: true, file: file}, time.Minute, nil)
	peak = max(w.most, peakMemory(w.process.Process.Pid))
	w.end()
	if err == nil && a.Refusal != nil {
		err = a.Refusal
	}
	return peak, a.Document, err
}

// peakMemory is the most that a process has had in memory, in bytes; 0 where it has ended.
func peakMemory(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kilobytes, _ := strconv.ParseInt(fields[0], 10, 64) // 0 where it is none
	return kilobytes << 10
}
