// Command documents reads a folder of files as Footnote does, each in a worker process, and prints a table of the results, one row per
// format.
//
//	go run ./index/documents [-old] [-v] FOLDER
//
// If a reference reader is installed, the command compares its words with ours: pdftotext for PDF, LibreOffice for the office formats.
// Recall is the share of the reference's words that we find, precision the share of our words that the reference has, both as multisets.
// The mean is over files, pooled is over words. A file that only the reference can read counts as recall 0 and is listed with the reason.
// -old has LibreOffice save the office documents as DOC, XLS and PPT first, and reads those.
// -v lists every refused file, and every file below 98 % with the words that differ.
//
// Start reading at measure; words defines a word.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"

	"footnote/index/extract"
)

// workerArgument makes this program a worker that reads files for its parent.
const workerArgument = "-read-as-worker"

func main() {
	if len(os.Args) == 3 && os.Args[1] == workerArgument {
		if err := extract.Serve(os.Stdin, os.Stdout, os.Args[2], func() { os.Exit(0) }); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	old := flag.Bool("old", false, "have LibreOffice save the office documents as DOC, XLS and PPT, and read those")
	verbose := flag.Bool("v", false, "list refused files with the reasons, and files whose words differ")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: documents [-old] [-v] FOLDER")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, flag.Arg(0), *old, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "documents:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder string, old, verbose bool) (err error) {
	paths, err := files(folder)
	if err != nil {
		return err
	}
	if old {
		var made converted
		paths, made, err = saveOlder(ctx, paths)
		defer func() { err = errors.Join(err, made.remove()) }()
		if err != nil {
			return err
		}
	}
	if len(paths) == 0 {
		return fmt.Errorf("%s holds no files", folder)
	}
	outcomes, err := measure(ctx, paths)
	if err != nil {
		return err
	}
	if err := printTable(os.Stdout, outcomes); err != nil {
		return err
	}
	return printFiles(os.Stdout, folder, outcomes, verbose)
}

// files lists the files under folder, sorted by path.
func files(folder string) ([]string, error) {
	var paths []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			paths = append(paths, path)
		}
		return err
	})
	return paths, err
}
