package index_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/index"
	"footnote/index/volume"
)

// letters writes n documents into a folder, named by numbers from first on.
func (tr *tree) letters(dir string, first, n int) {
	tr.t.Helper()
	for i := first; i < first+n; i++ {
		tr.write(fmt.Sprintf("%s/%03d.txt", dir, i), fmt.Sprintf("Letter%d tells of the sloop that sailed to harbour%d.", i, i))
	}
}

// without takes n letters of a folder from the disk.
func (tr *tree) without(dir string, first, n int) {
	tr.t.Helper()
	for i := first; i < first+n; i++ {
		tr.remove(fmt.Sprintf("%s/%03d.txt", dir, i))
	}
}

// empty moves all that a folder holds into another one, which begins to be.
func (tr *tree) empty(dir, into string) {
	tr.t.Helper()
	if err := os.MkdirAll(tr.path(into), 0o755); err != nil {
		tr.t.Fatal(err)
	}
	entries, err := os.ReadDir(tr.path(dir))
	if err != nil {
		tr.t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Rename(filepath.Join(tr.path(dir), e.Name()), filepath.Join(tr.path(into), e.Name())); err != nil {
			tr.t.Fatal(err)
		}
	}
}

func (tr *tree) syncPaths(names ...string) index.Report {
	tr.t.Helper()
	var paths []string
	for _, name := range names {
		paths = append(paths, tr.path(name))
	}
	report, err := tr.lib.Sync(context.Background(), nil, paths...)
	if err != nil {
		tr.t.Fatal(err)
	}
	return report
}

// listed returns the documents of a source.
func (tr *tree) listed(name string) []index.Listed {
	tr.t.Helper()
	listed, err := tr.lib.Documents(context.Background(), tr.path(name))
	if err != nil {
		tr.t.Fatal(err)
	}
	return listed
}

// offline holds that a sync removed nothing and found this to be offline, and that the status says the same.
func (tr *tree) offline(r index.Report, want ...index.Offline) {
	tr.t.Helper()
	for i := range want {
		want[i].Path = tr.path(want[i].Path)
	}
	status, err := tr.lib.Status(context.Background())
	if err != nil || r.Removed != 0 || !slices.Equal(r.Offline, want) || !slices.Equal(status.Offline, want) {
		tr.t.Errorf("%d removed, offline is %+v and, by the status, %+v, %v; want %+v and none removed", r.Removed, r.Offline, status.Offline, err, want)
	}
}

// online holds that a sync found nothing offline, removed so many and read none.
func (tr *tree) online(r index.Report, removed int) {
	tr.t.Helper()
	status, err := tr.lib.Status(context.Background())
	if err != nil || len(r.Offline)+len(status.Offline) > 0 || r.Removed != removed || r.Added+r.Changed+r.Passages > 0 {
		tr.t.Errorf("%+v, offline by the status %+v, %v; want %d removed, none offline and none read", r, status.Offline, err, removed)
	}
}

// TestEmptiedSourceIsOffline empties a folder, as unmounting a drive does: the library keeps what it has, and goes on where the files
// come back.
func TestEmptiedSourceIsOffline(t *testing.T) {
	for _, n := range []int{1, 20, 60} {
		tr := newTree(t)
		tr.letters("usb", 0, n)
		tr.add("usb")
		tr.sync()
		tr.empty("usb", "elsewhere")
		for range 2 {
			tr.offline(tr.sync(), index.Offline{Path: "usb", Reason: index.Emptied, Documents: n})
		}
		if !tr.finds("Where did the sloop of letter0 sail?", "usb/000.txt") {
			t.Error("the passages are gone with the files")
		}
		tr.empty("elsewhere", "usb")
		if r := tr.sync(); r.Unchanged != n {
			t.Errorf("%+v, want %d unchanged", r, n)
		}
		tr.online(tr.sync(), 0)
	}
}

// TestMostOfASourceIsGone holds where the line is: more than half, and more than twenty.
func TestMostOfASourceIsGone(t *testing.T) {
	for _, test := range []struct {
		all, gone int
		kept      bool
	}{{60, 31, true}, {60, 30, false}, {30, 20, false}, {30, 21, true}, {2, 1, false}} {
		tr := newTree(t)
		tr.letters("home", 0, test.all)
		tr.add("home")
		tr.sync()
		tr.without("home", 0, test.gone)
		r := tr.sync()
		if !test.kept {
			tr.online(r, test.gone)
			continue
		}
		tr.offline(r, index.Offline{Path: "home", Reason: index.MostGone, Documents: test.gone})
		// New documents do not make those that are kept a minority that may go.
		tr.letters("home", 200, 100)
		if r = tr.sync(); r.Added != 100 {
			t.Errorf("%+v, want what is new to be read", r)
		}
		tr.offline(tr.sync(), index.Offline{Path: "home", Reason: index.MostGone, Documents: test.gone})
		tr.letters("home", 0, test.gone-2)
		r = tr.sync()
		if len(r.Offline) > 0 || r.Removed != 2 {
			t.Errorf("most came back: %+v; want two removed, and none offline", r)
		}
	}
}

// TestPartOfASourceIsGone syncs parts of a source, as happens while it is watched.
func TestPartOfASourceIsGone(t *testing.T) {
	tr := newTree(t)
	tr.letters("home/sub", 0, 40)
	tr.letters("home", 100, 20)
	tr.add("home")
	tr.sync()
	tr.without("home", 100, 5)
	tr.online(tr.syncPaths("home/100.txt", "home/101.txt", "home/102.txt", "home/103.txt", "home/104.txt"), 5)
	tr.remove("home/sub")
	away := index.Offline{Path: "home", Reason: index.MostGone, Documents: 40}
	tr.offline(tr.syncPaths("home/sub"), away)
	tr.without("home", 105, 1)
	if r := tr.syncPaths("home/105.txt"); r.Removed != 0 {
		t.Errorf("%+v, want nothing removed before all of the source is looked at", r)
	}
	tr.letters("home/sub", 0, 40)
	tr.online(tr.syncPaths("home"), 1)

	tr.empty("home", "elsewhere")
	tr.offline(tr.syncPaths("home/110.txt"), index.Offline{Path: "home", Reason: index.Emptied, Documents: 54})
}

// TestSingleFileIsGone holds that a source that is a file keeps its document, and that an editor may put another in its place.
func TestSingleFileIsGone(t *testing.T) {
	tr := newTree(t)
	tr.write("a.txt", tenancy)
	tr.add("a.txt")
	tr.sync()
	tr.rename("a.txt", "b.txt")
	tr.offline(tr.sync(), index.Offline{Path: "a.txt", Reason: index.NotThere, Documents: 1})
	tr.rename("b.txt", "a.txt")
	tr.online(tr.sync(), 0)
}

// TestRulesTakeEverythingOut holds that what a person leaves out by rules goes without a question.
func TestRulesTakeEverythingOut(t *testing.T) {
	for name, leaveOut := range map[string]func(tr *tree){
		"rules of the source": func(tr *tree) {
			if err := tr.lib.SetIgnore(context.Background(), tr.path("home"), "*.txt\n"); err != nil {
				t.Fatal(err)
			}
		},
		"a file of rules": func(tr *tree) { tr.write("home/"+index.IgnoreFile, "*.txt\n") },
		"a cache":         func(tr *tree) { tr.write("home/sub/CACHEDIR.TAG", "") },
	} {
		tr := newTree(t)
		tr.letters("home/sub", 0, 40)
		tr.add("home")
		tr.sync()
		leaveOut(tr)
		r := tr.sync()
		if r.Removed != 40 || len(r.Offline) > 0 {
			t.Errorf("%s: %+v, want all removed and none offline", name, r)
		}
	}
}

// TestRenamedFolderIsNotAway holds that files under another name are no drive that is away.
func TestRenamedFolderIsNotAway(t *testing.T) {
	tr := newTree(t)
	tr.letters("home/old", 0, 40)
	tr.letters("other", 100, 2)
	tr.add("home", "other")
	tr.sync()
	tr.rename("home/old", "home/new")
	if r := tr.syncPaths("home/old", "home/new"); r.Removed != 40 || r.Added != 40 || len(r.Offline) > 0 {
		t.Errorf("%+v, want the folder under its new name", r)
	}
	tr.rename("home/new", "other/newer")
	if r := tr.sync(); r.Removed != 40 || r.Added != 40 || len(r.Offline) > 0 {
		t.Errorf("%+v, want the folder in the other source", r)
	}
}

// TestLockedFolder locks an encrypted folder: its files have their sizes and times, and names that say nothing.
func TestLockedFolder(t *testing.T) {
	tr := newTree(t)
	tr.letters("vault", 0, 30)
	tr.add("vault")
	tr.sync()
	for i := range 30 {
		tr.rename(fmt.Sprintf("vault/%03d.txt", i), fmt.Sprintf("vault/Xq%03dkQ-9zLw", i))
	}
	r := tr.sync()
	tr.offline(r, index.Offline{Path: "vault", Reason: index.MostGone, Documents: 30})
}

// TestHiddenMailOfADriveThatIsAway holds that mail in folders with hidden names, which only their content shows to be mail, is kept.
func TestHiddenMailOfADriveThatIsAway(t *testing.T) {
	tr := newTree(t)
	for i := range 30 {
		tr.write(fmt.Sprintf("usb/mail/.Sent/cur/%d", i), fmt.Sprintf("Subject: The sloop %d\n\nIt sailed to harbour%d.\n", i, i))
	}
	for _, dir := range []string{"usb/mail/cur", "usb/mail/new", "usb/mail/.Sent/new"} {
		if err := os.MkdirAll(tr.path(dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	tr.add("usb")
	if r := tr.sync(); r.Added != 30 {
		t.Fatalf("%+v", r)
	}
	tr.empty("usb", "elsewhere")
	tr.offline(tr.sync(), index.Offline{Path: "usb", Reason: index.Emptied, Documents: 30})
}

// TestOtherVolume puts another drive where one was: nothing of it is read, and the library keeps what it has.
func TestOtherVolume(t *testing.T) {
	tr := newTree(t)
	usb := tr.path("usb")
	first, second := volume.Table{{Path: "/", ID: "disk"}, {Path: usb, ID: "first"}}, volume.Table{{Path: "/", ID: "disk"}, {Path: usb, ID: "second"}}
	tr.lib.Mount(first)
	tr.letters("usb", 0, 10)
	tr.add("usb")
	tr.sync()
	tr.lib.Mount(second)
	if r := tr.sync(); len(r.Offline) > 0 || r.Unchanged != 10 {
		t.Errorf("a copy of the drive: %+v, want it to be taken for the drive", r)
	}
	tr.lib.Mount(first)
	tr.sync()

	tr.lib.Mount(second)
	tr.empty("usb", "elsewhere")
	tr.write("usb/000.txt", bread)
	tr.write("usb/other.txt", tenancy)
	away := index.Offline{Path: "usb", Reason: index.OtherVolume, Documents: 9}
	for range 2 {
		r := tr.sync()
		tr.offline(r, away)
		if r.Added+r.Changed > 0 {
			t.Errorf("%+v: the other drive is read", r)
		}
	}
	r := tr.syncPaths("usb/000.txt", "usb/001.txt")
	if tr.offline(r, away); r.Added+r.Changed > 0 {
		t.Errorf("%+v: the other drive is read", r)
	}
	tr.lib.Mount(first)
	tr.remove("usb")
	tr.rename("elsewhere", "usb")
	tr.online(tr.sync(), 0)

	tr.lib.Mount(second)
	tr.without("usb", 0, 9)
	tr.offline(tr.sync(), index.Offline{Path: "usb", Reason: index.OtherVolume, Documents: 9})
	if n, err := tr.lib.RemoveGone(context.Background(), usb); n != 9 || err != nil {
		t.Errorf("%d removed, %v; want 9", n, err)
	}
	tr.online(tr.sync(), 0)
	tr.without("usb", 9, 1)
	tr.write("usb/more.txt", tenancy)
	if r := tr.sync(); r.Removed != 1 || r.Added != 1 || len(r.Offline) > 0 {
		t.Errorf("%+v, want the other drive to be the source's by now", r)
	}
}

// TestVolumeWithinASource unmounts a drive within a source, which holds little of it.
func TestVolumeWithinASource(t *testing.T) {
	tr := newTree(t)
	root := volume.Mount{Path: "/", ID: "disk"}
	card, stick := volume.Mount{Path: tr.path("home/card"), ID: "card"}, volume.Mount{Path: tr.path("home/sub/stick"), ID: "stick"}
	inner := volume.Mount{Path: tr.path("home/card/inner"), ID: "inner"}
	tr.lib.Mount(volume.Table{root, card, inner, stick})
	tr.letters("home", 0, 50)
	tr.letters("home/card", 100, 2)
	tr.letters("home/card/inner", 200, 3)
	tr.letters("home/sub/stick", 300, 1)
	tr.add("home")
	tr.sync()

	tr.lib.Mount(volume.Table{root})
	tr.empty("home/card", "card")
	tr.without("home/sub/stick", 300, 1)
	tr.without("home", 0, 1)
	r := tr.sync()
	if r.Removed != 1 {
		t.Errorf("%+v, want what is gone from the source itself removed", r)
	}
	r.Removed = 0
	tr.offline(r,
		index.Offline{Path: "home/card", Reason: index.Emptied, Documents: 2},
		index.Offline{Path: "home/card/inner", Reason: index.NotThere, Documents: 3},
		index.Offline{Path: "home/sub/stick", Reason: index.Emptied, Documents: 1},
	)
	status, err := tr.lib.Status(context.Background())
	if err != nil || status.Sources[0].Offline.Documents != 6 || status.Sources[0].Offline.Reason == index.Online {
		t.Errorf("%+v, %v: want six documents of the source offline", status.Sources, err)
	}
	if n, err := tr.lib.RemoveGone(context.Background(), tr.path("home/sub/stick")); n != 1 || err != nil {
		t.Errorf("%d removed, %v; want 1", n, err)
	}
	tr.lib.Mount(volume.Table{root, card, inner})
	tr.empty("card", "home/card")
	tr.online(tr.sync(), 0)
	if tr.held() == "" || strings.Contains(tr.held(), "stick") {
		t.Errorf("the library holds %s", tr.held())
	}
}

// TestPartsAreReportedOnce syncs a part of a source of which another drive is in the place of one, and most is gone.
func TestPartsAreReportedOnce(t *testing.T) {
	tr := newTree(t)
	root, card := volume.Mount{Path: "/", ID: "disk"}, volume.Mount{Path: tr.path("home/card"), ID: "card"}
	tr.lib.Mount(volume.Table{root, card})
	tr.letters("home/sub", 0, 50)
	tr.letters("home/card", 100, 3)
	tr.add("home")
	tr.sync()
	tr.lib.Mount(volume.Table{root, {Path: card.Path, ID: "other"}})
	tr.without("home/card", 100, 2)
	other := index.Offline{Path: "home/card", Reason: index.OtherVolume, Documents: 2}
	tr.offline(tr.sync(), other)
	tr.without("home/sub", 0, 40)
	tr.offline(tr.syncPaths("home/sub"), index.Offline{Path: "home", Reason: index.MostGone, Documents: 40}, other)
}

// TestRemoveGone confirms that files are gone for good.
func TestRemoveGone(t *testing.T) {
	tr := newTree(t)
	tr.letters("home/a", 0, 30)
	tr.letters("home/b", 100, 30)
	tr.letters("away", 0, 5)
	tr.add("home", "away")
	tr.sync()
	tr.remove("home/a")
	tr.remove("home/b")
	tr.rename("away", "elsewhere")
	for _, test := range []struct {
		path    string
		removed int
		kept    []index.Offline
	}{
		{"home/a", 30, []index.Offline{{tr.path("away"), index.NotThere, 5}, {tr.path("home"), index.Emptied, 30}}},
		{"home", 30, []index.Offline{{tr.path("away"), index.NotThere, 5}}},
		{"home", 0, []index.Offline{{tr.path("away"), index.NotThere, 5}}},
		{"away", 5, []index.Offline{{tr.path("away"), index.NotThere, 0}}},
	} {
		n, err := tr.lib.RemoveGone(context.Background(), tr.path(test.path))
		if n != test.removed || err != nil {
			t.Errorf("%s: %d removed, %v; want %d", test.path, n, err, test.removed)
		}
		if r := tr.sync(); r.Removed != 0 || !slices.Equal(r.Offline, test.kept) {
			t.Errorf("%s: %+v, want %+v offline", test.path, r, test.kept)
		}
	}
	if _, err := tr.lib.RemoveGone(context.Background(), tr.path("elsewhere")); !errors.Is(err, index.ErrNotSource) {
		t.Errorf("elsewhere: %v, want ErrNotSource", err)
	}
	tr.rename("elsewhere", "away")
	if r := tr.sync(); r.Added != 5 || len(r.Offline) > 0 {
		t.Errorf("it came back after all: %+v", r)
	}
}

// TestAdoptedSourceThatIsAway adds a folder around sources whose drives are away.
func TestAdoptedSourceThatIsAway(t *testing.T) {
	tr := newTree(t)
	tr.letters("mnt/gone", 0, 3)
	tr.letters("mnt/empty", 100, 3)
	tr.letters("mnt/there", 200, 30)
	tr.add("mnt/gone", "mnt/empty", "mnt/there")
	tr.sync()
	tr.rename("mnt/gone", "gone")
	tr.empty("mnt/empty", "emptied")
	tr.add("mnt")
	tr.offline(tr.sync(),
		index.Offline{Path: "mnt/empty", Reason: index.Emptied, Documents: 3},
		index.Offline{Path: "mnt/gone", Reason: index.NotThere, Documents: 3},
	)
	tr.rename("gone", "mnt/gone")
	tr.empty("emptied", "mnt/empty")
	tr.online(tr.sync(), 0)
	tr.without("mnt/gone", 0, 3) // an ordinary folder by now
	tr.online(tr.sync(), 3)
}

// TestDriveGoesWhileItIsRead takes the files away between the walk and the reading: nothing is lost.
func TestDriveGoesWhileItIsRead(t *testing.T) {
	for name, take := range map[string]func(tr *tree){
		"emptied":   func(tr *tree) { tr.empty("usb", "elsewhere") },
		"not there": func(tr *tree) { tr.rename("usb", "elsewhere") },
		"other":     func(tr *tree) { tr.rename("usb", "elsewhere"); tr.letters("usb", 500, 1) },
	} {
		tr := newTree(t)
		tr.letters("usb", 0, 40)
		tr.add("usb")
		tr.sync()
		tr.lib.Upgrade() // so that all are read again
		taken := false
		r, err := tr.lib.Sync(context.Background(), func(p index.Progress) {
			if p.Phase == index.Reading && p.Files == 2 && !taken {
				taken = true
				take(tr)
			}
		})
		if err != nil || r.Removed != 0 || len(r.Offline) != 1 || r.Offline[0].Documents != 40 {
			t.Errorf("%s: %+v, %v; want all kept, and the source offline", name, r, err)
		}
		if status, err := tr.lib.Status(context.Background()); err != nil || status.Documents != 40 {
			t.Errorf("%s: the library holds %d documents, %v; want 40", name, status.Documents, err)
		}
		tr.remove("usb")
		tr.rename("elsewhere", "usb")
		if r := tr.sync(); len(r.Offline) > 0 || r.Changed+r.Unchanged != 40 || r.Removed != 0 {
			t.Errorf("%s: %+v; want all 40 to be there again", name, r)
		}
	}
}
