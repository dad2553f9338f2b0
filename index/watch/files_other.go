//go:build !unix || linux

package watch

// filesOpened is the number of files held open to watch one: none, because their folder is watched.
const filesOpened = 0

// Most is the number of folders that one program should watch at most. Each takes about a kilobyte of the system's memory.
const Most = 50_000
