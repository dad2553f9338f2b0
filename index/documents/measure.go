package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"footnote/index/doc"
	"footnote/index/extract"
)

// An outcome is the result of reading a file.
type outcome struct {
	path    string
	format  string // the extension of its name, without the dot
	took    time.Duration
	err     error // a *doc.Refusal; nil if it was read
	notes   doc.Notes
	against comparison // with the reference's words; zero if there is none
}

func (o outcome) refusal() *doc.Refusal {
	var r *doc.Refusal
	errors.As(o.err, &r)
	return r
}

// A fate is what an outcome counts as.
type fate int

const (
	isRead fate = iota
	isEmpty
	isRefused
	hasCrashed
	hasTimedOut
)

func (o outcome) fate() fate {
	switch r := o.refusal(); {
	case r == nil:
		return isRead
	case errors.Is(r, extract.ErrDied):
		return hasCrashed
	case r.Code.Class() == doc.TimedOut:
		return hasTimedOut
	case r.Code.Class() == doc.Empty:
		return isEmpty
	}
	return isRefused
}

// measure reads the files as the program does, one per processor at a time, and compares each with its reference. Reading does not wait for
// the comparisons, so the seconds count reading only.
func measure(ctx context.Context, paths []string) (outcomes []outcome, err error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	cache = filepath.Join(cache, "footnote-documents")
	pool := extract.NewPool(runtime.NumCPU(), program, workerArgument, cache)
	pool.CacheDir = cache
	defer func() { err = errors.Join(err, pool.Close()) }()
	office, err := convertOffice(ctx, paths, officeFilters)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, office.remove()) }()
	outcomes = make([]outcome, len(paths))
	next := make(chan int)
	var readers sync.WaitGroup
	for range runtime.NumCPU() {
		readers.Go(func() {
			for i := range next {
				outcomes[i] = measureFile(ctx, pool, office, paths[i])
			}
		})
	}
	for i := range paths {
		next <- i
	}
	close(next)
	readers.Wait()
	return outcomes, ctx.Err()
}

func measureFile(ctx context.Context, pool *extract.Pool, office converted, path string) outcome {
	o := outcome{path: path, format: cmp.Or(strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), "."), "none")}
	begun := time.Now()
	read, err := pool.File(ctx, path)
	o.took, o.err, o.notes = time.Since(begun), err, read.Notes
	if reference, ok := referenceText(ctx, office, path, o.format); ok {
		o.against = compare(words(read.Text), words(reference))
	}
	if o.took > 10*time.Second {
		fmt.Fprintf(os.Stderr, "%s: %v\n", path, o.took.Round(time.Second))
	}
	return o
}
