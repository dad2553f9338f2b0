// Command documents reads a folder of files as Footnote reads them, each in a worker process, and prints a table of what became
// of them, a row a format.
//
//	go run ./index/documents [-v] FOLDER
//
// Where a reference reader is installed, its words are counted against ours: pdftotext's for PDF, LibreOffice's for the office
// formats. Recall is the share of the reference's words that are found, precision the share of ours that the reference has, as
// multisets; the mean is that of files, pooled is that of words. A file that the reference reads and Footnote does not counts with
// recall 0, and is listed with its reason. -v lists every file that is refused, and every one below 98 %, with the words that make
// the difference.
//
// Start reading at measure; words says what a word is.
package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"

	"footnote/index/extract"
)

// workerArgument makes this program a worker that reads files for the one that started it.
const workerArgument = "-read-as-worker"

func main() {
	if len(os.Args) == 3 && os.Args[1] == workerArgument {
		if err := extract.Serve(os.Stdin, os.Stdout, os.Args[2], func() { os.Exit(0) }); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	verbose := flag.Bool("v", false, "list the files that are refused, and those whose words differ, with the reasons")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: documents [-v] FOLDER")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, flag.Arg(0), *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "documents:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder string, verbose bool) error {
	paths, err := files(folder)
	if err != nil {
		return err
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

// files lists the files under folder in the order of their paths.
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
