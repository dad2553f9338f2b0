// Command memory measures the peak memory of the program, without its workers, while it indexes folders. It prints one line for each folder
// and number of processors.
//
//	go run ./index/bench/memory ./footnote                          # 50 generated texts of 100 MB
//	go run ./index/bench/memory -folders ../shared/documents ./footnote
//
// It works in a temporary folder and removes it. It needs a system that reports memory in /proc.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"footnote/index/bench/prose"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "memory:", err)
		os.Exit(1)
	}
}

func run() error {
	files := flag.Int("files", 50, "how many texts to generate; 0 for none")
	megabytes := flag.Int("megabytes", 100, "size of each")
	folders := flag.String("folders", "", "other folders to index, separated by commas")
	processors := flag.String("processors", fmt.Sprintf("%d,16", runtime.NumCPU()), "numbers of processors to run with, separated by commas")
	most := flag.Int64("most", 500, "fail if it takes more megabytes")
	flag.Parse()
	if flag.NArg() != 1 {
		return errors.New("name the program to measure")
	}
	program, err := filepath.Abs(flag.Arg(0))
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	dir, err := os.MkdirTemp("", "footnote-memory-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system cleans up what is left
	measured := strings.FieldsFunc(*folders, func(r rune) bool { return r == ',' })
	if *files > 0 {
		texts := filepath.Join(dir, "texts")
		if err := generate(texts, *files, *megabytes); err != nil {
			return err
		}
		measured = append(measured, texts)
	}
	m := measurement{program: program, dir: dir, most: *most << 20}
	for _, folder := range measured {
		for p := range strings.SplitSeq(*processors, ",") {
			if err := m.index(ctx, folder, p); err != nil {
				return err
			}
		}
	}
	return m.over
}

// generate writes texts of a size. Their first and last lines differ, so that none is a copy of another.
func generate(dir string, files, megabytes int) error {
	fmt.Fprintf(os.Stderr, "writing %d texts of %d MB\n", files, megabytes)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	text := prose.NewWriter().Document(min(megabytes, 40) * 1_000_000) // beyond that it repeats
	for i := range files {
		f, err := os.Create(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)))
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(f, "Number %d.\n\n", i)
		for left := megabytes * 1_000_000; left > 0 && err == nil; left -= len(text) {
			_, err = f.WriteString(text[:min(left, len(text))])
		}
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// A measurement runs the program and watches it.
type measurement struct {
	program, dir string
	most         int64 // bytes
	runs         int
	over         error // the error of runs that took more
}

// index indexes a folder into a new library.
func (m *measurement) index(ctx context.Context, folder, processors string) error {
	m.runs++
	library := filepath.Join(m.dir, fmt.Sprint("library", m.runs))
	c := exec.CommandContext(ctx, m.program, "--library", library, "index", folder)
	c.Env = append(os.Environ(), "GOMAXPROCS="+processors)
	c.Stdout, c.Stderr = os.Stderr, os.Stderr
	begun := time.Now()
	if err := c.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	var peak int64
	for {
		select {
		case err := <-ended:
			if err != nil {
				return err
			}
			fmt.Printf("%s: %d MB at most with %s processors, %v\n", folder, peak>>20, processors, time.Since(begun).Round(time.Second))
			if peak > m.most {
				m.over = errors.Join(m.over, fmt.Errorf("%s: %d MB, more than %d", folder, peak>>20, m.most>>20))
			}
			return os.RemoveAll(library)
		case <-time.After(50 * time.Millisecond):
			peak = max(peak, peakOf(c.Process.Pid))
		}
	}
}

var highWater = regexp.MustCompile(`VmHWM:\s*(\d+) kB`)

// peakOf returns the peak memory of a process so far, in bytes; 0 if the system does not report it (proc_pid_status(5)).
func peakOf(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	found := highWater.FindSubmatch(status)
	if found == nil {
		return 0
	}
	n, err := strconv.ParseInt(string(found[1]), 10, 64)
	if err != nil {
		return 0
	}
	return n << 10
}
