package index_test

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"
)

// A file of a terabyte, such as the image of a disk, holds up nobody: its bytes are not all read to tell it from others.
func TestSyncOfATerabyte(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file with holes takes as much of the disk as one without")
	}
	tr := newTree(t)
	tr.write("home/beans.txt", "The beans are watered on Monday.\n")
	tr.write("home/disk.img", "")
	if err := os.Truncate(tr.path("home/disk.img"), 1<<40); err != nil {
		t.Skip("no such file can be made here:", err)
	}
	tr.add("home")
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute) // all of it would take longer on any machine
	defer cancel()
	report, err := tr.lib.Sync(ctx, nil)
	if err != nil || report.Added != 1 || len(report.Failed) != 1 {
		t.Fatalf("%+v, %v", report, err)
	}
	if report := tr.sync(); report.Unchanged != 2 {
		t.Errorf("again: %+v", report)
	}
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(tr.path("home/disk.img"), later, later); err != nil {
		t.Fatal(err)
	}
	if report := tr.sync(); report.Unchanged != 1 || len(report.Failed) != 1 {
		t.Errorf("with another time: %+v", report)
	}
}
