package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The limits of a reference reader. A file that exceeds one has no reference: LibreOffice makes gigabytes of some workbooks.
const (
	referenceTime  = 2 * time.Minute // for one file, or for a batch that LibreOffice converts
	referenceBytes = 64 << 20        // of text
)

// officeFilters are the LibreOffice filters that give the words of each format: text if possible, all sheets of a workbook as CSV, slides
// as a PDF.
var officeFilters = map[string]string{
	"docx": "txt:Text (encoded):UTF8", "odt": "txt:Text (encoded):UTF8", "rtf": "txt:Text (encoded):UTF8", "doc": "txt:Text (encoded):UTF8",
	"xlsx": "csv:Text - txt - csv (StarCalc):9,,76,1,,0,false,true,true,false,false,-1",
	"ods":  "csv:Text - txt - csv (StarCalc):9,,76,1,,0,false,true,true,false,false,-1",
	"xls":  "csv:Text - txt - csv (StarCalc):9,,76,1,,0,false,true,true,false,false,-1",
	"pptx": "pdf", "odp": "pdf", "ppt": "pdf",
}

// converted is a folder of LibreOffice's output, with a folder for each file. It is empty if LibreOffice is not installed.
type converted struct {
	dir    string
	folder map[string]string // by the file's path
}

func (c converted) remove() error {
	if c.dir == "" {
		return nil
	}
	return os.RemoveAll(c.dir)
}

// hasReference reports whether a reader is installed to compare files of a format with.
func hasReference(format string) bool {
	program := "soffice"
	if format == "pdf" {
		program = "pdftotext"
	} else if officeFilters[format] == "" {
		return false
	}
	_, err := exec.LookPath(program)
	return err == nil
}

// olderFormats are the formats of Office 97–2003 that LibreOffice can save newer ones as.
var olderFormats = map[string]string{"docx": "doc", "odt": "doc", "rtf": "doc", "xlsx": "xls", "ods": "xls", "pptx": "ppt", "odp": "ppt"}

// saveOlder has LibreOffice save office documents in older formats, and returns the copies. The caller removes what holds them.
func saveOlder(ctx context.Context, paths []string) (older []string, made converted, err error) {
	if !hasReference("docx") {
		return nil, made, errNoOffice
	}
	if made, err = convertOffice(ctx, paths, olderFormats); err != nil {
		return nil, made, err
	}
	for _, path := range paths {
		copies, _ := filepath.Glob(filepath.Join(made.folder[path], "*")) // the pattern is well formed
		for _, copied := range copies {
			named := filepath.Join(filepath.Dir(copied), filepath.Base(path)+filepath.Ext(copied))
			if err := os.Rename(copied, named); err != nil {
				return nil, made, err
			}
			older = append(older, named)
		}
	}
	return older, made, nil
}

var errNoOffice = errors.New("LibreOffice (soffice) is not installed")

// convertOffice has LibreOffice convert files by the filters of their formats. LibreOffice starts slowly, so it gets a batch at a time. If
// it aborts a batch, it gets those files one by one.
func convertOffice(ctx context.Context, paths []string, filters map[string]string) (converted, error) {
	const batch = 25
	var c converted
	if !hasReference("docx") {
		return c, nil
	}
	dir, err := os.MkdirTemp("", "footnote-documents-")
	if err != nil {
		return c, err
	}
	c = converted{dir: dir, folder: map[string]string{}}
	byFilter := map[string][]string{}
	for i, path := range paths {
		filter := filters[strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")]
		if filter == "" {
			continue
		}
		// The documents are read only, and the text of names that differ only in the extension would overwrite each other.
		link := filepath.Join(dir, "in", strconv.Itoa(i)+filepath.Ext(path))
		c.folder[path] = filepath.Join(dir, "out", strconv.Itoa(i))
		if err := errors.Join(os.MkdirAll(filepath.Dir(link), 0o700), linkTo(path, link)); err != nil {
			return c, err
		}
		byFilter[filter] = append(byFilter[filter], link)
	}
	for filter, links := range byFilter {
		fmt.Fprintf(os.Stderr, "LibreOffice converts %d files to %.3s\n", len(links), filter)
		for some := range slices.Chunk(links, batch) {
			if c.convert(ctx, filter, some...) != nil {
				for _, link := range some {
					_ = c.convert(ctx, filter, link) // a file that it cannot read has no reference
				}
			}
		}
	}
	return c, c.sort()
}

func linkTo(path, link string) error {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	return os.Symlink(absolute, link)
}

// convert runs LibreOffice with its own profile, so that it does not clash with one that is open.
func (c converted) convert(ctx context.Context, filter string, links ...string) error {
	const blockBytes = 512 // the unit of file sizes in sh's ulimit
	limited, cancel := context.WithTimeout(ctx, referenceTime)
	defer cancel()
	args := append([]string{
		"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(c.dir, "profile")),
		"--headless", "--convert-to", filter, "--outdir", filepath.Join(c.dir, "all"),
	}, links...)
	bounded := fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, referenceBytes/blockBytes)
	return exec.CommandContext(limited, "sh", append([]string{"-c", bounded, "soffice"}, args...)...).Run()
}

// sort moves the output for each file into its folder. A workbook becomes one file per sheet, named after both.
func (c converted) sort() error {
	made, err := filepath.Glob(filepath.Join(c.dir, "all", "*"))
	for _, path := range made {
		number := filepath.Base(path)
		number = number[:len(number)-len(strings.TrimLeft(number, "0123456789"))]
		folder := filepath.Join(c.dir, "out", number)
		err = errors.Join(err, os.MkdirAll(folder, 0o700), os.Rename(path, filepath.Join(folder, filepath.Base(path))))
	}
	return err
}

// referenceText returns the text that a reference reader finds in a file, and whether it could read the file.
func referenceText(ctx context.Context, office converted, path, format string) (text string, ok bool) {
	if !hasReference(format) {
		return "", false
	}
	if format == "pdf" {
		return pdfToText(ctx, path)
	}
	made, err := filepath.Glob(filepath.Join(office.folder[path], "*"))
	if err != nil || len(made) == 0 {
		return "", false
	}
	var b strings.Builder
	for _, path := range made {
		if filepath.Ext(path) == ".pdf" {
			drawn, _ := pdfToText(ctx, path)
			b.WriteString(drawn)
			continue
		}
		if info, err := os.Stat(path); err != nil || info.Size() >= referenceBytes {
			return "", false
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return "", false
		}
		b.Write(data)
		b.WriteByte('\n')
	}
	return b.String(), true
}

func pdfToText(ctx context.Context, path string) (text string, ok bool) {
	limited, cancel := context.WithTimeout(ctx, referenceTime)
	defer cancel()
	out, err := exec.CommandContext(limited, "pdftotext", "-q", "-enc", "UTF-8", path, "-").Output()
	return string(out), err == nil
}
