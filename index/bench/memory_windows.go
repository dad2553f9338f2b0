package main

import "os"

// peakMemory is the most memory a process that has ended held at once, in bytes; 0 where the system does not say.
func peakMemory(*os.ProcessState) int64 { return 0 }
