package encryption

import (
	"bytes"
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"encoding/xml"
	"hash"
	"io"
	"slices"

	"footnote/index/extract/container"
	"footnote/index/extract/reader"
)

// An encrypted package of Office Open XML (MS-OFFCRYPTO) is a compound file of two streams:
//
//	EncryptionInfo    version, and how the key is made of the password: in "agile" encryption XML, in "standard" encryption fields
//	EncryptedPackage  8 bytes with the size of the package, and the package: "agile" in segments of 4096 bytes, by AES in CBC mode;
//	                  "standard" by AES in ECB mode
//
// https://learn.microsoft.com/en-us/openspecs/office_file_formats/ms-offcrypto

// OpenPackage returns the package that an encrypted file holds. Its error is a *doc.Refusal.
func OpenPackage(in reader.Input) (*io.SectionReader, error) {
	c, err := container.OpenCompound(in.Data, in.Size)
	if err != nil {
		return nil, refuse(err)
	}
	streams := c.Children(0)
	info, ok := streams["encryptioninfo"]
	content, also := streams["encryptedpackage"]
	if !ok || !also {
		return nil, refuse(errUnsupported)
	}
	said, _ := io.ReadAll(io.LimitReader(c.Open(info), maxInfoBytes)) // what is there of it
	data := c.Open(content)
	if len(said) < packageHead {
		return nil, refuse(errUnsupported)
	}
	d, err := openPackage(said, in.Passwords)
	if err != nil {
		return nil, refuse(err)
	}
	size := make([]byte, packageHead)
	if _, err := data.ReadAt(size, 0); err != nil {
		return nil, refuse(err)
	}
	d.data = data
	d.size = int64(min(le.Uint64(size), uint64(max(0, data.Size()-packageHead))))
	return io.NewSectionReader(d, 0, d.size), nil
}

// packageHead is how many bytes stand before the package.
const packageHead = 8

// openPackage makes the key by what EncryptionInfo says.
func openPackage(info []byte, passwords []string) (*decrypter, error) {
	major, minor := le.Uint16(info), le.Uint16(info[2:])
	switch {
	case major == 4 && minor == 4:
		return openAgile(info[8:], passwords)
	case minor == 2 && major >= 2 && major <= 4:
		return openStandard(info, passwords)
	}
	return nil, errUnsupported
}

// A decrypter reads a package as it is decrypted.
type decrypter struct {
	data  *io.SectionReader
	size  int64
	block cipher.Block
	first func(segment uint32) []byte // the vector of a segment; nil in ECB mode
}

const segmentBytes = 4096

func (d *decrypter) ReadAt(p []byte, at int64) (n int, err error) {
	segment := make([]byte, segmentBytes)
	for n < len(p) {
		if at >= d.size {
			return n, io.EOF
		}
		number := at / segmentBytes
		read, err := d.data.ReadAt(segment, packageHead+number*segmentBytes)
		whole := segment[:read&^(aes.BlockSize-1)]
		within := int(at - number*segmentBytes)
		if within >= len(whole) {
			return n, cmp.Or(err, io.ErrUnexpectedEOF)
		}
		d.decrypt(whole, uint32(number))
		most := min(int64(len(whole)), d.size-number*segmentBytes)
		copied := copy(p[n:], whole[within:most])
		if copied == 0 {
			return n, io.ErrUnexpectedEOF
		}
		n, at = n+copied, at+int64(copied)
	}
	return n, nil
}

func (d *decrypter) decrypt(segment []byte, number uint32) {
	if d.first != nil {
		cipher.NewCBCDecrypter(d.block, d.first(number)).CryptBlocks(segment, segment)
		return
	}
	for part := range slices.Chunk(segment, aes.BlockSize) {
		d.block.Decrypt(part, part)
	}
}

// hashes are those that the formats name.
var hashes = map[string]func() hash.Hash{"SHA1": sha1.New, "SHA-1": sha1.New, "SHA256": sha256.New, "SHA384": sha512.New384, "SHA512": sha512.New}

// sum is the hash of several parts.
func sum(of func() hash.Hash, parts ...[]byte) []byte {
	h := of()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// spun is the hash of a salt and a password, hashed again and again behind a number that counts.
func spun(of func() hash.Hash, salt []byte, password string, rounds uint32) []byte {
	h := of()
	digest := sum(of, salt, utf16le(password))
	var number [4]byte
	for i := range rounds {
		le.PutUint32(number[:], i)
		h.Reset()
		h.Write(number[:])
		h.Write(digest)
		digest = h.Sum(digest[:0])
	}
	return digest
}

// sized cuts data to n bytes, or fills it up.
func sized(data []byte, n int, fill byte) []byte {
	data = data[:min(n, len(data)):min(n, len(data))]
	return append(data, bytes.Repeat([]byte{fill}, n-len(data))...)
}

// agileInfo is the XML of agile encryption.
type agileInfo struct {
	Data agileKey `xml:"keyData"`
	Keys []struct {
		Key agileKey `xml:"encryptedKey"`
	} `xml:"keyEncryptors>keyEncryptor"`
}

type agileKey struct {
	Block    int    `xml:"blockSize,attr"`
	Bits     int    `xml:"keyBits,attr"`
	HashSize int    `xml:"hashSize,attr"`
	Cipher   string `xml:"cipherAlgorithm,attr"`
	Chaining string `xml:"cipherChaining,attr"`
	Hash     string `xml:"hashAlgorithm,attr"`
	Salt     string `xml:"saltValue,attr"`
	Spin     int    `xml:"spinCount,attr"`
	Input    string `xml:"encryptedVerifierHashInput,attr"`
	Value    string `xml:"encryptedVerifierHashValue,attr"`
	Key      string `xml:"encryptedKeyValue,attr"`
}

// isKnown reports whether a key is of AES in CBC mode.
func (k agileKey) isKnown() bool {
	return k.Cipher == "AES" && k.Chaining == "ChainingModeCBC" && hashes[k.Hash] != nil && k.Block == aes.BlockSize &&
		(k.Bits == 128 || k.Bits == 192 || k.Bits == 256) && k.Spin >= 0 && k.Spin <= maxSpin
}

// The keys of agile encryption are hashes with these at their ends.
var (
	agileInput = []byte{0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79}
	agileValue = []byte{0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e}
	agileKeyOf = []byte{0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6}
)

func openAgile(said []byte, passwords []string) (*decrypter, error) {
	var info agileInfo
	if err := xml.Unmarshal(said, &info); err != nil {
		return nil, err
	}
	if !info.Data.isKnown() {
		return nil, errUnsupported
	}
	for _, k := range info.Keys {
		if !k.Key.isKnown() {
			continue
		}
		key, err := try(passwords, k.Key.open)
		if err != nil {
			return nil, err
		}
		block, err := aes.NewCipher(sized(key, info.Data.Bits/8, 0))
		if err != nil {
			return nil, err
		}
		salt, err := base64.StdEncoding.DecodeString(info.Data.Salt)
		if err != nil {
			return nil, err
		}
		of := hashes[info.Data.Hash]
		return &decrypter{block: block, first: func(segment uint32) []byte {
			return sized(sum(of, salt, number32(segment)), aes.BlockSize, 0x36)
		}}, nil
	}
	return nil, errUnsupported
}

// open returns the key of the package, if the password opens it.
func (k agileKey) open(password string) (key []byte, ok bool) {
	of := hashes[k.Hash]
	salt, err := base64.StdEncoding.DecodeString(k.Salt)
	if err != nil || len(salt) > maxSaltBytes {
		return nil, false
	}
	digest := spun(of, salt, password, uint32(k.Spin))
	decrypt := func(value string, end []byte) []byte {
		data, err := base64.StdEncoding.DecodeString(value)
		if err != nil || len(data)%aes.BlockSize != 0 {
			return nil
		}
		block, err := aes.NewCipher(sized(sum(of, digest, end), k.Bits/8, 0x36))
		if err != nil {
			return nil
		}
		cipher.NewCBCDecrypter(block, sized(salt, aes.BlockSize, 0x36)).CryptBlocks(data, data)
		return data
	}
	input, value := decrypt(k.Input, agileInput), decrypt(k.Value, agileValue)
	if !isHash(value, sum(of, input[:min(len(salt), len(input))])) {
		return nil, false
	}
	return decrypt(k.Key, agileKeyOf), true
}

const standardSpin = 50_000

func openStandard(info []byte, passwords []string) (*decrypter, error) {
	h, err := readHeader(info)
	if err != nil {
		return nil, err
	}
	const aes128, aes192, aes256 = 0x660e, 0x660f, 0x6610
	if h.algorithm != aes128 && h.algorithm != aes192 && h.algorithm != aes256 || h.bits != 128 && h.bits != 192 && h.bits != 256 {
		return nil, errUnsupported
	}
	block, err := try(passwords, func(password string) (cipher.Block, bool) {
		digest := sum(sha1.New, spun(sha1.New, h.salt, password, standardSpin), number32(0))
		half := func(fill byte) []byte {
			pad := bytes.Repeat([]byte{fill}, 64)
			subtle.XORBytes(pad, pad, digest)
			return sum(sha1.New, pad)
		}
		block, err := aes.NewCipher(append(half(0x36), half(0x5c)...)[:h.bits/8])
		if err != nil {
			return nil, false
		}
		d := &decrypter{block: block}
		verifier, value := bytes.Clone(h.verifier), bytes.Clone(h.value[:len(h.value)&^(aes.BlockSize-1)])
		d.decrypt(verifier, 0)
		d.decrypt(value, 0)
		return block, isHash(value, sum(sha1.New, verifier))
	})
	if err != nil {
		return nil, err
	}
	return &decrypter{block: block}, nil
}

// A header says how a file is encrypted, and has what tells the right password.
type header struct {
	algorithm, bits       int
	salt, verifier, value []byte
}

// readHeader reads a version, flags, the header behind its size, and the verifier (MS-OFFCRYPTO 2.3.2, 2.3.3).
func readHeader(data []byte) (header, error) {
	const fixed, saltBytes = 12, 16
	if len(data) < fixed {
		return header{}, io.ErrUnexpectedEOF
	}
	size := int64(le.Uint32(data[8:]))
	if size < 32 || fixed+size+4+2*saltBytes+4 > int64(len(data)) {
		return header{}, io.ErrUnexpectedEOF
	}
	of, rest := data[fixed:fixed+size], data[fixed+size:]
	h := header{algorithm: int(le.Uint32(of[8:])), bits: int(le.Uint32(of[16:]))}
	if le.Uint32(rest) != saltBytes {
		return header{}, errUnsupported
	}
	rest = rest[4:]
	h.salt, h.verifier, h.value = rest[:saltBytes], rest[saltBytes:2*saltBytes], rest[2*saltBytes+4:]
	h.value = h.value[:min(len(h.value), 32)]
	return h, nil
}
