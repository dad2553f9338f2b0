package office97

import (
	"bytes"
	"io"

	"footnote/index/doc"
	"footnote/index/extract/encryption"
	"footnote/index/extract/reader"
)

// Word encrypts in blocks of 512 bytes, Excel in blocks of 1024, and PowerPoint each object on its own.
const (
	wordBlock  = 512
	excelBlock = 1024
)

// unlock makes the streams readable by one of the passwords. The tables begin with how they are encrypted.
func (d *document) unlock(passwords []string) error {
	if d.old || d.xored {
		return doc.Refuse(doc.CodeEncryption)
	}
	const most = 1 << 10
	s, err := encryption.OpenStream(d.tables.copied(0, min(int(d.key), most)), passwords)
	if err != nil {
		return err
	}
	const plain = 68 // bytes of the block at the beginning that are not encrypted
	d.main.decrypt = func(p []byte, at int64) {
		kept := append([]byte(nil), p[:max(0, min(int64(len(p)), plain-at))]...)
		s.Decrypt(p, at, wordBlock)
		copy(p, kept)
	}
	for _, of := range []*store{d.tables, d.data} {
		if of != nil {
			of.decrypt = func(p []byte, at int64) { s.Decrypt(p, at, wordBlock) }
		}
	}
	block, err := readFIB(d.main)
	if err != nil {
		return err
	}
	d.fib = block
	return nil
}

// unlock makes the records readable by one of the passwords; data is the record that says how they are encrypted.
func (w *workbook) unlock(data []byte, passwords []string) error {
	const byXOR = 0
	if w.old {
		data = append([]byte{byXOR, 0}, data...)
	}
	if len(data) < 6 {
		return doc.Refuse(doc.CodeEncryption)
	}
	if u16(data, 0) == byXOR {
		x, err := encryption.OpenXOR(uint16(u16(data, 2)), uint16(u16(data, 4)), passwords)
		w.cipher = x.Decrypt
		return err
	}
	s, err := encryption.OpenStream(data[2:], passwords)
	if err == nil {
		w.cipher = func(p []byte, at int64, _ int) { s.Decrypt(p, at, excelBlock) }
	}
	return err
}

// unlock makes the objects readable by one of the passwords; number is the object that says how they are encrypted, and is not encrypted itself.
func (d *deck) unlock(number int, passwords []string) error {
	said, ok := d.object(number)
	if !ok {
		return doc.Refuse(doc.CodeEncryption)
	}
	const most = 1 << 10
	s, err := encryption.OpenStream(d.bytes(said, most), passwords)
	if err == nil {
		d.cipher = func(object int, p []byte) { s.Block(p, uint32(object)) }
	}
	return err
}

// deciphered reads an encrypted object.
func (d *deck) deciphered(number int, at int64) (atom, bool) {
	head := d.data.copied(at, atomHead)
	if len(head) < atomHead {
		return atom{}, false
	}
	d.cipher(number, head)
	size := atomHead + u32(head, 4)
	if d.left -= int64(size); size > reader.MaxMemberBytes || d.left < 0 {
		return atom{}, false
	}
	data := d.data.copied(at, size)
	d.cipher(number, data)
	in := newStore(io.NewSectionReader(bytes.NewReader(data), 0, int64(len(data))))
	return d.atom(in, 0, int64(len(data)))
}
