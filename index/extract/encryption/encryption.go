// Package encryption opens what office programs encrypt with a password: packages of Office Open XML (agile and standard encryption), the older
// formats of Office (RC4 and XOR), and the parts of OpenDocument files. It tries the passwords that it gets, and guesses none but Excel's own.
package encryption

import (
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"unicode/utf16"

	"footnote/index/doc"
)

// Excel encrypts a workbook whose changes are restricted with this password, so that everybody can open it (MS-XLS 2.4.191).
const everybodys = "VelvetSweatshop"

// Bounds.
const (
	maxSpin      = 2_000_000 // rounds of a hash that make a key; Office takes 100,000. Files with more are refused
	maxInfoBytes = 1 << 20   // of what says how a file is encrypted
	maxSaltBytes = 1 << 10
)

var (
	errWrongPassword = errors.New("no password opens it")
	errUnsupported   = errors.New("encrypted in another way")
)

var le = binary.LittleEndian

// refuse turns one of the errors above into a refusal.
func refuse(err error) error {
	switch {
	case errors.Is(err, errWrongPassword):
		return doc.Refuse(doc.CodeLocked)
	case errors.Is(err, errUnsupported):
		return doc.RefuseErr(doc.CodeEncryption, err)
	}
	return doc.RefuseErr(doc.CodeDamaged, err)
}

// try calls open with each password until it opens the file.
func try[T any](passwords []string, open func(password string) (T, bool)) (opened T, err error) {
	for _, p := range append(passwords[:len(passwords):len(passwords)], everybodys) {
		if opened, ok := open(p); ok {
			return opened, nil
		}
	}
	return opened, errWrongPassword
}

// isHash reports whether a decrypted value is a hash, which may be padded.
func isHash(value, hash []byte) bool {
	return len(value) >= len(hash) && subtle.ConstantTimeCompare(value[:len(hash)], hash) == 1
}

// utf16le encodes a password as Office does.
func utf16le(s string) []byte {
	var data []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		data = le.AppendUint16(data, unit)
	}
	return data
}

// number32 encodes a number.
func number32(n uint32) []byte { return le.AppendUint32(nil, n) }
