package store

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
)

// ReserveName is the name of a file in a library's folder whose content means nothing. It reserves space on the disk and is removed when
// the disk is full: SQLite needs some space to open a database, and to remove documents from it.
const ReserveName = "library.reserve"

// reserveBytes is enough for SQLite's index of its log (32 KiB), and for the log of removing the largest document (0.7 MiB for 16,000
// chunks).
const reserveBytes = 2 << 20

// keepReserve creates the reserve if it does not exist. Its bytes are random, because some file systems compress.
func keepReserve(dir string) {
	path := filepath.Join(dir, ReserveName)
	if info, err := os.Lstat(path); err == nil && (!info.Mode().IsRegular() || info.Size() >= reserveBytes) {
		return
	}
	spendReserve(dir) // an incomplete one
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	data := make([]byte, reserveBytes)
	_, _ = rand.Read(data) // never fails
	_, err = f.Write(data)
	if errors.Join(err, f.Sync(), f.Close()) != nil {
		_ = os.Remove(path) // the disk lacks the space: leave it to others
	}
}

// spendReserve removes the reserve, and reports whether there was one.
func spendReserve(dir string) bool {
	path := filepath.Join(dir, ReserveName)
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular() && info.Size() <= reserveBytes && os.Remove(path) == nil
}
