package main

import (
	"runtime"
	"sync"
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
