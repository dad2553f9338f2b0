package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
)

// RepairOptions sets up a Repair.
type RepairOptions struct {
	CheckOptions
	// Emptied is what stands for a document that is to be read again: an edition, size and reason, no text.
	Emptied Document
	// Terms returns the analysed terms of a document's chunks, whose spans are given, and what made them. all reports that nothing was
	// indexed that reading the file would leave out.
	Terms Analyzer
	// Model serves where the library has none that does.
	Model Model
}

// Repair does what it can about findings without setting the database aside: about all whose Repair is not RepairRebuild or RepairNone.
// What is repaired may bring other damage to light: the caller checks again. No other process may write meanwhile. It is ErrDamaged where
// the database is too broken to be written; then Rebuild is left.
func Repair(ctx context.Context, dir string, found []Finding, opt RepairOptions) error {
	if err := repairFile(ctx, filepath.Join(dir, FileName), found, opt); err != nil {
		return fmt.Errorf("repair library: %w", fault(ctx, err))
	}
	return nil
}

// repairFile is Repair for a database at any path.
func repairFile(ctx context.Context, path string, found []Finding, opt RepairOptions) error {
	r, err := newRepair(path, opt)
	if err != nil {
		return err
	}
	return errors.Join(r.all(ctx, found), r.close())
}

// A repair is a run of Repair.
type repair struct {
	*check
	opt   RepairOptions
	write *sql.DB
}

func newRepair(path string, opt RepairOptions) (*repair, error) {
	c, err := newCheck(path, opt.CheckOptions)
	if err != nil {
		return nil, err
	}
	r := &repair{check: c, opt: opt}
	if r.write, err = connect(c.path, "_txlock=immediate", 1); err != nil {
		return nil, errors.Join(err, c.close())
	}
	return r, nil
}

func (r *repair) close() error { return errors.Join(r.check.close(), r.write.Close()) }

// all does the repairs in an order in which one does not stand in the way of the next.
func (r *repair) all(ctx context.Context, found []Finding) error {
	by := map[Code][]Finding{}
	for _, f := range found {
		by[f.Code] = append(by[f.Code], f)
	}
	for _, part := range []struct {
		code Code
		act  func(ctx context.Context, found []Finding) error
	}{
		{CodeHeader, r.header},
		{CodeCounters, r.counters},
		{CodeModels, r.serve},
		{CodeKeywords, r.clearWords}, // so that nothing of it has to be removed
		{CodeDocument, r.empty},
		{CodeOrphans, r.orphans},
		{CodeStamp, r.unstamp},
		{CodeVectors, r.dropVectors},
		{CodeKeywords, r.allWords},
		{CodeWords, r.words},
		{CodeSettings, r.reseal},
	} {
		if len(by[part.code]) == 0 {
			continue
		}
		if err := part.act(ctx, by[part.code]); err != nil {
			return err
		}
		if err := r.rest(ctx); err != nil {
			return err
		}
	}
	return nil
}

// change runs f in a transaction, after which other processes read anew what they hold in memory.
func (r *repair) change(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := r.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // has no effect after Commit
	if err := f(tx); err != nil {
		return err
	}
	if err := seal(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE library SET writes = writes + 1, succession = iif(succession = ?1, ?1, ?2)`, Superseded, Settled); err != nil {
		return err
	}
	return tx.Commit()
}

// run runs statements in a transaction.
func (r *repair) run(ctx context.Context, statements ...string) error {
	return r.change(ctx, func(tx *sql.Tx) error {
		for _, statement := range statements {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *repair) header(ctx context.Context, _ []Finding) error {
	return r.run(ctx, fmt.Sprintf(`PRAGMA application_id = %d`, applicationID), fmt.Sprintf(`PRAGMA user_version = %d`, Version))
}

// counters has ids go on after those that were used.
func (r *repair) counters(ctx context.Context, _ []Finding) error {
	statements := []string{`UPDATE library SET next_chunk = max(next_chunk, 1 + coalesce((SELECT max(id) FROM chunk), 0),
		coalesce((SELECT max(first_chunk + chunks) FROM document), 1))`}
	for _, table := range []string{"source", "document", "model"} {
		statements = append(statements,
			fmt.Sprintf(`INSERT INTO sqlite_sequence (name, seq) SELECT '%[1]s', 0 WHERE '%[1]s' NOT IN (SELECT name FROM sqlite_sequence)`, table),
			fmt.Sprintf(`UPDATE sqlite_sequence SET seq = max(seq, coalesce((SELECT max(id) FROM %[1]s), 0)) WHERE name = '%[1]s'`, table))
	}
	return r.run(ctx, statements...)
}

// serve gives a library a model that serves.
func (r *repair) serve(ctx context.Context, _ []Finding) error {
	return r.change(ctx, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, `SELECT id FROM model WHERE name = ? AND dim = ? AND config = ''`, r.opt.Model.Name, r.opt.Model.Dim).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			err = tx.QueryRowContext(ctx, `INSERT INTO model (name, dim, config) VALUES (?, ?, ?) RETURNING id`,
				r.opt.Model.Name, r.opt.Model.Dim, r.opt.Model.Config).Scan(&id)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, `UPDATE library SET serving = ?1, coming = iif(coming = ?1, 0, coming), former = iif(former = ?1, 0, former)`, id)
		}
		return err
	})
}

// empty puts in place of documents that are damaged others that hold nothing, so that the next sync reads their files again.
func (r *repair) empty(ctx context.Context, found []Finding) error {
	return r.each(ctx, found, func(tx *sql.Tx, id int64) error {
		d := r.opt.Emptied
		// What is damaged may have any type: it is made what it has to be.
		err := tx.QueryRowContext(ctx, `SELECT CAST(path AS TEXT), CAST(source AS INTEGER) FROM document WHERE id = ?`, id).Scan(&d.Path, &d.Source)
		if errors.Is(err, sql.ErrNoRows) { // it has been replaced or removed since
			return nil
		}
		if err == nil {
			err = removeDocuments(ctx, tx, []int64{id})
		}
		var known bool
		if err == nil {
			err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM source WHERE id = ?)`, d.Source).Scan(&known)
		}
		if err != nil || !known {
			return err
		}
		record, err := (&Store{}).record(d, nil, Model{})
		if err != nil {
			return err
		}
		return record.insert(ctx, tx)
	})
}

// each runs f for each document that findings name, a few in one transaction.
func (r *repair) each(ctx context.Context, found []Finding, f func(tx *sql.Tx, id int64) error) error {
	for done := 0; done < len(found); done += checkedAtOnce {
		err := r.change(ctx, func(tx *sql.Tx) error {
			for _, one := range found[done:min(done+checkedAtOnce, len(found))] {
				id, err := strconv.ParseInt(one.Args[1], 10, 64)
				if err == nil {
					err = f(tx, id)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := r.rest(ctx); err != nil {
			return err
		}
	}
	return nil
}

// orphans removes rows that belong to nothing.
func (r *repair) orphans(ctx context.Context, _ []Finding) error {
	return r.change(ctx, func(tx *sql.Tx) error {
		for _, o := range orphans {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+o.table+` WHERE `+o.which); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM word WHERE rowid IN (SELECT id FROM word_docsize WHERE id NOT IN (SELECT id FROM chunk))`)
		return err
	})
}

// unstamp has the next sync compare a document with its file, whatever the file's size and time are.
func (r *repair) unstamp(ctx context.Context, found []Finding) error {
	return r.each(ctx, found, func(tx *sql.Tx, id int64) error {
		_, err := tx.ExecContext(ctx, `UPDATE document SET size = ?, modified = 0, attempts = 0, tried = 0, stamp = ? WHERE id = ?`,
			r.opt.Emptied.Size, stampOf(r.opt.Emptied.Size, 0, 0, 0), id)
		return err
	})
}

// dropVectors removes vectors, which are made again like those that never were.
func (r *repair) dropVectors(ctx context.Context, found []Finding) error {
	return r.each(ctx, found, func(tx *sql.Tx, id int64) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM vectors WHERE document = ?`, id)
		return err
	})
}

// reseal takes the settings as they are: what they were is not known.
func (r *repair) reseal(ctx context.Context, _ []Finding) error { return r.run(ctx) }

// clearWords empties the keyword index.
func (r *repair) clearWords(ctx context.Context, _ []Finding) error {
	return r.run(ctx, `INSERT INTO word (word) VALUES ('delete-all')`)
}

// allWords makes the keyword index of all documents.
func (r *repair) allWords(ctx context.Context, _ []Finding) error {
	ids, err := column(ctx, r.db, `SELECT id FROM document WHERE chunks > 0 ORDER BY id`)
	if err != nil {
		return err
	}
	all := make([]Finding, len(ids))
	for i, id := range ids {
		all[i] = Finding{Args: []string{"", strconv.FormatInt(id, 10)}}
	}
	return r.words(ctx, all)
}

// words makes the keyword index of documents from their text. What is skipped of a text is not stored, and so is indexed now; the document
// is marked to be read again.
func (r *repair) words(ctx context.Context, found []Finding) error {
	return r.each(ctx, found, func(tx *sql.Tx, id int64) error {
		stored, err := storedDocuments(ctx, tx, `id = ?`, id)
		if err != nil || len(stored) == 0 {
			return err
		}
		d := stored[0]
		aspect, err := r.content(ctx, tx, &d)
		if err != nil || aspect != "" { // another finding is about that
			return err
		}
		chunks, made, all := r.opt.Terms(d.Document, d.bounds())
		if !all {
			d.Edition = r.opt.Emptied.Edition
		}
		return d.reword(ctx, tx, chunks, made)
	})
}

// DropVectors removes the vectors of the model of this name, which are then made again. No other process may write meanwhile.
func DropVectors(ctx context.Context, dir string, of Model) error {
	r, err := newRepair(filepath.Join(dir, FileName), RepairOptions{})
	if err == nil {
		err = r.change(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `DELETE FROM vectors WHERE model IN (SELECT id FROM model WHERE name = ? AND dim = ?)`, of.Name, of.Dim)
			return err
		})
		err = errors.Join(err, r.close())
	}
	if err != nil {
		return fmt.Errorf("drop vectors: %w", fault(ctx, err))
	}
	return nil
}
