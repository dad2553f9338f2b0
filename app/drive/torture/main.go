// Command torture mistreats the built program, as bad luck would, and checks that nothing is lost, changed or wrongly reported.
//
//	go run ./app/drive/torture [-quick] [-seed N] [-only NAMES] [-round N] [-soak TIME] ./footnote
//
// `make torture` builds what it needs and runs everything. It works in its own folders under the system's folder for temporary files, with its own
// home, and needs no network and no display.
//
// # How to read the table
//
//	      what  rounds  failures  took
//	kill: sync      50         0   54s  49 killed
//
// Each line is a trial: one way to mistreat the program, in a number of rounds that differ at random. A round fails if the program did something
// that it must never do:
//
//   - it panicked, hung, was ended by a signal, left processes behind, or printed words that are Go's or SQLite's and not a person's;
//   - a file outside its library, its settings, its cache and the folder for temporary files is not as it was;
//   - the library does not open, or a document in it is not whole: text, places, spans, words of the index and vectors, each held to a
//     library that was left in peace;
//   - a passage is not the bytes of its document that it says it is;
//   - it said that something is done, and that is not so;
//   - the next run does not come to the state of a library that was left in peace.
//
// The remarks after the numbers show that the rounds did what they should: how many processes were killed before their end, how often the program
// refused. A trial that can't run here, for example without the right to mount file systems, says so. Below the table, each failure has the command
// that repeats it (if processes race, the result may differ) and the folder that keeps everything: its file log has the program's commands and
// their output. The exit code is 1 if anything failed.
//
// # The trials
//
// kill ends the program at a random system call (package trace), and runs it again. full disk gives it too little space, and then enough.
// corruption damages its files. two writers lets two commands, or a command and a window, write to one library. library deleted deletes the library
// during work, worker killed ends the processes that read files, and drive away disconnects the documents' drive and connects it again. read-only
// takes permissions away. clock set back shows the program another time, and gives files times that no calendar has. hostile folder is full of
// files that are hard to walk. soak keeps one process at work and checks that it ends with as few goroutines, handles and bytes as it began with;
// if -raced names a build that finds data races, it uses that.
//
// A check that can't fail is worth nothing: -plant does to the library what the program must never do, and the exit code must be 1.
//
// Start reading at trial.do. Each trial has its own file, and state.go describes the contents of a library.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	failures, err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "torture:", err)
		os.Exit(2)
	}
	if failures > 0 {
		os.Exit(1)
	}
}

// trials returns all trials, in the order of the table.
func trials() []trial {
	return slices.Concat(kills(), fills(), corruptions(), hostileExports(), twoWriters(), libraryDeleted(), workersKilled(), drivesAway(), readOnly(), clocks(), hostileFolders(), soaks())
}

// flags returns the command line that repeats this plan, without trial and program.
func (p plan) flags() []string {
	all := []string{"-seed", strconv.FormatUint(p.seed, 10), "-round", strconv.Itoa(p.round), "-soak", p.soak.String(), "-plant", p.plant, "-cache", p.cache}
	if p.quick {
		all = append(all, "-quick")
	}
	return all
}

func run(ctx context.Context) (failures int, err error) {
	var p plan
	var only, child, window string
	flag.StringVar(&only, "only", "", "run only these trials: names separated by commas")
	flag.Uint64Var(&p.seed, "seed", uint64(time.Now().UnixNano()), "seed of the random choices, to repeat a run")
	flag.IntVar(&p.round, "round", 0, "run only this round of each trial")
	flag.BoolVar(&p.quick, "quick", false, "run few rounds of each trial")
	flag.DurationVar(&p.soak, "soak", 0, "how long to keep one process at work (default: an hour, with -quick half a minute)")
	flag.StringVar(&p.raced, "raced", "", "this command built with -race, for the trial that finds data races")
	flag.StringVar(&p.cache, "cache", "", "initial contents of the program's cache")
	flag.StringVar(&p.plant, "plant", "", "plant a fault, which must be reported: "+plantNames())
	flag.StringVar(&child, "trial", "", "run only this trial and print its result as JSON")
	flag.StringVar(&window, "window", "", "keep this library open like a window, until the input ends")
	flag.Parse()
	if flag.NArg() != 1 {
		return 0, errors.New("name the program, for example: torture ./footnote")
	}
	if p.program, err = filepath.Abs(flag.Arg(0)); err != nil {
		return 0, err
	}
	if _, ok := plants[p.plant]; !ok && p.plant != "" {
		return 0, fmt.Errorf("there is no fault %q to plant; there are %s", p.plant, plantNames())
	}
	if p.soak == 0 {
		p.soak = time.Hour
		if p.quick {
			p.soak = 30 * time.Second
		}
	}
	if window != "" {
		return 0, beWindow(ctx, window, p.program)
	}
	if child != "" {
		return 0, doOne(ctx, child, p)
	}
	wanted, err := chosen(only)
	if err != nil {
		return 0, err
	}
	remove, err := p.warm(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, remove()) }()
	results := map[string]result{}
	for _, t := range wanted {
		tell("%s …", t.what)
		results[t.name] = t.apart(ctx, p)
	}
	return printResults(os.Stdout, wanted, results, p)
}

// chosen returns the trials with the given names, or all if none is given.
func chosen(names string) ([]trial, error) {
	all := trials()
	if names == "" {
		return all, nil
	}
	var wanted []trial
	for name := range strings.SplitSeq(names, ",") {
		i := slices.IndexFunc(all, func(t trial) bool { return t.name == name })
		if i < 0 {
			var known []string
			for _, t := range all {
				known = append(known, t.name)
			}
			return nil, fmt.Errorf("there is no trial %q; there are %s", name, strings.Join(known, ", "))
		}
		wanted = append(wanted, all[i])
	}
	return wanted, nil
}

// doOne runs one trial in this process.
func doOne(ctx context.Context, name string, p plan) error {
	wanted, err := chosen(name)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(wanted[0].do(ctx, p))
}
