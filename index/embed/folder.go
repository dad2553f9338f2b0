package embed

import (
	"errors"
	"fmt"
	"path/filepath"

	"footnote/index/embed/encoder"
	"footnote/index/embed/folder"
	"footnote/index/embed/safetensors"
	"footnote/index/embed/tokenjson"
)

// OpenFolder reads the model in a folder: a transformer of the BERT family or a static model as sentence-transformers publishes them, or a
// Model2Vec model. It returns errors of the disk, and a *folder.Error for a folder that is no such model. That wraps ErrNotModel, ErrVersion or
// ErrDamaged for the file of numbers, and tokenjson.ErrUnsupported for an unsupported tokenizer.
func OpenFolder(dir string) (Model, error) {
	model, err := openFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("open model %s: %w", dir, err)
	}
	return model, nil
}

func openFolder(dir string) (Model, error) {
	f, err := folder.Read(dir)
	if err != nil {
		return nil, err
	}
	description, err := f.OpenTokenizer()
	if err != nil {
		return nil, err
	}
	defer description.Close()
	tokenizer, err := tokenjson.Read(description)
	if errors.Is(err, tokenjson.ErrUnsupported) {
		return nil, &folder.Error{File: f.Tokenizer, Problem: folder.Unsupported, Err: err}
	} else if err != nil {
		return nil, &folder.Error{File: f.Tokenizer, Problem: folder.Damaged, Err: err}
	}
	if f.Kind == folder.Encoder && !f.Prompted {
		rules := RulesFor(filepath.Base(filepath.Clean(dir)))
		f.Query, f.Passage = rules.Query, rules.Passage
	}
	if f.Kind == folder.Encoder {
		return newEncoder(f, tokenizer)
	}
	return newModel2Vec(f, tokenizer)
}

// modelName returns the name of a model with vectors of dim numbers: the folder's name with the dimension and the start of a checksum.
func modelName(f *folder.Folder, dim int) (string, error) {
	sum, err := f.Sum()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s-%d-%x", filepath.Base(filepath.Clean(f.Dir)), dim, sum[:4]), nil
}

// weightError gives an error of a file of tensors its name in this package, and says which file it is of.
func weightError(f *folder.Folder, err error) error {
	for _, name := range []struct {
		theirs, ours error
		problem      folder.Problem
	}{
		{safetensors.ErrFormat, ErrNotModel, folder.Damaged},
		{safetensors.ErrMissing, ErrNotModel, folder.Damaged},
		{safetensors.ErrDamaged, ErrDamaged, folder.Damaged},
		{safetensors.ErrNumbers, ErrVersion, folder.Unsupported},
		{encoder.ErrShape, ErrDamaged, folder.Damaged},
		{ErrNotModel, nil, folder.Damaged},
		{ErrDamaged, nil, folder.Damaged},
	} {
		if errors.Is(err, name.theirs) {
			return &folder.Error{File: f.Weights, Problem: name.problem, Err: errors.Join(name.ours, err)}
		}
	}
	return err
}
