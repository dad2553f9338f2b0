package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"
)

// These are checks of the stage that several trials share.

// unchanged returns an error if anything outside the program's own folders has changed.
func (s *stage) unchanged(before tree, places ...string) error {
	now, err := s.outside(places...)
	if err != nil {
		return err
	}
	return now.differs(before)
}

// whereabouts returns the folder of the default library, as the program reports it.
func (s *stage) whereabouts(ctx context.Context) (string, error) {
	o := s.run(ctx, "status", "--json")
	if err := o.fault(); err != nil {
		return "", err
	}
	if o.code == failed && strings.Contains(o.stderr, "There is no library in "+s.library()) {
		return s.library(), nil
	}
	if o.code != done {
		return "", o.errorf("the library does not open: exit code %d", o.code)
	}
	var status struct {
		Library string `json:"library"`
	}
	return status.Library, o.decode(&status)
}

// emptied checks that the program has left no temporary files.
func (s *stage) emptied() error {
	left, err := names(s.path("tmp"))
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("among the temporary files are left %q", left)
	}
	return err
}

// endWithin bounds how long the program's processes may outlive it.
const endWithin = 15 * time.Second

// nobodyLeft checks that no process of this stage is still running. It can do so only on Linux.
func (s *stage) nobodyLeft() error {
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		left := s.processes()
		if len(left) == 0 {
			return nil
		}
		if time.Since(begun) > endWithin {
			return fmt.Errorf("%v after the program, processes of it still run: %s", endWithin, strings.Join(left, "; "))
		}
	}
}

// processes returns the processes of the stage, by number and command.
func (s *stage) processes() (found []string) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil // not Linux
	}
	mark := "\x00" + marker + "=" + s.root + "\x00"
	for _, e := range entries {
		environment, err := os.ReadFile("/proc/" + e.Name() + "/environ")
		if err != nil || !strings.Contains("\x00"+string(environment), mark) {
			continue
		}
		command, _ := os.ReadFile("/proc/" + e.Name() + "/cmdline") // it may just have ended
		found = append(found, e.Name()+" "+strings.ReplaceAll(string(command), "\x00", " "))
	}
	return found
}

// doctor runs the program's own doctor. may, if not nil, reports whether a refusal is right.
func (s *stage) doctor(ctx context.Context, may func(outcome) bool) error {
	o := s.run(ctx, "doctor")
	if err := o.fault(); err != nil {
		return err
	}
	if o.code != done && (may == nil || !may(o)) {
		return o.errorf("the doctor finds fault with a library that is whole: %s", excerpt(o.stdout, 300))
	}
	return nil
}
