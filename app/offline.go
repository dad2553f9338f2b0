package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"footnote/index"
)

// offlineTrouble says what was kept, and what to do.
func offlineTrouble(offline []index.Offline) trouble {
	t := trouble{Headline: lang.L("{{.Folder}} is offline; its passages are kept.", map[string]any{"Folder": filepath.Base(offline[0].Path)})}
	for _, o := range offline {
		t.Lines = append(t.Lines, inWords().Offline(o.Reason, filepath.Base(o.Path))+" "+keptWords(o))
	}
	t.Lines = append(t.Lines, lang.L("Connect the drive, and Footnote won't have to read anything again. If the files are gone for good, choose “Keep or remove…”."))
	return t
}

// keptWords says how many documents are kept; empty if they were not counted.
func keptWords(o index.Offline) string {
	if o.Documents == 0 {
		return ""
	}
	return lang.N("{{.Count}} documents are kept and can be searched.", o.Documents, number(o.Documents))
}

// newlyOffline reports whether something is offline that the user has not been told of, and records it as told.
func (sy *syncing) newlyOffline(offline []index.Offline) bool {
	news := false
	for _, o := range offline {
		o.Documents = 0 // a change of their number is not news
		if !slices.Contains(sy.told, o) {
			sy.told, news = append(sy.told, o), true
		}
	}
	return news
}

// forgetOffline drops the records of what is online again.
func (sy *syncing) forgetOffline(now []index.Offline) {
	sy.told = slices.DeleteFunc(sy.told, func(told index.Offline) bool {
		return !slices.ContainsFunc(now, func(o index.Offline) bool { return o.Path == told.Path && o.Reason == told.Reason })
	})
}

// onGone asks whether the missing files of an offline source are gone for good.
func (sh *shelving) onGone(source int) {
	s := sh.holds.Sources[source]
	n := s.Offline.Documents
	words := wrapped(inWords().Offline(s.Offline.Reason, filepath.Base(s.Offline.Path)) + " " + keptWords(s.Offline) + "\n\n" +
		lang.L("Connect the drive, and Footnote won't have to read anything again. Remove the documents only if their files are gone for good."))
	sh.decide(decision{
		title: lang.L("Are the files in “{{.Name}}” gone for good?", map[string]any{"Name": sh.sourceName(s)}),
		yes:   lang.N("Remove {{.Count}} documents", n, number(n)), no: lang.L("Keep"), words: words, safe: true, size: messageSize,
	}, func() { sh.removeGone(s.Path) })
}

// removeGone removes a source's missing files from the library.
func (sh *shelving) removeGone(path string) {
	remove := func(ctx context.Context) (int, error) { return sh.library.RemoveGone(ctx, path) }
	start(sh.jobs, sh.jobs.ctx, remove, func(n int, err error) {
		if err != nil {
			sh.tell(explain(lang.L("The documents could not be removed."), err))
			return
		}
		sh.notice(lang.N("{{.Count}} documents removed from the library.", n, number(n)))
		sh.libraryChanged()
		sh.sync.startQuietly(path)
	})
}

// explainOpen says why a file could not be opened. Its drive may be offline.
func (sh *shelving) explainOpen(path string, err error) trouble {
	t := explain(lang.L("The file could not be opened."), err)
	if !errors.Is(err, fs.ErrNotExist) {
		return t
	}
	t.Lines = []string{lang.L("Footnote can't find “{{.Folder}}”.", map[string]any{"Folder": filepath.Base(path)})}
	for _, o := range sh.holds.Offline {
		if rest, ok := strings.CutPrefix(path, o.Path); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
			t.Lines = []string{inWords().Offline(o.Reason, filepath.Base(o.Path))}
		}
	}
	t.Lines = append(t.Lines, lang.L("If it is on a drive, connect the drive and try again. Until then, you can read and search the text that the library has."))
	return t
}
