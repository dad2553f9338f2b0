//go:build race

package extract

// detectorMemory is what the race detector may allocate in a worker beside the program: the system counts it too.
const detectorMemory = 512 << 20
