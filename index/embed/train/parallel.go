package main

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls f on all cores for disjoint parts that cover 0..n, and waits. If the results of f depend on the indices but not on the
// parts, they are the same on any number of cores.
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

// inTurn calls f for each of 0..n, a free core taking the next index, and waits.
func inTurn(n int, f func(i int)) {
	var next atomic.Int64
	parallel(min(n, runtime.GOMAXPROCS(0)), func(_, _ int) {
		for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
			f(int(i))
		}
	})
}
