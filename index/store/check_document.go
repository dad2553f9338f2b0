package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"footnote/index/doc"
)

// checkedAtOnce is how many documents are read in one transaction: a long one keeps the log of writes from being folded into the database.
const checkedAtOnce = 64

// documents checks every document with its chunks and vectors, and counts the rows that have no digest.
func (c *check) documents(ctx context.Context) (goOn bool, err error) {
	var all, undigested int
	if err := c.db.QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM document),
			(SELECT count(*) FROM document WHERE length(digest) = 0) + (SELECT count(*) FROM vectors WHERE length(digest) = 0)`).
		Scan(&all, &undigested); err != nil {
		return false, err
	}
	if undigested > 0 {
		c.note(CodeUndigested, Note, RepairSimple, strconv.Itoa(undigested))
	}
	if c.models, err = c.dimensions(ctx); err != nil {
		return false, err
	}
	after, done := int64(0), 0
	for {
		n := 0
		err := c.within(ctx, func(tx *sql.Tx) error {
			stored, err := storedDocuments(ctx, tx, `id > ? ORDER BY id LIMIT ?`, after, checkedAtOnce)
			for _, d := range stored {
				if err := c.document(ctx, tx, d); err != nil {
					return err
				}
				after = d.id
			}
			n = len(stored)
			return err
		})
		if err != nil || n == 0 {
			return true, err
		}
		done += n
		c.report(.45 + .35*float64(done)/float64(max(all, done)))
		if err := c.rest(ctx); err != nil {
			return false, err
		}
	}
}

// dimensions returns how many numbers a vector of each model has.
func (c *check) dimensions(ctx context.Context) (map[int64]int, error) {
	models, err := collect(ctx, c.db, func(m *Model) []any { return []any{&m.ID, &m.Dim} },
		`SELECT id, dim FROM model WHERE typeof(dim) = 'integer'`)
	dims := map[int64]int{}
	for _, m := range models {
		dims[m.ID] = m.Dim
	}
	return dims, err
}

// A storedDocument is a row of the table of documents, and whether each value is of its column's type. What is of another type is zero.
type storedDocument struct {
	Document
	id                  int64
	sized, modified     int64
	packed              []byte // places
	bytes, first        int64
	chunks, terms       int64
	digest              []byte
	stamp, words, dated int64
	attempts, tried     int64
	typed               bool
	blocks              []block // once content has read them
	spans               []span
	content             []byte // the digest of what was read
}

// storedDocuments returns the documents for a condition.
func storedDocuments(ctx context.Context, tx *sql.Tx, which string, args ...any) (all []storedDocument, err error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT id, source, edition, path, size, modified, hash, title, author, date, kind, notes, outcome, places, text_bytes,
			first_chunk, chunks, terms, digest, stamp, words, attempts, tried, analysis FROM document WHERE `+which, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	for rows.Next() {
		var d storedDocument
		v := values{typed: true}
		if err := v.scan(rows, 24); err != nil {
			return nil, err
		}
		var hash []byte
		var edition int64
		var notes, outcome string
		v.integers(&d.id, &d.Source, &edition)
		v.texts(&d.Path)
		v.integers(&d.sized, &d.modified)
		v.blobs(&hash)
		v.texts(&d.Title, &d.Author)
		v.integers(&d.dated)
		v.texts(&d.Kind, &notes, &outcome)
		v.blobs(&d.packed)
		v.integers(&d.bytes, &d.first, &d.chunks, &d.terms)
		v.blobs(&d.digest)
		v.integers(&d.stamp, &d.words, &d.attempts, &d.tried, (*int64)(&d.Analysis))
		d.Edition, d.Date = int(edition), doc.Day(d.dated)
		d.typed = d.isStored(outcome, notes) && v.typed && copy(d.Hash[:], hash) == len(d.Hash) && len(hash) == len(d.Hash)
		all = append(all, d)
	}
	return all, rows.Err()
}

// values are the values of a row. Their types are checked: SQLite keeps any value in any column, and damage may leave any.
type values struct {
	left  []any
	typed bool
}

func (v *values) scan(rows *sql.Rows, n int) error {
	v.left = make([]any, n)
	into := make([]any, n)
	for i := range into {
		into[i] = &v.left[i]
	}
	return rows.Scan(into...)
}

func (v *values) integers(into ...*int64) { take(v, into) }
func (v *values) texts(into ...*string)   { take(v, into) }

// blobs takes bytes; none where the value is null.
func (v *values) blobs(into ...*[]byte) {
	for i := range into {
		if v.left[i] == nil {
			v.left[i] = []byte(nil)
		}
	}
	take(v, into)
}

// take moves the values that come next to where they belong.
func take[T any](v *values, into []*T) {
	for _, to := range into {
		value, ok := v.left[0].(T)
		v.typed = v.typed && ok
		*to, v.left = value, v.left[1:]
	}
}

// document checks one document, and its vectors.
func (c *check) document(ctx context.Context, tx *sql.Tx, d storedDocument) error {
	id := strconv.FormatInt(d.id, 10)
	aspect, err := c.content(ctx, tx, &d)
	if _, broken := c.broken(err); broken { // another finding says where the database is broken
		aspect, err = AspectRow, nil
	}
	switch {
	case err != nil:
		return err
	case aspect != "":
		c.note(CodeDocument, Damage, RepairRead, d.Path, id, string(aspect))
	case len(d.digest) > 0 && d.stamp != stampOf(d.sized, d.modified, d.attempts, d.tried):
		c.note(CodeStamp, Damage, RepairSimple, d.Path, id)
	}
	return c.vectors(ctx, tx, d)
}

// content returns what of a document is not as it was written, "" where all is.
func (c *check) content(ctx context.Context, tx *sql.Tx, d *storedDocument) (Aspect, error) {
	if !d.typed {
		return AspectRow, nil
	}
	whole, err := c.text(ctx, tx, d)
	if err != nil || !whole {
		return AspectText, err
	}
	if d.Places, whole = c.unpacked(d.packed); !whole {
		return AspectPlaces, nil
	}
	if c.Places != nil && c.Places(d.Text, d.Places) != nil {
		return AspectPlaces, nil
	}
	if d.spans, whole, err = c.spans(ctx, tx, d); err != nil || !whole {
		return AspectSpans, err
	}
	d.content = contentDigest(d.Document, int(d.terms), d.blocks, d.spans)
	if len(d.digest) > 0 && !bytes.Equal(d.digest, d.content) {
		return AspectDigest, nil
	}
	return "", nil
}

// text unpacks a document's text, and says whether it is whole.
func (c *check) text(ctx context.Context, tx *sql.Tx, d *storedDocument) (whole bool, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT start, lines, data FROM block WHERE document = ? ORDER BY start`, d.id)
	if err != nil {
		return false, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	var text strings.Builder
	ends := 0
	for rows.Next() {
		v := values{typed: true}
		if err := v.scan(rows, 3); err != nil {
			return false, err
		}
		var start, before int64
		var data []byte
		v.integers(&start, &before)
		v.blobs(&data)
		plain, fits := c.unpacked(data)
		if !v.typed || !fits || start != int64(text.Len()) || before != int64(ends) || len(plain) == 0 || text.Len()+len(plain) > maxUnpacked {
			return false, rows.Err()
		}
		d.blocks = append(d.blocks, block{start: int(start), lines: int(before)})
		text.Write(plain)
		ends += bytes.Count(plain, []byte("\n"))
	}
	d.Text = text.String()
	return int64(text.Len()) == d.bytes && utf8.ValidString(d.Text), rows.Err()
}

// unpacked is what packed bytes hold, and whether they could be unpacked.
func (c *check) unpacked(data []byte) (plain []byte, fits bool) {
	if len(data) == 0 {
		return nil, true
	}
	plain, err := c.unpack.DecodeAll(data, nil)
	return plain, err == nil
}

// spans returns the bytes of the chunks of a document whose text is known, and says whether each is in the text and cuts no character.
func (c *check) spans(ctx context.Context, tx *sql.Tx, d *storedDocument) (spans []span, right bool, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, start, stop FROM chunk WHERE document = ? ORDER BY id`, d.id)
	if err != nil {
		return nil, false, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	for rows.Next() {
		v := values{typed: true}
		if err := v.scan(rows, 3); err != nil {
			return nil, false, err
		}
		var id, start, stop int64
		v.integers(&id, &start, &stop)
		if !v.typed || id != d.first+int64(len(spans)) || start < 0 || stop <= start || stop > int64(len(d.Text)) ||
			!boundary(d.Text, int(start)) || !boundary(d.Text, int(stop)) {
			return nil, false, rows.Err()
		}
		spans = append(spans, span{int(start), int(stop)})
	}
	return spans, int64(len(spans)) == d.chunks, rows.Err()
}

// boundary says whether a character begins at a byte of a text, or the text ends there.
func boundary(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

// vectors checks the vectors of a document.
func (c *check) vectors(ctx context.Context, tx *sql.Tx, d storedDocument) error {
	rows, err := tx.QueryContext(ctx, `SELECT model, data, digest FROM vectors WHERE document = ?`, d.id)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	for rows.Next() {
		v := values{typed: true}
		if err := v.scan(rows, 3); err != nil {
			return err
		}
		var model int64
		var data, digest []byte
		v.integers(&model)
		v.blobs(&data, &digest)
		dim, known := c.models[model]
		right := v.typed && int64(len(data)) == d.chunks*int64(dim) && (len(digest) == 0 || bytes.Equal(digest, vectorsDigest(data)))
		if known && !right { // those of a model that is not known are orphans
			c.note(CodeVectors, Damage, RepairVectors, d.Path, strconv.FormatInt(d.id, 10), strconv.FormatInt(model, 10))
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("vectors of document %d: %w", d.id, err)
	}
	return nil
}
