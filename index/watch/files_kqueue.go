//go:build unix && !linux

package watch

// filesOpened is how many files are held open to watch one: kqueue watches what is open.
const filesOpened = 1

// Most is how much one program does well to watch, in folders and files: each is held open, and systems allow some ten thousand.
const Most = 4_000
