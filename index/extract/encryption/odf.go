package encryption

import (
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/xml"
	"hash"
	"io"
	"strconv"
	"strings"

	"footnote/index/extract/container"
)

// An encrypted OpenDocument file (ODF 1.2 part 3, 3.4) is a ZIP archive whose parts, but for some, are packed, encrypted by AES in CBC mode, and
// stored. META-INF/manifest.xml says for each part how: the vector, the salt and the rounds of PBKDF2, the hash of the password that it starts
// with, and the hash of the first 1024 bytes of the packed part.

const (
	odfManifest   = "meta-inf/manifest.xml"
	maxSealed     = 64 << 20 // bytes of an encrypted part; a larger one cannot be read
	odfHashed     = 1024
	maxODFEntries = 100_000
)

// An odfEntry says how a part is encrypted.
type odfEntry struct {
	algorithm, derivation, start, check string
	vector, salt, sum                   []byte
	rounds, size                        int
}

// OpenODF returns the parts of an OpenDocument file so that they are decrypted when they are read. Where none is encrypted, it returns them as they
// are. Its error is a *doc.Refusal.
func OpenODF(parts container.Parts, main string, passwords []string) (container.Parts, error) {
	entries := readManifest(parts)
	if _, whole := entries["encrypted-package"]; whole {
		return parts, refuse(errUnsupported)
	}
	e, ok := entries[main]
	if !ok {
		return parts, nil
	}
	if !e.isKnown() {
		return parts, refuse(errUnsupported)
	}
	sealed, err := parts.All(main, maxSealed)
	if err != nil {
		return parts, refuse(err)
	}
	password, err := try(passwords, func(password string) (string, bool) {
		packed, err := e.decrypt(bytes.Clone(sealed), password)
		return password, err == nil && e.checks(packed)
	})
	if err != nil {
		return parts, refuse(err)
	}
	parts.Unseal = func(name string, sealed io.Reader) (io.Reader, error) {
		e, ok := entries[name]
		if !ok {
			return sealed, nil
		}
		data, err := io.ReadAll(io.LimitReader(sealed, maxSealed))
		if err != nil {
			return nil, err
		}
		packed, err := e.decrypt(data, password)
		if err != nil {
			return nil, err
		}
		return flate.NewReader(bytes.NewReader(packed)), nil
	}
	return parts, nil
}

// readManifest reads how parts are encrypted, by their names.
func readManifest(parts container.Parts) map[string]odfEntry {
	entries := map[string]odfEntry{}
	name := ""
	_ = parts.Elements(odfManifest, func(t xml.Token) bool { // without it, nothing is encrypted
		e, ok := t.(xml.StartElement)
		if !ok {
			return true
		}
		of := entries[name]
		attr := func(local string) string { return container.Attr(e, local) }
		decoded := func(local string) []byte {
			data, _ := base64.StdEncoding.DecodeString(attr(local)) // where it is broken, no password opens the part
			return data
		}
		switch e.Name.Local {
		case "file-entry":
			name = container.PartName(attr("full-path"))
			return len(entries) < maxODFEntries
		case "encryption-data":
			of.check, of.sum = attr("checksum-type"), decoded("checksum")
			of.start, of.size = "SHA1", 16
		case "algorithm":
			of.algorithm, of.vector = attr("algorithm-name"), decoded("initialisation-vector")
		case "start-key-generation":
			of.start = attr("start-key-generation-name")
		case "key-derivation":
			of.derivation, of.salt = attr("key-derivation-name"), decoded("salt")
			of.rounds, _ = strconv.Atoi(attr("iteration-count"))
			if size, err := strconv.Atoi(attr("key-size")); err == nil {
				of.size = size
			}
		default:
			return true
		}
		entries[name] = of
		return true
	})
	return entries
}

// isKnown reports whether a part is encrypted in the way that is known here.
func (e odfEntry) isKnown() bool {
	return strings.HasSuffix(e.algorithm, "-cbc") && strings.Contains(e.algorithm, "aes") && len(e.vector) == aes.BlockSize && e.derivation == "PBKDF2" &&
		e.rounds > 0 && e.rounds <= maxSpin && (e.size == 16 || e.size == 24 || e.size == 32) && len(e.salt) <= maxSaltBytes
}

// hashOf returns the hash that a name ends with: "SHA1", "SHA1/1K", "http://www.w3.org/2000/09/xmldsig#sha256", "urn:…#sha256-1k".
func hashOf(name string) func() hash.Hash {
	if name = strings.ToLower(name); strings.Contains(name, "sha256") {
		return sha256.New
	}
	return sha1.New
}

// decrypt returns a part as it was packed; it overwrites data.
func (e odfEntry) decrypt(data []byte, password string) ([]byte, error) {
	if !e.isKnown() {
		return nil, errUnsupported
	}
	key, err := pbkdf2.Key(sha1.New, string(sum(hashOf(e.start), []byte(password))), e.salt, e.rounds, e.size)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	data = data[:len(data)&^(aes.BlockSize-1)]
	if len(data) == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	cipher.NewCBCDecrypter(block, e.vector).CryptBlocks(data, data)
	filled := int(data[len(data)-1])
	if filled == 0 || filled > aes.BlockSize {
		return nil, errWrongPassword
	}
	return data[:len(data)-filled], nil
}

// checks reports whether a packed part has the hash that the manifest says.
func (e odfEntry) checks(packed []byte) bool {
	if strings.HasSuffix(strings.ToLower(e.check), "1k") {
		packed = packed[:min(len(packed), odfHashed)]
	}
	return subtle.ConstantTimeCompare(sum(hashOf(e.check), packed), e.sum) == 1
}
