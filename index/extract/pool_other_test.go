//go:build !linux

package extract_test

func shared(int) []byte { return nil }
