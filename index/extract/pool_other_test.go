//go:build !linux

package extract_test

func shared(int) []byte { return nil }

func filesOfAtMost(uint64) { panic("this system has no such bound") }

func probe(string) string { panic("nothing is probed on this system") }

func lackSandbox() { panic("this system has no sandbox") }
