//go:build !unix || linux

package watch

// filesOpened is how many files are held open to watch one: their folder is watched in their place.
const filesOpened = 0

// Most is how many folders one program does well to watch: each takes about a kilobyte of the system's memory.
const Most = 50_000
