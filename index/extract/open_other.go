//go:build !unix

package extract

// noWaiting is not needed: a pipe has no place among files.
const noWaiting = 0
