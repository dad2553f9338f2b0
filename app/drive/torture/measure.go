package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
)

// measures are what must not grow in a long-running process.
type measures struct {
	goroutines int
	handles    int // open files and the like; 0 if they can't be counted
	processes  int // that it has started
	heap       int // bytes
	resident   int // bytes of memory in total; 0 if unknown
}

// measure measures this process. processes is how many processes it has started.
func measure(processes int) measures {
	runtime.GC()
	runtime.GC() // the second run frees what the first one finalised
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	m := measures{goroutines: runtime.NumGoroutine(), processes: processes, heap: int(stats.HeapAlloc)}
	if open, err := os.ReadDir("/proc/self/fd"); err == nil {
		m.handles = len(open)
	}
	status, _ := os.ReadFile("/proc/self/status") // without that file it stays unknown
	for line := range strings.SplitSeq(string(status), "\n") {
		var kilobytes int
		if n, _ := fmt.Sscanf(line, "VmRSS: %d kB", &kilobytes); n == 1 {
			m.resident = kilobytes << 10
		}
	}
	return m
}

// The heap varies with what was read last, and resident memory with the rounding of the garbage collector and SQLite's allocator.
const (
	heapRoom     = 16 << 20
	residentRoom = 96 << 20
)

// grown says what has grown since the first measurement.
func (m measures) grown(first measures) error {
	switch {
	case first == measures{}:
		return nil
	case m.goroutines > first.goroutines:
		var stacks bytes.Buffer
		_ = pprof.Lookup("goroutine").WriteTo(&stacks, 1) // to a buffer
		return fmt.Errorf("%d goroutines are left, and were %d at first:\n%s", m.goroutines, first.goroutines, stacks.String())
	case m.handles > first.handles:
		return fmt.Errorf("%d handles are open, and were %d at first", m.handles, first.handles)
	case m.processes > first.processes:
		return fmt.Errorf("%d processes are left, and were %d at first", m.processes, first.processes)
	case m.heap > first.heap+first.heap/4+heapRoom:
		return fmt.Errorf("the heap is %d MB, and was %d MB at first", m.heap>>20, first.heap>>20)
	case m.resident > first.resident+first.resident/4+residentRoom:
		return fmt.Errorf("%d MB of memory are taken, and were %d MB at first", m.resident>>20, first.resident>>20)
	}
	return nil
}
