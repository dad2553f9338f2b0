//go:build race

package process

// DetectorMemory is what the race detector may allocate in a worker. The system counts it too.
const DetectorMemory = 512 << 20
