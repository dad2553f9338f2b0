package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Each trial runs in its own process. So nobody else sees the file systems that it mounts, it can be a program built to find data races, and if it
// crashes or hangs it is a line of the table like any other.

// longest bounds the time of a trial, in addition to the time to soak.
const longest = 30 * time.Minute

// apart runs a trial in its own process.
func (t trial) apart(ctx context.Context, p plan) result {
	begun := time.Now()
	res, err := t.spawn(ctx, p)
	var skip skipError
	switch {
	case errors.As(err, &skip):
		res = result{Name: t.name, Skipped: skip.why}
	case err != nil:
		res = result{Name: t.name, Failures: []failure{{What: err.Error()}}, Took: time.Since(begun)}
	}
	return res
}

func (t trial) spawn(ctx context.Context, p plan) (res result, err error) {
	ctx, cancel := context.WithTimeout(ctx, longest+p.soak)
	defer cancel()
	self, err := os.Executable()
	if err != nil {
		return res, err
	}
	if t.raced && p.raced != "" {
		self = p.raced
	}
	cmd := exec.CommandContext(ctx, self, append(p.flags(), "-trial", t.name, p.program)...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if t.mounts {
		if err := separate(cmd); err != nil {
			return res, err
		}
	}
	if err := cmd.Run(); err != nil {
		if t.mounts && cmd.ProcessState == nil {
			return res, skipError{fmt.Sprintf("file systems cannot be mounted here (%v)", err)}
		}
		return res, fmt.Errorf("the trial itself: %w: %s", err, excerpt(said.String(), 4000))
	}
	if strings.Contains(said.String(), "WARNING: DATA RACE") {
		return res, fmt.Errorf("a data race: %s", excerpt(said.String(), 8000))
	}
	return res, json.Unmarshal(out.Bytes(), &res)
}
