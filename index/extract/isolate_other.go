//go:build !linux

package extract

import (
	"os"
	"os/exec"
	"runtime/debug"
)

// workerMemory is where a worker begins to collect its garbage at every turn.
const workerMemory = 512 << 20

func isolate(*exec.Cmd) {}

// limitMemory sets a soft limit: there is no hard one of a process's own here.
func limitMemory() { debug.SetMemoryLimit(workerMemory) }

// outgrew cannot be told here.
func outgrew(*os.ProcessState) bool { return false }

func startTool(c *exec.Cmd) error { return c.Start() }
