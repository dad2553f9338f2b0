package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// fills are the trials that leave the program too little disk space.
func fills() []trial {
	return eachDeed("full disk", func(d namedDeed) trial {
		return trial{
			rounds: 12, quick: 2, mounts: true,
			prepare: func(ctx context.Context, s *stage) (func(context.Context, *round) error, error) {
				k, err := newKilling(ctx, s, d.make(s))
				if err != nil {
					return nil, err
				}
				f := &filling{killing: k, disk: s.library()}
				switch d.name {
				case "move":
					f.disk = s.path("moved")
				case "export":
					f.disk = s.path("port")
				}
				f.needs, err = onDisk(filepath.Join(k.place, libraryFiles[0]))
				return f.round, err
			},
		}
	})
}

// A filling runs one deed on a disk that may be too small for it.
type filling struct {
	*killing
	disk  string // where the disk is mounted: the library's folder, or the one that it is moved or exported to
	needs int64  // size of the finished database in bytes
}

// roomy is the size of a disk that never fills up.
const roomy = 256 << 20

// round runs the deed on a disk of random size, checks the result, and runs the deed again with enough room.
func (f *filling) round(ctx context.Context, r *round) error {
	if err := f.stageSet(); err != nil {
		return err
	}
	has, err := f.onto(f.disk)
	if err != nil {
		return err
	}
	outside, err := f.outside()
	if err != nil {
		return err
	}
	if err := resize(f.disk, has+r.random.Int64N(2*f.needs)); err != nil {
		return err
	}
	o := f.run(ctx, f.args...)
	if err := o.fault(); err != nil {
		return err
	}
	if o.code != done && !isFull(o) {
		return o.errorf("on a full disk, it exits with code %d and does not say that it is full", o.code)
	}
	r.count("found it full", o.code != done)
	if err := f.unchanged(outside); err != nil {
		return err
	}
	place := f.library()
	if o.code == done {
		place = f.place
	}
	if err := f.whole(ctx, place, isFull); err != nil {
		return fmt.Errorf("on a full disk: %w", err)
	}
	if err := resize(f.disk, roomy); err != nil {
		return err
	}
	o = f.run(ctx, f.args...)
	if err := o.fault(); err != nil || o.code != done && (f.repeat == nil || !f.repeat(o)) {
		return fmt.Errorf("with room again: %w (%w)", o.errorf("exit code %d", o.code), err)
	}
	return f.finished(ctx, outside)
}

// onto mounts a disk on a folder, copies the folder's contents to it, and returns how much space they take.
func (s *stage) onto(dir string) (bytes int64, err error) {
	beside := s.path("kept", "beside")
	if err := removeAll(beside); err != nil {
		return 0, err
	}
	_, err = os.Stat(dir)
	there := err == nil
	if there {
		if err := os.Rename(dir, beside); err != nil {
			return 0, err
		}
	}
	if err := s.mountSmall(dir, roomy); err != nil || !there {
		return 0, err
	}
	if err := copyTree(beside, dir); err != nil {
		return 0, err
	}
	return onDisk(dir)
}

// onDisk returns how much space a folder takes, in whole pages.
func onDisk(dir string) (bytes int64, err error) {
	const page = 4096
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		bytes += (info.Size() + page - 1) / page * page
		return nil
	})
	return bytes, err
}

// isFull reports whether the program said that the disk is full.
func isFull(o outcome) bool { return o.code == failed && strings.Contains(o.stderr, "full") }
