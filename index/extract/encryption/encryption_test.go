package encryption_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

const (
	treasure = "The treasure is under the oak."
	password = "open sesame"
)

var le = binary.LittleEndian

// file is a file that the password opens.
type file struct {
	name string
	data []byte
}

// files returns one of each kind of encryption. LibreOffice 7.4 wrote those of testdata, with the password.
func files(t testing.TB) []file {
	t.Helper()
	var all []file
	for _, name := range []string{"locked.doc", "locked.xls", "locked.odt", "locked.ods"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, file{name, data})
	}
	plain := extracttest.DOCX(t, extracttest.Para("", treasure), map[string]string{"word/filler": strings.Repeat("filler", 3_000)})
	return append(all, file{"agile.docx", agile(t, plain, 1_000, 1_000)}, file{"standard.docx", standard(t, plain)})
}

func TestPasswordsOpen(t *testing.T) {
	extracttest.WithoutTools(t)
	for _, f := range files(t) {
		t.Run(f.name, func(t *testing.T) {
			read := func(passwords ...string) (doc.Document, error) {
				x := extract.New("")
				defer func() { _ = x.Close() }()
				document, err := x.Reader(t.Context(), f.name, bytes.NewReader(f.data), int64(len(f.data)), passwords...)
				extracttest.CheckOutcome(t, document, err)
				return document, err
			}
			if document, err := read("guess", password); document.Text != treasure || document.Kind != strings.TrimPrefix(filepath.Ext(f.name), ".") {
				t.Errorf("with the password: kind %q, text %q, %v", document.Kind, document.Text, err)
			}
			for _, guesses := range [][]string{nil, {"guess"}, {""}} {
				_, err := read(guesses...)
				var refusal *doc.Refusal
				if !errors.As(err, &refusal) || refusal.Code != doc.CodeLocked {
					t.Errorf("with %q: %v", guesses, err)
				}
			}
		})
	}
}

// TestRoundsAreBounded checks that no file has the program hash for hours.
func TestRoundsAreBounded(t *testing.T) {
	_, err := extracttest.Read(t, "a.docx", agile(t, []byte("PK"), 10, 1e9))
	var refusal *doc.Refusal
	if !errors.As(err, &refusal) || refusal.Code != doc.CodeEncryption {
		t.Errorf("got %v", err)
	}
}

func utf16(s string) []byte { return []byte(extracttest.UTF16(s)) }

func number(n uint32) []byte { return le.AppendUint32(nil, n) }

// encrypt encrypts by AES in CBC mode.
func encrypt(t testing.TB, key, vector, data []byte) []byte {
	t.Helper()
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	data = append(bytes.Clone(data), make([]byte, -len(data)&(aes.BlockSize-1))...)
	cipher.NewCBCEncrypter(block, vector).CryptBlocks(data, data)
	return data
}

// sealed is a package of its two streams.
func sealed(info, content []byte, size int) []byte {
	return extracttest.CompoundFolder{"EncryptionInfo": string(info), "EncryptedPackage": string(append(le.AppendUint64(nil, uint64(size)), content...))}.Bytes()
}

// agile encrypts a package as Office 2010 and later do.
func agile(t testing.TB, plain []byte, rounds, stated uint32) []byte {
	salt, dataSalt, secret := []byte("0123456789abcdef"), []byte("fedcba9876543210"), bytes.Repeat([]byte("k"), 32)
	sum := func(parts ...[]byte) []byte {
		h := sha512.Sum512(bytes.Join(parts, nil))
		return h[:]
	}
	digest := sum(salt, utf16(password))
	for i := range rounds {
		digest = sum(number(i), digest)
	}
	value := func(end string, data []byte) string {
		return base64.StdEncoding.EncodeToString(encrypt(t, sum(digest, []byte(end))[:32], salt, data))
	}
	verifier := []byte("a verifier of 16")
	const key = `saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"`
	info := fmt.Sprintf(`<encryption xmlns="x" xmlns:p="y"><keyData %s saltValue="%s"/><keyEncryptors><keyEncryptor uri="z"><p:encryptedKey spinCount="%d" %s saltValue="%s" `+
		`encryptedVerifierHashInput="%s" encryptedVerifierHashValue="%s" encryptedKeyValue="%s"/></keyEncryptor></keyEncryptors></encryption>`,
		key, base64.StdEncoding.EncodeToString(dataSalt), stated, key, base64.StdEncoding.EncodeToString(salt),
		value("\xfe\xa7\xd2\x76\x3b\x4b\x9e\x79", verifier), value("\xd7\xaa\x0f\x6d\x30\x61\x34\x4e", sum(verifier)), value("\x14\x6e\x0b\xe7\xab\xac\xd0\xd6", secret))
	var content []byte
	for at := 0; at < len(plain); at += 4096 {
		vector := sum(dataSalt, number(uint32(at/4096)))[:16]
		content = append(content, encrypt(t, secret, vector, plain[at:min(at+4096, len(plain))])...)
	}
	return sealed(append([]byte{4, 0, 4, 0, 0x40, 0, 0, 0}, info...), content, len(plain))
}

// standard encrypts a package as Office 2007 does.
func standard(t testing.TB, plain []byte) []byte {
	salt, verifier := []byte("0123456789abcdef"), []byte("a verifier of 16")
	sum := func(parts ...[]byte) []byte {
		h := sha1.Sum(bytes.Join(parts, nil))
		return h[:]
	}
	digest := sum(salt, utf16(password))
	for i := range uint32(50_000) {
		digest = sum(number(i), digest)
	}
	pad := bytes.Repeat([]byte{0x36}, 64)
	for i, c := range sum(digest, number(0)) {
		pad[i] ^= c
	}
	block, err := aes.NewCipher(sum(pad)[:16])
	if err != nil {
		t.Fatal(err)
	}
	encrypt := func(data []byte) []byte {
		data = append(bytes.Clone(data), make([]byte, -len(data)&15)...)
		for at := 0; at < len(data); at += 16 {
			block.Encrypt(data[at:], data[at:])
		}
		return data
	}
	header := bytes.Join([][]byte{number(0x24), number(0), number(0x660e), number(0x8004), number(128), number(0x18), number(0), number(0)}, nil)
	info := bytes.Join([][]byte{{4, 0, 2, 0}, number(0x24), number(uint32(len(header))), header, number(16), salt, encrypt(verifier), number(20), encrypt(sum(verifier))}, nil)
	return sealed(info, encrypt(plain), len(plain))
}

func FuzzPackage(f *testing.F) {
	plain := extracttest.DOCX(f, extracttest.Para("", treasure), nil)
	f.Add(agile(f, plain, 10, 10))
	f.Add(standard(f, plain))
	f.Fuzz(func(t *testing.T, data []byte) {
		document, err := extracttest.Read(t, "a.docx", data)
		extracttest.CheckOutcome(t, document, err)
	})
}
