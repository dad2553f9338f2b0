//go:build unix && !linux

package watch

// filesOpened is the number of files held open to watch one: kqueue watches open files.
const filesOpened = 1

// Most is the number of folders and files that one program should watch at most. Each is held open, and systems allow about ten thousand.
const Most = 4_000
