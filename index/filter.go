package index

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"footnote/index/extract/reader"
	"footnote/index/ignore"
)

// IgnoreFile is the name of files whose rules, in gitignore's form, say what of their folder is left out of every library. The rules of
// a folder have the say over those of the folders above it, and the rules that a source has in the library over all of them. Files
// named .gitignore say what of a folder is to be kept from git, such as the PDF that a paper is made into, and are not heeded.
const IgnoreFile = ".footnoteignore"

// maxIgnoreFileBytes is how much of an IgnoreFile is read.
const maxIgnoreFileBytes = 1 << 20

// A filter says what of a source is left out. It reads the files with rules once, so one is made for each walk. The root itself is
// never left out, whatever its name.
type filter struct {
	root   string
	except string                  // a folder that is left out: the library's own
	rules  ignore.Rules            // of the source
	files  map[string]ignore.Rules // of IgnoreFiles, by their folders, as far as they were asked for
}

func newFilter(root, except string, rules ignore.Rules) *filter {
	if within(except, root) { // the starter documents lie in the library's folder
		except = ""
	}
	return &filter{root: root, except: except, rules: rules, files: map[string]ignore.Rules{}}
}

// reaches reports whether a walk from the root comes to a path.
func (f *filter) reaches(path string, folder bool) bool {
	if path == f.root {
		return true
	}
	return within(f.root, path) && f.reaches(filepath.Dir(path), true) && !f.leavesOut(path, folder)
}

// leavesOut reports whether a path below the root is left out, where a walk has come to its folder.
func (f *filter) leavesOut(path string, folder bool) bool {
	return f.never(path, folder) || f.byRule(path, folder)
}

// never reports whether a path is left out whatever the rules say: it is hidden, a cache, what programs leave behind, or the library
// itself.
func (f *filter) never(path string, folder bool) bool {
	name := filepath.Base(path)
	if servesMaildir(path, folder) {
		return true
	}
	if folder {
		return hidden(name) && !isMaildir(path) || leftOut[name] || path == f.except || isCache(path)
	}
	return hidden(name) || debris(name)
}

// byRule reports whether rules leave a path out.
func (f *filter) byRule(path string, folder bool) bool {
	if out, decided := f.match(f.rules, f.root, path, folder); decided {
		return out
	}
	for dir := path; dir != f.root; {
		dir = filepath.Dir(dir)
		if out, decided := f.match(f.rulesIn(dir), dir, path, folder); decided {
			return out
		}
	}
	return false
}

// match asks the rules of a folder about a path below it.
func (f *filter) match(rules ignore.Rules, dir, path string, folder bool) (out, decided bool) {
	if rules.Empty() {
		return false, false
	}
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		return false, false
	}
	return rules.Match(filepath.ToSlash(rel), folder)
}

// rulesIn returns the rules of the IgnoreFile in a folder. One that cannot be read has none.
func (f *filter) rulesIn(dir string) ignore.Rules {
	rules, known := f.files[dir]
	if !known {
		rules = readRules(filepath.Join(dir, IgnoreFile))
		f.files[dir] = rules
	}
	return rules
}

func readRules(path string) ignore.Rules {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return ignore.Rules{}
	}
	file, err := reader.Open(path)
	if err != nil {
		return ignore.Rules{}
	}
	defer func() { _ = file.Close() }() // only read from
	text, err := io.ReadAll(io.LimitReader(file, maxIgnoreFileBytes))
	if err != nil {
		return ignore.Rules{}
	}
	return ignore.Parse(string(text))
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") }

// leftOut names the folders that programs fill with what nobody wrote to be read.
var leftOut = map[string]bool{
	"node_modules": true, "bower_components": true, "__pycache__": true, "__MACOSX": true,
	"$RECYCLE.BIN": true, "System Volume Information": true, "lost+found": true,
}

// debris reports whether a name is that of a file which programs leave beside a document while it is open or seen.
func debris(name string) bool {
	switch name {
	case "Thumbs.db", "desktop.ini", cacheTag:
		return true
	}
	return strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~")
}

// cacheTag marks a folder as a cache that can be made again (https://bford.info/cachedir/).
const cacheTag = "CACHEDIR.TAG"

func isCache(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, cacheTag))
	return err == nil
}
