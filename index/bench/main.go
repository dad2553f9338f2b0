// Command bench measures the engine on generated text and prints one table: the speed and cost of indexing a folder, and the speed of
// answering questions, beside chromem-go's own search over the same vectors in the same run.
//
//	go run ./index/bench
//	go run ./index/bench -passages 10000
//
// The text and the order of the questions are the same in every run; only the machine differs. The command works in a temporary folder and
// removes it. Start reading at measure.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"footnote/index/bench/prose"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	sizes := flag.String("passages", "10000,100000", "approximate numbers of passages, one library each")
	questions := flag.Int("questions", 300, "how many questions to ask each library")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if flag.NArg() == 3 && flag.Arg(0) == indexChild {
		return indexInChild(ctx, flag.Arg(1), flag.Arg(2))
	}
	dir, err := os.MkdirTemp("", "footnote-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system cleans up what is left
	fmt.Fprintln(os.Stderr, "reading files")
	read, err := measureReading(ctx, dir)
	if err != nil {
		return err
	}
	var columns []figures
	for i, size := range strings.Split(*sizes, ",") {
		passages, err := strconv.Atoi(strings.TrimSpace(size))
		if err != nil {
			return fmt.Errorf("-passages: %w", err)
		}
		f, err := measure(ctx, filepath.Join(dir, strconv.Itoa(i)), passages, *questions)
		if err != nil {
			return err
		}
		columns = append(columns, f)
	}
	fmt.Printf("%s/%s, %d processors, %s\n\n%s\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), read)
	return printTable(os.Stdout, columns)
}

// bytesPerPassage is about the amount of generated text per passage, found by experiment.
const bytesPerPassage = 700

// measure generates text for about passages passages under dir, indexes it, and asks questions.
func measure(ctx context.Context, dir string, passages, questions int) (figures, error) {
	docs, library := filepath.Join(dir, "documents"), filepath.Join(dir, "library")
	w := prose.NewWriter()
	fmt.Fprintf(os.Stderr, "writing text for %d passages\n", passages)
	if err := w.Folder(docs, passages*bytesPerPassage); err != nil {
		return figures{}, err
	}
	asked := make([]string, questions)
	for i := range asked {
		asked[i] = w.Question()
	}
	fmt.Fprintln(os.Stderr, "indexing")
	f := figures{questions: questions}
	if err := measureIndexing(ctx, docs, library, &f); err != nil {
		return figures{}, err
	}
	fmt.Fprintln(os.Stderr, "searching")
	err := measureSearch(ctx, library, asked, &f)
	return f, err
}
