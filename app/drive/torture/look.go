package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"
)

// These are looks at the stage that several trials take.

// unchanged says what has changed outside of the program's own folders, nil if nothing.
func (s *stage) unchanged(before tree, places ...string) error {
	now, err := s.outside(places...)
	if err != nil {
		return err
	}
	return now.differs(before)
}

// whereabouts is the folder of the library that nobody names, as the program says.
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

// emptied looks that the program has left nothing among the temporary files.
func (s *stage) emptied() error {
	left, err := names(s.path("tmp"))
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("among the temporary files are left %q", left)
	}
	return err
}

// endWithin is how long what the program has started may take to end after it.
const endWithin = 15 * time.Second

// nobodyLeft looks that no process of this stage runs any more. It knows of those on Linux alone.
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

// processes are those of the stage, by number and command.
func (s *stage) processes() (found []string) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil // another system
	}
	mark := "\x00" + marker + "=" + s.root + "\x00"
	for _, e := range entries {
		environment, err := os.ReadFile("/proc/" + e.Name() + "/environ")
		if err != nil || !strings.Contains("\x00"+string(environment), mark) {
			continue
		}
		command, _ := os.ReadFile("/proc/" + e.Name() + "/cmdline") // of one that has just ended
		found = append(found, e.Name()+" "+strings.ReplaceAll(string(command), "\x00", " "))
	}
	return found
}

// doctor has the program's own doctor look at the library. may, if not nil, tells which refusals are right.
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
