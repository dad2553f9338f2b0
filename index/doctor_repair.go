package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"footnote/index/doc"
	"footnote/index/embed"
	"footnote/index/language"
	"footnote/index/store"
)

// Repaired says what Repair did.
type Repaired struct {
	Rebuilt   bool   // a new database was begun
	Aside     string // the damaged one, then
	Sources   int    // in the new one
	Documents int    // in the new one, with their text
	Read      int    // documents that were emptied, whose files the next Sync reads again
	Left      []Finding
}

// Repair does what it can about what Examine found. Only where opt.Rebuild is set does it set the database aside; else what needs that is
// left, and the error is ErrNeedsRebuild. Nothing is lost that the next Sync and Embed do not make again. Nobody may have the library
// open if the database is set aside. The error may also be a *HeldError where another process works on the library for longer than
// opt.Wait, ErrReadOnly, ErrFull, the disk's, or ctx.Err().
func Repair(ctx context.Context, dir string, found []Finding, opt DoctorOptions) (Repaired, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Repaired{}, fmt.Errorf("repair library: %w", err)
	}
	model, err := embed.Builtin()
	if err != nil {
		return Repaired{}, fmt.Errorf("repair library: %w", err)
	}
	lock, err := store.WaitLock(ctx, dir, Holder{Name: opt.Name, Act: ActRepairing}, Options{Wait: opt.Wait}.wait(), opt.Waiting)
	if err != nil {
		return Repaired{}, fmt.Errorf("repair library: %w", err)
	}
	r := &repairing{dir: dir, opt: opt, model: store.Model{Name: model.Name(), Dim: model.Dim()}}
	err = r.all(ctx, found)
	if err := errors.Join(err, lock.Close()); err != nil {
		return r.done, fmt.Errorf("repair library: %w", err)
	}
	return r.done, nil
}

// A repairing is a run of Repair.
type repairing struct {
	dir   string
	opt   DoctorOptions
	model store.Model // the built-in one
	done  Repaired
}

func (r *repairing) options() store.RepairOptions {
	emptied := store.Document{Size: unsettled, Outcome: doc.NewOutcome(doc.CodeLostInLibrary)}
	return store.RepairOptions{CheckOptions: checkOptions(nil, r.opt.Report), Emptied: emptied, Terms: termsBy(new(language.Analyzer)), Model: r.model}
}

// repairRounds is how often Repair looks again what is wrong: what is repaired may bring to light what was hidden behind it.
const repairRounds = 3

func (r *repairing) all(ctx context.Context, found []Finding) error {
	if err := r.files(found); err != nil {
		return err
	}
	for range repairRounds {
		found = ofDatabase(found)
		if len(found) == 0 {
			break
		}
		if err := r.round(ctx, found); err != nil {
			return err
		}
		var err error
		if found, err = store.Check(ctx, r.dir, checkOptions(nil, r.opt.Report)); err != nil {
			return err
		}
	}
	r.done.Left = slices.DeleteFunc(found, func(f Finding) bool { return f.Severity == store.Note })
	return nil
}

// ofDatabase are the findings about the database that something can be done about.
func ofDatabase(found []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(found), func(f Finding) bool {
		return f.Repair == store.RepairNone || f.Code == CodeShared || f.Code == CodeLeftover
	})
}

// files repairs what lies around the database.
func (r *repairing) files(found []Finding) error {
	var errs []error
	for _, f := range found {
		switch f.Code {
		case CodeShared:
			errs = append(errs, store.Unshare(f.Args...))
		case CodeLeftover:
			if name := filepath.Base(f.Args[0]); slices.Contains(leftovers(), name) {
				errs = append(errs, os.Remove(filepath.Join(r.dir, name)))
			}
		}
	}
	return errors.Join(errs...)
}

// round repairs the database once.
func (r *repairing) round(ctx context.Context, found []Finding) error {
	if slices.ContainsFunc(found, func(f Finding) bool { return f.Repair == store.RepairRebuild }) {
		return r.rebuild(ctx)
	}
	err := store.Repair(ctx, r.dir, found, r.options())
	if errors.Is(err, ErrDamaged) {
		return r.rebuild(ctx)
	}
	if err != nil {
		return err
	}
	for _, f := range found {
		switch f.Code {
		case store.CodeDocument:
			r.done.Read++
		case CodeOtherModel:
			err = store.DropVectors(ctx, r.dir, r.model)
		case store.CodeUndigested:
			err = r.digest(ctx)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rebuild sets the database aside, if that may be done.
func (r *repairing) rebuild(ctx context.Context) error {
	if !r.opt.Rebuild {
		return ErrNeedsRebuild
	}
	done, err := store.Rebuild(ctx, r.dir, r.options(), time.Now())
	if err != nil {
		return err
	}
	r.done.Rebuilt, r.done.Aside, r.done.Sources, r.done.Documents = true, done.Aside, done.Sources, done.Documents
	return nil
}

// digest gives digests to the rows of a library from an earlier version.
func (r *repairing) digest(ctx context.Context) error {
	s, err := store.Open(r.dir, r.model)
	if err != nil {
		return err
	}
	return errors.Join(s.AddDigests(ctx, checkOptions(nil, nil)), s.Close())
}
