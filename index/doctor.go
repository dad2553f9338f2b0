package index

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"footnote/index/doc"
	"footnote/index/embed"
	"footnote/index/store"
)

// A Finding is something that Examine found about a library. Its Code says what, and what its Args are.
type Finding = store.Finding

// What Examine finds besides the codes of package store. What Args hold stands behind each.
const (
	CodeShared      store.Code = "shared"       // others than their owner can read it; a file or folder
	CodeSuperseded  store.Code = "superseded"   // the library was moved, and this is an old copy; where to
	CodeFormer      store.Code = "former-place" // something may be left of the library where it was; the folders
	CodeLeftover    store.Code = "leftover"     // something was cut off; a file that is of no use any more, its size
	CodeAside       store.Code = "set-aside"    // a damaged database that was set aside; its path, its size
	CodeHolder      store.Code = "holder"       // a process works on the library; its id, its name, what it does
	CodeOtherModel  store.Code = "other-model"  // vectors are not the built-in model's; how many of how many that were compared
	CodeLacking     store.Code = "lacking"      // passages have no vector yet; how many
	CodeUnprotected store.Code = "unprotected"  // files are read without a protection that Linux can give; which
	CodeInterpreted store.Code = "interpreted"  // PDFs are read slowly, because this system lets the program make no machine code
)

// ErrNeedsRebuild reports that what is wrong can be repaired only by setting the database aside.
var ErrNeedsRebuild = errors.New("the library's database has to be rebuilt")

// DoctorOptions sets up Examine and Repair. The zero value is ready.
type DoctorOptions struct {
	Name    string              // as Options.Name
	Parts   []Part              // as Options.Parts
	Worker  []string            // as Options.Worker; how it is protected is examined too
	Wait    time.Duration       // as Options.Wait
	Report  func(share float64) // is given how much is done, from 0 to 1
	Waiting func(Holder)        // is told who works on the library and is waited for
	Rebuild bool                // Repair may set the database aside
}

// Examine looks whether a library is sound, and changes nothing: its database, what is in it, and its folder. The library may be open and
// in use meanwhile. Notes come with what is wrong; see Sound. The error wraps fs.ErrNotExist where there is no library; it is the disk's or
// ctx.Err().
func Examine(ctx context.Context, dir string, opt DoctorOptions) ([]Finding, error) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		_, err = os.Stat(filepath.Join(dir, store.FileName))
	}
	if err != nil {
		return nil, fmt.Errorf("examine library: %w", err)
	}
	found, err := store.Check(ctx, dir, checkOptions(nil, opt.Report))
	if err != nil {
		return nil, fmt.Errorf("examine library: %w", err)
	}
	if usable(found) {
		more, err := sample(ctx, dir)
		if err != nil {
			return nil, fmt.Errorf("examine library: %w", err)
		}
		found = append(found, more...)
	}
	around, err := opt.around(ctx, dir)
	if err != nil {
		return nil, fmt.Errorf("examine library: %w", err)
	}
	return slices.Concat(found, around, opt.unprotected(ctx), interpreted()), nil
}

func finding(code store.Code, severity store.Severity, repair store.Remedy, args ...string) Finding {
	return Finding{Code: code, Args: args, Severity: severity, Repair: repair}
}

// Sound reports whether nothing that was found is more than a note.
func Sound(found []Finding) bool {
	return !slices.ContainsFunc(found, func(f Finding) bool { return f.Severity > store.Note })
}

// usable reports whether what was found lets rows of the database be read.
func usable(found []Finding) bool {
	return !slices.ContainsFunc(found, func(f Finding) bool {
		return f.Repair == store.RepairRebuild || f.Code == store.CodeLater || f.Code == store.CodeForeign || f.Code == store.CodeEarlier
	})
}

// checkOptions sets up a check that rests as told.
func checkOptions(rest func(ctx context.Context, worked time.Duration) error, report func(share float64)) store.CheckOptions {
	return store.CheckOptions{Places: checkPlaces, Rest: rest, Report: report}
}

// maxMarks bounds how many marks a text may have: they take several times as much memory as they do in the library.
const maxMarks = 2 << 20

// checkPlaces reports places that are not of a text.
func checkPlaces(text string, data []byte) error {
	if bytes.Count(data, []byte("{")) > maxMarks {
		return fmt.Errorf("%w: more than %d marks", ErrDamaged, maxMarks)
	}
	places, err := decodePlaces(data)
	if err != nil {
		return err
	}
	last := 0
	for _, m := range places.Marks {
		if m.Start < last || m.Start > len(text) || m.Kind < doc.Page || m.Kind > doc.Rows || m.Level < 0 || m.Page < 0 {
			return fmt.Errorf("%w: a mark at byte %d of %d", ErrDamaged, m.Start, len(text))
		}
		last = m.Start
	}
	return nil
}

// around looks at the folder that a library lies in.
func (o DoctorOptions) around(ctx context.Context, dir string) ([]Finding, error) {
	var found []Finding
	for _, path := range store.Shared(dir, ownNames(o.Parts)...) {
		found = append(found, finding(CodeShared, store.Warning, store.RepairSimple, path))
	}
	if id, err := store.Identify(ctx, dir); err == nil && id.Succession == store.Superseded {
		found = append(found, finding(CodeSuperseded, store.Warning, store.RepairNone, id.Successor))
	}
	if state, err := readMove(dir); err == nil {
		found = append(found, finding(CodeFormer, store.Note, store.RepairNone, state.From...))
	}
	by, held := store.HeldBy(dir)
	if held {
		found = append(found, finding(CodeHolder, store.Note, store.RepairNone, strconv.Itoa(by.PID), by.Name, string(by.Act)))
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
			continue
		}
		if err != nil {
			return nil, err
		}
		args := []string{filepath.Join(dir, e.Name()), strconv.FormatInt(info.Size(), 10)}
		switch {
		case slices.Contains(leftovers(), e.Name()) && !held:
			found = append(found, finding(CodeLeftover, store.Note, store.RepairSimple, args...))
		case strings.HasPrefix(e.Name(), store.AsidePrefix) && !strings.HasSuffix(e.Name(), "-wal") && !strings.HasSuffix(e.Name(), "-shm"):
			found = append(found, finding(CodeAside, store.Note, store.RepairNone, args...))
		}
	}
	return found, nil
}

// leftovers are the names of files in a library's folder that are of no use once what made them has ended.
func leftovers() []string { return append(store.LeftoverNames(), moveFile+store.PartSuffix) }

// sampled is how many passages Examine embeds again.
const sampled = 24

// sameMeaning is the least cosine of a passage's stored vector with the one that is made of its words again. What a text repeats is not
// embedded when it is read, and is when it is sampled.
const sameMeaning = 0.9

// sample embeds some passages again and compares.
func sample(ctx context.Context, dir string) ([]Finding, error) {
	model, err := embed.Builtin()
	if err != nil {
		return nil, err
	}
	samples, lacking, err := store.Sample(ctx, dir, store.Model{Name: model.Name(), Dim: model.Dim()}, sampled)
	if err != nil {
		return nil, err
	}
	var found []Finding
	if lacking > 0 {
		found = append(found, finding(CodeLacking, store.Note, store.RepairNone, strconv.Itoa(lacking)))
	}
	texts := make([]string, len(samples))
	for i, s := range samples {
		places, err := decodePlaces(s.Places)
		if err != nil {
			return nil, err
		}
		texts[i] = embedded(s.Title, strings.Join(places.Section(s.Start).Names(), "\n"), s.Text)
	}
	vectors, err := model.EmbedDocuments(ctx, texts)
	if err != nil {
		return nil, err
	}
	differ := 0
	for i, s := range samples {
		if embed.Cosine(vectors[i], s.Vector) < sameMeaning {
			differ++
		}
	}
	if differ > len(samples)/2 {
		found = append(found, finding(CodeOtherModel, store.Damage, store.RepairVectors, strconv.Itoa(differ), strconv.Itoa(len(samples))))
	}
	return found, nil
}
