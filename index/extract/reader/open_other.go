//go:build !unix

package reader

// noWaiting is not needed: a pipe has no place among files.
const noWaiting = 0
