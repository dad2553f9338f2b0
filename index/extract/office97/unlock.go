package office97

import "footnote/index/doc"

// unlock makes the streams readable by one of the passwords.
func (d *document) unlock(passwords []string) error { return doc.Refuse(doc.CodePassword) }

// unlock makes the records readable by one of the passwords; data is the record that says how they are encrypted.
func (w *workbook) unlock(data []byte, passwords []string) error { return doc.Refuse(doc.CodePassword) }

// unlock makes the objects readable by one of the passwords; the object of a number says how they are encrypted.
func (d *deck) unlock(number int, passwords []string) error { return doc.Refuse(doc.CodePassword) }

// deciphered reads an object that is encrypted.
func (d *deck) deciphered(number int, at int64) (atom, bool) { return atom{}, false }
