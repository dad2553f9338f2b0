package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

var hostilities = []hostility{
	{name: "names with line ends and control characters", make: func(h *hostile, dir string) error {
		return writeAll(dir, "two\nlines.txt", "tab\t.txt", "bell\a.md", "escape\x1b[31m.txt", "carriage\rreturn.txt", "del\x7f.txt", "\n", " .txt", "a\u2028b.txt")
	}},
	{name: "names that are no UTF-8", make: func(h *hostile, dir string) error {
		return writeAll(dir, "latin\xe9.txt", "\xff\xfe.md", "half\xc3.txt", "surrogate\xed\xa0\x80.txt", "\x80/inner.txt", "same\xff.txt", "same\xfe.txt")
	}},
	{name: "names of 255 bytes", make: func(h *hostile, dir string) error {
		return writeAll(dir, strings.Repeat("n", 251)+".txt", strings.Repeat("é", 125)+".txt", strings.Repeat("d", 255)+"/"+strings.Repeat("f", 252)+".md")
	}},
	{name: "names as of options and commands", make: func(h *hostile, dir string) error {
		return writeAll(dir, "-rf", "--help.txt", "--", "-.md", "$(touch hurt).txt", "`touch hurt`.md", "a;b.txt", "a|b.txt", "%s%n.txt", "'; DROP TABLE document; --.txt", "*.txt", "?.md", "~.txt", "con.txt", "aux", "nul.md", "dot..txt", "trailing .", "{a,b}.md")
	}},
	{name: "names that look alike", make: func(h *hostile, dir string) error {
		return writeAll(dir, "caf\u00e9.txt", "cafe\u0301.txt", "CAF\u00c9.TXT", "\u202etxt.gpj.md", "zero\u200bwidth.txt", "\ufeffbom.txt", "a\u0301\u0301\u0301\u0301.txt")
	}},
	{name: "a deep nesting", make: func(h *hostile, dir string) error { return nest(dir, "d", 1500) }},
	{name: "a nesting of long names", make: func(h *hostile, dir string) error { return nest(dir, strings.Repeat("x", 200), 40) }},
	{name: "links in circles", make: func(h *hostile, dir string) error {
		return link(dir, map[string]string{"self": "self", "a": "b", "b": "a", "up": "..", "here": ".", "root": "/", "home": h.path("home"), "dangling": "nowhere", "through.txt": "self/a.txt"})
	}},
	{name: "links to what is elsewhere", make: func(h *hostile, dir string) error {
		return link(dir, map[string]string{"zero.txt": "/dev/zero", "random.md": "/dev/urandom", "tty.txt": "/dev/tty", "passwd.txt": "/etc/passwd", "library.txt": filepath.Join(h.library(), "library.db"), "proc": "/proc/self/root"})
	}},
	{name: "pipes and sockets", make: func(h *hostile, dir string) error {
		return errors.Join(writeAll(dir, "between.txt"), makePipe(filepath.Join(dir, "pipe.txt")), makePipe(filepath.Join(dir, "pipe.pdf")), makeSocket(dir, "socket.md"))
	}},
	{name: "devices", make: func(h *hostile, dir string) error {
		return errors.Join(writeAll(dir, "between.txt"), makeDevice(filepath.Join(dir, "zero.txt"), 1, 5), makeDevice(filepath.Join(dir, "full.pdf"), 1, 7), makeDevice(filepath.Join(dir, "random.md"), 1, 9))
	}},
	{name: "files and folders without rights", bound: true, make: func(h *hostile, dir string) error {
		return errors.Join(
			writeAll(dir, "closed.txt", "open.txt", "vault/inner.txt", "unlisted/inner.txt", "unentered/inner.txt"),
			os.Chmod(filepath.Join(dir, "closed.txt"), 0),
			os.Chmod(filepath.Join(dir, "vault"), 0), os.Chmod(filepath.Join(dir, "unlisted"), 0o300), os.Chmod(filepath.Join(dir, "unentered"), 0o400))
	}},
	{name: "rights that change", bound: true, make: func(h *hostile, dir string) error {
		return writeAll(filepath.Join(dir, "changing"), "1.txt", "2.txt", "3/4.txt", "3/5.md")
	}, restless: func(h *hostile, dir string) error {
		path := filepath.Join(dir, "changing", []string{"1.txt", "2.txt", "3", ""}[h.random.IntN(4)])
		return os.Chmod(path, []fs.FileMode{0, 0o755, 0o755}[h.random.IntN(3)])
	}},
	{name: "files that come and go", make: func(h *hostile, dir string) error { return writeAll(dir, "1.txt") }, restless: func(h *hostile, dir string) error {
		path := filepath.Join(dir, "going", fmt.Sprint(h.random.IntN(5)), fmt.Sprintf("%d.md", h.random.IntN(10)))
		if h.random.IntN(3) == 0 {
			return os.RemoveAll(filepath.Dir(path))
		}
		return writeAll(filepath.Dir(path), filepath.Base(path))
	}},
	{name: "files that grow", make: func(h *hostile, dir string) error { return writeAll(dir, "log.txt", "log.csv", "log.md") }, restless: func(h *hostile, dir string) error {
		return appendTo(filepath.Join(dir, "log."+[]string{"txt", "csv", "md"}[h.random.IntN(3)]), "The beans, again.\n")
	}},
	{name: "files that are now folders, now links", make: func(h *hostile, dir string) error { return writeAll(dir, "what.txt") }, restless: func(h *hostile, dir string) error {
		path := filepath.Join(dir, "what.txt")
		if err := os.RemoveAll(path); err != nil {
			return err
		}
		switch h.random.IntN(4) {
		case 0:
			return writeAll(path, "inner.txt")
		case 1:
			return os.Symlink(h.path("home"), path)
		case 2:
			return makePipe(path)
		}
		return writeAll(dir, "what.txt")
	}},
	{name: "files with holes", make: func(h *hostile, dir string) error {
		return errors.Join(writeAll(dir, "a.txt"), hollow(filepath.Join(dir, "hole.txt"), 8<<30), hollow(filepath.Join(dir, "hole.bin"), 1<<40), hollow(filepath.Join(dir, "hole.pdf"), 300<<20))
	}},
	{name: "empty files of every kind", make: func(h *hostile, dir string) error {
		errs := []error{writeAll(dir, "a.txt")}
		for _, kind := range strings.Fields("txt md pdf docx odt rtf epub pptx odp doc xls ppt xlsx ods csv html mhtml rst adoc org tex 1 go json yaml toml xml log ipynb srt vtt eml mbox msg zip tar 7z png jpg tiff") {
			errs = append(errs, writeFile(filepath.Join(dir, "empty."+kind), "", written))
		}
		return errors.Join(errs...)
	}},
	{name: "noise of every kind", make: func(h *hostile, dir string) error {
		errs := []error{writeAll(dir, "a.txt")}
		for _, kind := range strings.Fields("txt md pdf docx odt rtf epub pptx odp xlsx ods csv html mhtml rst adoc org tex json yaml toml xml ipynb srt eml mbox msg zip tar 7z png jpg tiff") {
			noise := make([]byte, 1+h.random.IntN(20_000))
			for i := range noise {
				noise[i] = byte(h.random.UintN(256))
			}
			errs = append(errs, writeFile(filepath.Join(dir, "noise."+kind), string(noise), written))
		}
		return errors.Join(errs...)
	}},
	{name: "rules that make no sense", make: func(h *hostile, dir string) error {
		return errors.Join(
			writeFile(filepath.Join(dir, "a", ".footnoteignore"), strings.Repeat("[", 10_000)+"\n**/**/**/**/**/x\n!\n\\\n\xff\n", written),
			os.MkdirAll(filepath.Join(dir, "b", ".footnoteignore"), 0o755), writeAll(dir, "a/1.txt", "b/1.txt"),
			makePipe(filepath.Join(dir, ".footnoteignore")))
	}},
	{name: "many names for one file", make: func(h *hostile, dir string) error {
		errs := []error{writeAll(dir, "one.txt")}
		for i := range 200 {
			errs = append(errs, os.Link(filepath.Join(dir, "one.txt"), filepath.Join(dir, fmt.Sprintf("one %d.txt", i))))
		}
		return errors.Join(errs...)
	}},
	{name: "many empty folders", make: func(h *hostile, dir string) error {
		var errs []error
		for i := range 2000 {
			errs = append(errs, os.MkdirAll(filepath.Join(dir, fmt.Sprint(i%50), fmt.Sprint(i)), 0o755))
		}
		return errors.Join(errs...)
	}},
	{name: "a folder within itself", make: func(h *hostile, dir string) error {
		return errorsOf(func() error { return writeAll(dir, "a.txt") }, func() error {
			return h.mountBound(dir, filepath.Join(dir, "again"), false)
		})
	}},
	{name: "other programs' libraries", make: func(h *hostile, dir string) error {
		return errors.Join(writeAll(dir, ".git/config", "node_modules/x/readme.md", "library.db", "library.moving", "x/library.db-wal", "cache/CACHEDIR.TAG", "new/1", "cur/1", "tmp/1"))
	}},
}

// nest makes nested folders, deeper than a path can be long, with a file in every fiftieth.
func nest(dir, name string, depth int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	at, err := os.OpenRoot(dir)
	for i := 0; i < depth && err == nil; i++ {
		if i%50 == 0 {
			if err = at.WriteFile("file.txt", []byte("The beans are watered.\n"), 0o644); err != nil {
				break
			}
		}
		if err = at.Mkdir(name, 0o755); err != nil {
			break
		}
		var next *os.Root
		next, err = at.OpenRoot(name)
		_ = at.Close() // nothing was written through it
		at = next
	}
	if at != nil {
		_ = at.Close()
	}
	return err
}

// hollow makes a sparse file: large, but without data.
func hollow(path string, bytes int64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Truncate(bytes), f.Close())
}
