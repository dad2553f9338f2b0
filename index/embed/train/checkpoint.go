package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A run keeps its state in its folder, so that it can stop and resume. A file of numbers is a line of JSON, which records what they were
// made with and how far, then little-endian float32s.

// A stage is the first line of such a file.
type stage struct {
	Options options
	Kernel  string
	Sources []string
	Step    int // batches done
	Rows    int
	Cols    int
}

var errOther = errors.New("made with other options, sources or arithmetic")

// sameRun reports whether a run that would write other can resume from s.
func (s stage) sameRun(other stage) bool {
	s.Step = other.Step
	mine, _ := json.Marshal(s) // numbers and strings always marshal
	others, _ := json.Marshal(other)
	return string(mine) == string(others)
}

// save writes matrices of one size to path, all or nothing.
func save(path string, s stage, matrices ...matrix) error {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path))
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // fails after the rename
	out := bufio.NewWriterSize(file, 1<<20)
	err = json.NewEncoder(out).Encode(s)
	for _, m := range matrices {
		err = errors.Join(err, binary.Write(out, binary.LittleEndian, m.data))
	}
	if err := errors.Join(err, out.Flush(), file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("save %s: %w", path, err)
	}
	return os.Rename(file.Name(), path)
}

// load reads the matrices that save wrote, and returns the stage. It returns errOther for a file of another run than want.
func load(path string, want stage, matrices ...matrix) (stage, error) {
	return read(path, func(s stage) ([]matrix, error) {
		if !s.sameRun(want) {
			return nil, fmt.Errorf("%w: remove it to start again", errOther)
		}
		return matrices, nil
	})
}

// loadOne returns the only matrix in a file of any run.
func loadOne(path string) (m matrix, err error) {
	_, err = read(path, func(s stage) ([]matrix, error) {
		if s.Rows <= 0 || s.Cols <= 0 || s.Rows > 1<<24 || s.Cols > 1<<12 {
			return nil, fmt.Errorf("%d rows of %d", s.Rows, s.Cols)
		}
		m = newMatrix(s.Rows, s.Cols)
		return []matrix{m}, nil
	})
	return m, err
}

// read reads a file of numbers into the matrices that into returns for its stage.
func read(path string, into func(stage) ([]matrix, error)) (s stage, err error) {
	file, err := os.Open(path)
	if err != nil {
		return stage{}, err
	}
	defer func() {
		_ = file.Close() // read only
		if err != nil {
			err = fmt.Errorf("load %s: %w", path, err)
		}
	}()
	in := bufio.NewReaderSize(file, 1<<20)
	line, err := in.ReadBytes('\n')
	if err != nil {
		return stage{}, err
	}
	if err := json.Unmarshal(line, &s); err != nil {
		return stage{}, err
	}
	matrices, err := into(s)
	if err != nil {
		return stage{}, err
	}
	for _, m := range matrices {
		if err := binary.Read(in, binary.LittleEndian, m.data); err != nil {
			return stage{}, err
		}
	}
	if _, err := in.ReadByte(); !errors.Is(err, io.EOF) {
		return stage{}, errors.New("longer than its header says")
	}
	return s, nil
}
