package index

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sort"
	"strings"

	"footnote/index/chunk"
	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/reader"
	"footnote/index/extract/tool"
	"footnote/index/language"
	"footnote/index/store"
)

// A result is what became of a task's file.
type result struct {
	task     task
	share    *share         // of the memory for texts; released by the caller
	document store.Document // without its text and places
	prepared store.Prepared // all of it, ready to be stored
	passages int
	same     bool  // the bytes are those the library has
	gone     bool  // deleted since the walk
	lost     error // why the disk does not give the file, of which the library has a text; nil if it does
	err      error // the run cannot go on: cancelled, or the model failed
}

func (t task) size() int64 {
	if t.file.info == nil {
		return 0
	}
	return t.file.info.Size()
}

// edition counts the changes to what is made of a file: extraction and chunks; words have their own, analysis. A document of another edition
// is read anew at the next Sync, and serves until then.
const edition = 11

// unsettled is the size recorded with a failure that may pass by itself (no permission, changed while it was read), so that
// the next Sync tries again though the file looks unchanged.
const unsettled = -1

// ingest reads one file and makes of it what the store takes, within a budget. A file that gives no text becomes a document with a reason.
func (l *Library) ingest(ctx context.Context, t task, within *budget) result {
	res := result{task: t, share: &share{of: within}, document: store.Document{Source: t.source, Edition: l.edition, Path: t.file.path}}
	read, err := l.settled(ctx, &res)
	var disk diskError
	switch {
	case ctx.Err() != nil:
		res.err = ctx.Err()
	case missing(err):
		res.gone = true
	case errors.As(err, &disk) && t.known != nil && !t.known.Failed && !errors.Is(err, fs.ErrPermission):
		res.lost = err
	case err != nil:
		l.fail(&res, err)
	case !res.same:
		res.err = l.fill(ctx, &res, read)
	}
	if !res.same && !res.gone && res.lost == nil && res.err == nil && res.document.Outcome.Code != "" {
		res.prepared, res.err = l.store.Prepare(res.document, nil, store.Model{})
	}
	return res
}

// settled extracts a file whose bytes did not change meanwhile. One that did is read once more.
func (l *Library) settled(ctx context.Context, res *result) (doc.Document, error) {
	if res.task.file.err != nil {
		return doc.Document{}, res.task.file.err
	}
	path := res.document.Path
	for range 2 {
		before, err := os.Stat(path)
		if err != nil {
			return doc.Document{}, diskError{err}
		}
		res.document.Size, res.document.ModTime = before.Size(), before.ModTime()
		if res.document.Hash, err = hash(ctx, path); err != nil {
			return doc.Document{}, diskError{err}
		}
		known := res.task.known
		res.same = known != nil && !known.Failed && known.Edition == l.edition && known.Hash == res.document.Hash && !tool.ReadableNow(known.Trouble) &&
			known.Attempts.Count == 0
		var read doc.Document
		if !res.same {
			read, err = l.extractor.FileAdmitted(ctx, path, res.share.admit, l.passwords()...)
		}
		after, statErr := os.Stat(path)
		if statErr != nil {
			return doc.Document{}, diskError{statErr}
		}
		if after.Size() == before.Size() && after.ModTime().Equal(before.ModTime()) {
			return read, err
		}
	}
	return doc.Document{}, errChangedWhileRead
}

// A diskError is one of the disk, not of what a file holds.
type diskError struct{ error }

func (e diskError) Unwrap() error { return e.error }

// fail records why a file gave no text.
func (l *Library) fail(res *result, err error) {
	var refusal *doc.Refusal
	d := &res.document
	switch {
	case !errors.As(err, &refusal):
		d.Outcome, d.Size = failure(err), unsettled
		return
	case refusal.Code.Class() == doc.Unreadable:
		d.Size = unsettled
	case refusal.Passing:
		d.Attempts = l.attempt(res)
		known := res.task.known // what was read of the same bytes before is kept
		res.same = known != nil && !known.Failed && known.Hash == d.Hash
	}
	d.Outcome = refusal.Outcome
}

// failure is the outcome of an error that is no refusal.
func failure(err error) doc.Outcome {
	var disk diskError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return doc.NewOutcome(doc.CodePermission)
	case errors.Is(err, errChangedWhileRead):
		return doc.NewOutcome(doc.CodeChanged)
	case errors.As(err, &disk):
		return doc.NewOutcome(doc.CodeDisk)
	}
	return doc.NewOutcome(doc.CodeUnread)
}

// fill makes of what was extracted what is stored.
func (l *Library) fill(ctx context.Context, res *result, read doc.Document) error {
	places, err := json.Marshal(storedPlaces{read.Places, read.Skip})
	if err != nil {
		return fmt.Errorf("encode places of %s: %w", res.document.Path, err)
	}
	d := &res.document
	d.Title, d.Author, d.Date, d.Kind, d.Notes = read.Title, read.Author, read.Date, read.Kind, read.Notes
	if read.Passing {
		d.Attempts = l.attempt(res)
	}
	bytes := int64(len(read.Text) + len(places))
	res.share.shrink(bytesPerByte * bytes)
	chunks, made, model, err := l.chunks(ctx, read)
	if err != nil {
		return fmt.Errorf("embed %s: %w", res.document.Path, err)
	}
	whole := *d
	whole.Text, whole.Places, whole.Analysis = read.Text, places, made
	res.passages = len(chunks)
	if res.prepared, err = l.store.Prepare(whole, chunks, model); err != nil {
		return err
	}
	res.share.shrink(preparedBytes * bytes)
	return nil
}

// embedBatch is how many chunks are embedded between two looks at the context.
const embedBatch = 256

// chunks cuts a document, analyses and embeds it. Title and headings are embedded and indexed with each chunk's words. made says what made
// the words; of is the model that the vectors are of, zero where there are none yet.
func (l *Library) chunks(ctx context.Context, read doc.Document) (chunks []store.Chunk, made store.Analysis, of store.Model, err error) {
	analyzer := l.analyzers.Get().(*language.Analyzer)
	defer l.analyzers.Put(analyzer)
	hard, soft := read.Places.Breaks()
	spans := chunk.Whole(read.Text, chunk.Split(read.Text, hard, soft, read.Skip), read.Places.Turns())
	locator := read.Places.Locator()
	terms := newTermer(analyzer, read.Title, read.Text)
	model, of := l.whileReading(ctx)
	chunks = make([]store.Chunk, 0, len(spans))
	texts := make([]string, 0, min(len(spans), embedBatch))
	for i, span := range spans {
		headings := strings.Join(locator.Section(span.Start).Names(), "\n")
		body := spared(read.Text, span, read.Skip)
		chunks = append(chunks, terms.chunk(span, headings, body).Packed())
		if model == nil {
			continue
		}
		texts = append(texts, embedded(read.Title, headings, body))
		if len(texts) < embedBatch && i < len(spans)-1 {
			continue
		}
		vectors, err := model.EmbedDocuments(ctx, texts)
		if err != nil {
			return nil, made, of, err
		}
		for j, v := range vectors {
			c := &chunks[len(chunks)-len(vectors)+j]
			c.Vector = v
			*c = c.Packed()
		}
		texts = texts[:0]
	}
	return chunks, terms.made(), of, ctx.Err()
}

// spared is what a chunk says without what is skipped of it.
func spared(text string, span chunk.Span, skip []chunk.Span) string {
	i := sort.Search(len(skip), func(i int) bool { return skip[i].End > span.Start })
	if i == len(skip) || skip[i].Start >= span.End {
		return text[span.Start:span.End]
	}
	var own strings.Builder
	for at := span.Start; at < span.End; i++ {
		to := span.End
		next := to
		if i < len(skip) && skip[i].Start < to {
			to, next = max(at, skip[i].Start), skip[i].End
		}
		own.WriteString(text[at:to])
		at = max(next, to)
	}
	return own.String()
}

// blanked is text, which stands in span of a document, with a blank for each byte of it that is skipped.
func blanked(text string, span chunk.Span, skip []chunk.Span) string {
	i := sort.Search(len(skip), func(i int) bool { return skip[i].End > span.Start })
	if i == len(skip) || skip[i].Start >= span.End {
		return text
	}
	said := []byte(text)
	for ; i < len(skip) && skip[i].Start < span.End; i++ {
		for at := max(skip[i].Start, span.Start); at < min(skip[i].End, span.End); at++ {
			if said[at-span.Start] != '\n' {
				said[at-span.Start] = ' '
			}
		}
	}
	return string(said)
}

// storedPlaces are the places of a document with what of its text is not found, as they are stored.
type storedPlaces struct {
	doc.Places
	Skip []doc.Span `json:"skip,omitempty"`
}

func decodePlaces(data []byte) (doc.Places, error) {
	all, err := decodeStored(data)
	return all.Places, err
}

func decodeStored(data []byte) (storedPlaces, error) {
	var places storedPlaces
	if len(data) == 0 {
		return places, nil
	}
	if err := json.Unmarshal(data, &places); err != nil {
		return places, fmt.Errorf("decode places: %w", err)
	}
	return places, nil
}

// maxHashed bounds the bytes of a file that its hash takes time for. What is read of any file as text comes to far less.
const maxHashed = 1 << 30

// hash returns the SHA-256 of a file's bytes. Of a file larger than maxHashed, or of one whose first bytes show that it is not read, such as a
// film, it is that of the first bytes with the file's size and time: one whose time has changed counts as another file.
func hash(ctx context.Context, path string) (sum [sha256.Size]byte, err error) {
	f, err := reader.Open(path)
	if err != nil {
		return sum, err
	}
	defer func() { _ = f.Close() }() // only read from
	info, err := f.Stat()
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	most := int64(maxHashed)
	if extract.Unread(f) {
		most = reader.SniffBytes
	}
	if _, err := io.Copy(h, io.LimitReader(contextReader{ctx, f}, most)); err != nil {
		return sum, err
	}
	if info.Size() > most {
		_, _ = fmt.Fprintln(h, info.Size(), info.ModTime().UnixNano()) // a hash never fails
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// A contextReader reads until its context ends.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
