package encryption

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"hash"
)

// The older formats of Office encrypt by RC4, with a key of its own for each block. What says so is a version, and
//
//	1.1       salt, verifier and its hash, 16 bytes each: the key is made by MD5
//	2.2 to 4.2  a header and a verifier as in standard encryption: the key is made by SHA-1
//
// https://learn.microsoft.com/en-us/openspecs/office_file_formats/ms-offcrypto

// A Stream decrypts what the older formats of Office encrypt.
type Stream struct{ key func(block uint32) []byte }

// OpenStream makes the key by what a file says of its encryption. Its error is a *doc.Refusal.
func OpenStream(said []byte, passwords []string) (*Stream, error) {
	s, err := openStream(said, passwords)
	if err != nil {
		return nil, refuse(err)
	}
	return s, nil
}

func openStream(said []byte, passwords []string) (*Stream, error) {
	if len(said) < 4 {
		return nil, errUnsupported
	}
	major, minor := le.Uint16(said), le.Uint16(said[2:])
	switch {
	case major == 1 && minor == 1 && len(said) >= 52:
		salt, verifier, value := said[4:20], said[20:36], said[36:52]
		return try(passwords, func(password string) (*Stream, bool) {
			s := oldStream(password, salt)
			return s, s.opens(verifier, value, md5.New)
		})
	case minor == 2 && major >= 2 && major <= 4:
		h, err := readHeader(said)
		if err != nil {
			return nil, err
		}
		const algorithm = 0x6801
		if h.bits == 0 {
			h.bits = 40
		}
		if h.algorithm != algorithm || h.bits < 40 || h.bits > 128 {
			return nil, errUnsupported
		}
		return try(passwords, func(password string) (*Stream, bool) {
			s := newStream(password, h)
			return s, s.opens(h.verifier, h.value, sha1.New)
		})
	}
	return nil, errUnsupported
}

// oldStream has keys made by MD5.
func oldStream(password string, salt []byte) *Stream {
	const short = 5
	digest := sum(md5.New, utf16le(password))[:short]
	digest = sum(md5.New, bytes.Repeat(append(digest[:short:short], salt...), 16))[:short]
	return &Stream{func(block uint32) []byte { return sum(md5.New, digest, number32(block)) }}
}

// newStream has keys made by SHA-1.
func newStream(password string, h header) *Stream {
	const shortest, filled = 40, 16
	digest := sum(sha1.New, h.salt, utf16le(password))
	return &Stream{func(block uint32) []byte {
		key := sum(sha1.New, digest, number32(block))[:h.bits/8]
		if h.bits == shortest {
			key = sized(key, filled, 0)
		}
		return key
	}}
}

// opens reports whether the key is right: the hash of the verifier is the one that stands there.
func (s *Stream) opens(verifier, value []byte, of func() hash.Hash) bool {
	both := append(bytes.Clone(verifier), value...)
	s.block(both, 0, 0)
	return isHash(both[len(verifier):], sum(of, both[:len(verifier)]))
}

// Decrypt decrypts bytes from a place on in a stream whose blocks have a size.
func (s *Stream) Decrypt(p []byte, at int64, size int) {
	for len(p) > 0 {
		within := int(at % int64(size))
		part := p[:min(len(p), size-within)]
		s.block(part, uint32(at/int64(size)), within)
		p, at = p[len(part):], at+int64(len(part))
	}
}

// Block decrypts the beginning of a block.
func (s *Stream) Block(p []byte, block uint32) { s.block(p, block, 0) }

func (s *Stream) block(p []byte, block uint32, skipped int) {
	c, err := rc4.NewCipher(s.key(block))
	if err != nil { // no key is that short or long
		return
	}
	if skipped > 0 {
		ahead := make([]byte, skipped)
		c.XORKeyStream(ahead, ahead)
	}
	c.XORKeyStream(p, p)
}
