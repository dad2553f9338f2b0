package store

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
)

// ReserveName is the name of a file in a library's folder that holds nothing. It takes room on the disk, which is given up when the disk
// is full: SQLite needs some to open a database, and to remove from it what makes room.
const ReserveName = "library.reserve"

// reserveBytes is enough for SQLite's index of its log (32 KiB), and for the log of the largest document that is removed (0.7 MiB for 16,000
// chunks).
const reserveBytes = 2 << 20

// keepReserve makes the reserve where there is none. Its bytes are random, for a file system that packs what it keeps.
func keepReserve(dir string) {
	path := filepath.Join(dir, ReserveName)
	if info, err := os.Lstat(path); err == nil && (!info.Mode().IsRegular() || info.Size() >= reserveBytes) {
		return
	}
	spendReserve(dir) // one that is not whole
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	data := make([]byte, reserveBytes)
	_, _ = rand.Read(data) // never fails
	_, err = f.Write(data)
	if errors.Join(err, f.Sync(), f.Close()) != nil {
		_ = os.Remove(path) // there is no room: what was there before keeps it
	}
}

// spendReserve gives up the reserve, and reports whether there was one.
func spendReserve(dir string) bool {
	path := filepath.Join(dir, ReserveName)
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular() && info.Size() <= reserveBytes && os.Remove(path) == nil
}
