package encryption

import "math/bits"

// The oldest encryption of workbooks combines bytes with 16 others, which are made of the password and a key of 16 bits that is made of it,
// too (MS-OFFCRYPTO 2.3.7). A password has at most 15 characters of one byte.

// An XOR decrypts what is encrypted so.
type XOR [16]byte

// OpenXOR makes the bytes by one of the passwords. Its error is a *doc.Refusal.
func OpenXOR(key, verifier uint16, passwords []string) (XOR, error) {
	x, err := try(passwords, func(password string) (XOR, bool) {
		if password == "" || len(password) > 15 {
			return XOR{}, false
		}
		p := []byte(password)
		return xorOf(p, key), xorKey(p) == key && xorVerifier(p) == verifier
	})
	if err != nil {
		return x, refuse(err)
	}
	return x, nil
}

// Decrypt decrypts bytes of a record: where they are in the stream, and how long the record is.
func (x XOR) Decrypt(p []byte, at int64, record int) {
	for i := range p {
		p[i] = bits.RotateLeft8(p[i]^x[(at+int64(i)+int64(record))%16], 3)
	}
}

func xorVerifier(password []byte) uint16 {
	var v uint16
	for i := len(password); i >= 0; i-- {
		c := byte(len(password))
		if i > 0 {
			c = password[i-1]
		}
		v = (v>>14&1 | v<<1&0x7fff) ^ uint16(c)
	}
	return v ^ 0xce4b
}

func xorKey(password []byte) uint16 {
	key := xorFirst[len(password)-1]
	at := len(xorTable) - 1
	for i := len(password) - 1; i >= 0; i-- {
		c := password[i]
		for range 7 {
			if c&0x40 != 0 {
				key ^= xorTable[at]
			}
			c <<= 1
			at--
		}
	}
	return key
}

func xorOf(password []byte, key uint16) XOR {
	var x XOR
	high, low := byte(key>>8), byte(key)
	put := func(i int, c byte) {
		k := low
		if i%2 == 1 {
			k = high
		}
		x[i] = bits.RotateLeft8(c^k, -1)
	}
	for i := range x {
		if i < len(password) {
			put(i, password[i])
		} else {
			put(i, xorPad[i-len(password)])
		}
	}
	return x
}

// The tables of MS-OFFCRYPTO 2.3.7.2.
var (
	xorPad   = [...]byte{0xbb, 0xff, 0xff, 0xba, 0xff, 0xff, 0xb9, 0x80, 0x00, 0xbe, 0x0f, 0x00, 0xbf, 0x0f, 0x00}
	xorFirst = [...]uint16{0xe1f0, 0x1d0f, 0xcc9c, 0x84c0, 0x110c, 0x0e10, 0xf1ce, 0x313e, 0x1872, 0xe139, 0xd40f, 0x84f9, 0x280c, 0xa96a, 0x4ec3}
	xorTable = [...]uint16{
		0xaefc, 0x4dd9, 0x9bb2, 0x2745, 0x4e8a, 0x9d14, 0x2a09, 0x7b61, 0xf6c2, 0xfda5, 0xeb6b, 0xc6f7, 0x9dcf, 0x2bbf, 0x4563, 0x8ac6, 0x05ad, 0x0b5a,
		0x16b4, 0x2d68, 0x5ad0, 0x0375, 0x06ea, 0x0dd4, 0x1ba8, 0x3750, 0x6ea0, 0xdd40, 0xd849, 0xa0b3, 0x5147, 0xa28e, 0x553d, 0xaa7a, 0x44d5, 0x6f45,
		0xde8a, 0xad35, 0x4a4b, 0x9496, 0x390d, 0x721a, 0xeb23, 0xc667, 0x9cef, 0x29ff, 0x53fe, 0xa7fc, 0x5fd9, 0x47d3, 0x8fa6, 0x0f6d, 0x1eda, 0x3db4,
		0x7b68, 0xf6d0, 0xb861, 0x60e3, 0xc1c6, 0x93ad, 0x377b, 0x6ef6, 0xddec, 0x45a0, 0x8b40, 0x06a1, 0x0d42, 0x1a84, 0x3508, 0x6a10, 0xaa51, 0x4483,
		0x8906, 0x022d, 0x045a, 0x08b4, 0x1168, 0x76b4, 0xed68, 0xcaf1, 0x85c3, 0x1ba7, 0x374e, 0x6e9c, 0x3730, 0x6e60, 0xdcc0, 0xa9a1, 0x4363, 0x86c6,
		0x1dad, 0x3331, 0x6662, 0xccc4, 0x89a9, 0x0373, 0x06e6, 0x0dcc, 0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48c4,
	}
)
