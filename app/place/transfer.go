package place

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"footnote/app/basket"
	"footnote/app/models"
	"footnote/index"
	"footnote/seeds"
)

// choiceName is the name of the choice of answer model in an export.
const choiceName = "models.json"

// ErrPartly reports that a library was imported, but not all that belongs to it.
var ErrPartly = errors.New("not all that belongs to the library was imported")

// An Exporter is an open library.
type Exporter interface {
	Export(ctx context.Context, path string, opt index.ExportOptions) (index.Manifest, error)
}

// Export writes the library of a folder into one file, with its basket and the choice of answer model from modelsFile. It leaves out keys,
// passwords, and what the user agreed to for a server. It also leaves out a basket or a choice that cannot be read. Its errors are those of
// index.Library.Export.
func Export(ctx context.Context, lib Exporter, dir, path, modelsFile string, opt index.ExportOptions) (index.Manifest, error) {
	if data, err := os.ReadFile(filepath.Join(dir, basket.Name)); err == nil {
		if _, err := basket.Parse(data); err == nil {
			opt.Files = append(opt.Files, index.File{Name: basket.Name, Data: data})
		}
	}
	if choice, err := models.Load(modelsFile); err == nil && choice.Answer != nil {
		if data, err := json.Marshal(models.Choice{Answer: choice.Answer}); err == nil {
			opt.Files = append(opt.Files, index.File{Name: choiceName, Data: data})
		}
	}
	return lib.Export(ctx, path, opt)
}

// Imported reports what Import did.
type Imported struct {
	index.Imported
	Kept   int    // passages of the basket that were imported
	Answer string // the title of the answer model, now the one of the other computer; "" if the choice was not imported
	Away   string // the title of an answer model that was left out because it runs on another computer
}

// Import makes the library in a folder from an export, with its basket. It also imports the choice of answer model if none is chosen; see
// index.Import. It overwrites a library that holds only starter documents. The caller holds the folder with package instance, and nobody
// has the library open.
func Import(ctx context.Context, path, dir, modelsFile string, opt index.ImportOptions) (done Imported, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return done, err
	}
	whole := dir
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		whole = real
	}
	opt.Files, opt.Disposable = []string{basket.Name, choiceName}, filepath.Join(whole, Starter)
	if done.Imported, err = index.Import(ctx, path, whole, opt); err != nil {
		return done, err
	}
	var errs []error
	for _, source := range done.Sources {
		if source.Path == opt.Disposable {
			errs = append(errs, seeds.Unpack(opt.Disposable))
		}
	}
	for _, f := range done.Files {
		switch f.Name {
		case basket.Name:
			errs = append(errs, done.takeBasket(whole, f.Data))
		case choiceName:
			errs = append(errs, done.takeChoice(modelsFile, f.Data, opt.Models))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return done, fmt.Errorf("%w: %w", ErrPartly, err)
	}
	return done, nil
}

// takeBasket adds the passages of an imported basket to the existing one.
func (i *Imported) takeBasket(dir string, data []byte) error {
	came, err := basket.Parse(data)
	if err != nil {
		return err
	}
	kept, err := basket.Load(dir)
	if err != nil {
		return err
	}
	for _, p := range came {
		if s := p.Citation.Span; s.Start < 0 || s.End < s.Start {
			return basket.ErrDamaged
		}
		p.Citation.Path = i.Here(p.Citation.Path)
		kept = append(kept, p)
	}
	i.Kept = len(came)
	if len(came) == 0 {
		return nil
	}
	return basket.Save(dir, kept)
}

// takeChoice adopts the answer model of the other computer if none is chosen here, and if the model runs on this computer or away is true.
func (i *Imported) takeChoice(modelsFile string, data []byte, away bool) error {
	var came models.Choice
	if err := json.Unmarshal(data, &came); err != nil || came.Answer == nil || came.Answer.Check() != nil {
		return nil // there is no choice to adopt
	}
	if here, err := models.Load(modelsFile); err != nil || here.Answer != nil {
		return err
	}
	if !came.Answer.Local() && !away {
		i.Away = came.Answer.Title()
		return nil
	}
	i.Answer = came.Answer.Title()
	return models.Update(modelsFile, func(c *models.Choice) { c.Answer = came.Answer })
}
