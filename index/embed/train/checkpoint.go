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

// What a run has made so far lies in its folder, so that it can be stopped and taken up again. A file of numbers is one line
// of JSON, which says what they were made with and how far, then float32s, little-endian.

// A stage is the first line of such a file.
type stage struct {
	Options options
	Kernel  string
	Sources []string
	Step    int // batches learned from
	Rows    int
	Cols    int
}

var errOther = errors.New("made with other options, sources or arithmetic")

// sameRun reports whether a stage can be gone on from by a run that would write other.
func (s stage) sameRun(other stage) bool {
	s.Step = other.Step
	mine, _ := json.Marshal(s) // numbers and words can always be written
	others, _ := json.Marshal(other)
	return string(mine) == string(others)
}

// save writes matrices of one size to path, whole or not at all.
func save(path string, s stage, matrices ...matrix) error {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path))
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // which fails when it has its name
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

// load reads the matrices that save wrote into those given, and returns the stage. A file of another run than want gives errOther.
func load(path string, want stage, matrices ...matrix) (stage, error) {
	return read(path, func(s stage) ([]matrix, error) {
		if !s.sameRun(want) {
			return nil, fmt.Errorf("%w: remove it to start anew", errOther)
		}
		return matrices, nil
	})
}

// loadOne returns the one matrix in a file, of whatever run.
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

// read reads a file of numbers into the matrices that into gives for its stage.
func read(path string, into func(stage) ([]matrix, error)) (s stage, err error) {
	file, err := os.Open(path)
	if err != nil {
		return stage{}, err
	}
	defer func() {
		_ = file.Close() // only read from
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
		return stage{}, errors.New("longer than it says")
	}
	return s, nil
}
