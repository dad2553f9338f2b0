package main

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls f for parts of 0..n that do not overlap and cover all of it, on all cores, and waits. What f makes may depend
// on each index but not on the parts: then the result is the same on any number of cores.
func parallel(n int, f func(low, high int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers <= 1 {
		f(0, n)
		return
	}
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() { f(n*w/workers, n*(w+1)/workers) })
	}
	wait.Wait()
}

// inTurn calls f for each of 0..n on all cores, a free core taking the next, and waits.
func inTurn(n int, f func(i int)) {
	var next atomic.Int64
	parallel(min(n, runtime.GOMAXPROCS(0)), func(_, _ int) {
		for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
			f(int(i))
		}
	})
}
