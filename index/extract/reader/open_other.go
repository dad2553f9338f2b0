//go:build !unix

package reader

// noWaiting does nothing: here pipes have no paths among files.
const noWaiting = 0
