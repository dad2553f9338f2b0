package index

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFoldersHold(t *testing.T) {
	if filepath.Separator != '/' {
		t.Skip("its paths are not this system's")
	}
	t.Setenv("HOME", "/home/ada")
	for _, c := range []struct {
		folders []string
		dir     string
		want    bool
	}{
		{[]string{"/home/ada"}, "/home/ada", true},
		{[]string{"/home/ada/"}, "/home/ada/mail", true},
		{[]string{"/home/ad"}, "/home/ada", false},
		{[]string{"/ada"}, "/home/ada", false},
		{[]string{"ada"}, "/home/ada/mail", true},
		{[]string{"ADA/Mail"}, "/home/ada/mail/2024", true},
		{[]string{"ada/2024"}, "/home/ada/mail/2024", false},
		{[]string{"2024", "home/ada/mail/2024/x"}, "/home/ada/mail/2024", true},
		{[]string{"~"}, "/home/ada/mail", true},
		{[]string{"~/mail"}, "/home/eve/mail", false},
		{[]string{"/"}, "/anything", true},
		{[]string{""}, "/anything", true},
		{[]string{"größe"}, "/home/GRÖSSE", true},
		{nil, "/anything", false},
	} {
		if got := newFolders(c.folders).hold(names(c.dir)); got != c.want {
			t.Errorf("%q hold %s: %v", c.folders, c.dir, got)
		}
	}
}

// TestFoldersHoldAsTheyAreDefined compares with the definition, folder by folder, on random trees.
func TestFoldersHoldAsTheyAreDefined(t *testing.T) {
	if filepath.Separator != '/' {
		t.Skip("its paths are not this system's")
	}
	random := rand.New(rand.NewPCG(1, 2))
	path := func(most int) string {
		parts := make([]string, 1+random.IntN(most))
		for i := range parts {
			parts[i] = string(rune('a' + random.IntN(3)))
		}
		return strings.Join(parts, "/")
	}
	lies := func(dir, folder string) bool {
		have, want := names(dir), names(folder)
		for i := 0; i+len(want) <= len(have); i++ {
			if slices.Equal(have[i:i+len(want)], want) {
				return true
			}
			if filepath.IsAbs(folder) {
				return false
			}
		}
		return false
	}
	for range 5000 {
		var wanted []string
		for range 1 + random.IntN(3) {
			folder := path(3)
			if random.IntN(2) == 0 {
				folder = "/" + folder
			}
			wanted = append(wanted, folder)
		}
		dir := "/" + path(6)
		want := slices.ContainsFunc(wanted, func(folder string) bool { return lies(dir, folder) })
		if got := newFolders(wanted).hold(names(dir)); got != want {
			t.Fatalf("%q hold %s: %v", wanted, dir, got)
		}
	}
}

// TestManyFoldersCostNoMore holds that looking for a folder among 50,000 takes about as long as among 50.
func TestManyFoldersCostNoMore(t *testing.T) {
	look := func(folders int) time.Duration {
		var wanted []string
		for i := range folders {
			wanted = append(wanted, fmt.Sprintf("/a/b%d", i), fmt.Sprintf("c%d/d", i))
		}
		set := newFolders(wanted)
		fastest := time.Hour
		for range 5 {
			begun := time.Now()
			for i := range 2000 {
				if set.hold([]string{"home", "ada", "documents", fmt.Sprint(i), "x"}) {
					t.Fatal("it holds what it has not")
				}
			}
			fastest = min(fastest, time.Since(begun))
		}
		return fastest
	}
	few, many := look(50), look(50_000)
	if many > 50*few+time.Millisecond {
		t.Errorf("50 folders take %v, 50,000 take %v", few, many)
	}
}
