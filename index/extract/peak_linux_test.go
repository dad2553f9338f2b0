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

// PeakOf reads a file, or draws a page of it, in a worker of its own, and returns the worker's peak memory.
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

// peakMemory returns the peak memory of a process in bytes; 0 if it has ended.
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
	kilobytes, _ := strconv.ParseInt(fields[0], 10, 64) // 0 if it is none
	return kilobytes << 10
}
