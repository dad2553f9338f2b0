//go:build race

package process

// DetectorMemory is what the race detector may allocate in a worker beside the program: the system counts it too.
const DetectorMemory = 512 << 20
