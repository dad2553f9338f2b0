package place

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"footnote/app/basket"
	"footnote/index"
	"footnote/index/store"
)

// Findings of Examine in addition to those of index.Examine. The comment names the finding's Args.
const (
	CodeBasket      store.Code = "basket"       // the basket's file cannot be read; its path
	CodeLaterBasket store.Code = "later-basket" // a later version of Footnote wrote the basket; its path
)

// Examine checks the library in a folder and its basket. It changes nothing. Its errors are those of index.Examine.
func Examine(ctx context.Context, dir string, opt index.DoctorOptions) ([]index.Finding, error) {
	opt.Parts = Parts()
	found, err := index.Examine(ctx, dir, opt)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, basket.Name)
	switch _, err := basket.Load(dir); {
	case errors.Is(err, basket.ErrVersion):
		found = append(found, index.Finding{Code: CodeLaterBasket, Args: []string{path}, Severity: store.Warning})
	case errors.Is(err, basket.ErrDamaged):
		found = append(found, index.Finding{Code: CodeBasket, Args: []string{path}, Severity: store.Damage, Repair: store.RepairSimple})
	}
	return found, nil
}

// Repair repairs what Examine found, as far as it can; see index.Repair. It sets aside a basket that cannot be read.
func Repair(ctx context.Context, dir string, found []index.Finding, opt index.DoctorOptions) (index.Repaired, error) {
	opt.Parts = Parts()
	isBasket := func(f index.Finding) bool { return f.Code == CodeBasket || f.Code == CodeLaterBasket }
	done, err := index.Repair(ctx, dir, slices.DeleteFunc(slices.Clone(found), isBasket), opt)
	if slices.ContainsFunc(found, func(f index.Finding) bool { return f.Code == CodeBasket }) {
		err = errors.Join(err, setAside(filepath.Join(dir, basket.Name), time.Now()))
	}
	return done, err
}

// setAside renames a file, and overwrites none.
func setAside(path string, now time.Time) error {
	name := path + ".damaged-" + now.Format(time.DateOnly)
	aside := name
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); errors.Is(err, os.ErrNotExist) {
			return os.Rename(path, aside)
		}
		aside = fmt.Sprintf("%s-%d", name, n)
	}
}
