package cli_test

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// onTerminal runs the program with a terminal of so many columns for its output and returns all it printed.
func onTerminal(l library, columns uint16, env []string, args ...string) string {
	l.t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		l.t.Skipf("no terminals can be made here: %v", err)
	}
	defer func() { _ = master.Close() }()
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		l.t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		l.t.Fatal(err)
	}
	terminal, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		l.t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(int(master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns}); err != nil {
		l.t.Fatal(err)
	}
	printed := make(chan string)
	go func() {
		out, _ := io.ReadAll(master) // ends with an error when the last writer is gone
		printed <- string(out)
	}()
	c := l.command(args...)
	c.Env = append(c.Env, env...)
	c.Stdout, c.Stderr = terminal, terminal
	err = c.Run()
	_ = terminal.Close()
	if err != nil {
		l.t.Fatalf("%v: %s", err, <-printed)
	}
	return strings.ReplaceAll(<-printed, "\r\n", "\n")
}

func TestOnATerminal(t *testing.T) {
	dir := write(t, map[string]string{"walrus.txt": walrus})
	l := newLibrary(t)
	index := onTerminal(l, 60, nil, "index", dir)
	if !strings.Contains(index, "\r\x1b[K") || !strings.HasPrefix(index[strings.LastIndex(index, "\x1b[K"):], "\x1b[KUp to date") {
		t.Errorf("indexing prints %q, want a line that is rewritten and then gone", index)
	}
	out := onTerminal(l, 40, nil, "search", "walrus clams")
	if !strings.Contains(out, "\x1b[1mwalrus\x1b[0m") {
		t.Errorf("the words that matched are not bold in %q", out)
	}
	if plain := onTerminal(l, 40, []string{"NO_COLOR=1"}, "search", "walrus clams"); strings.Contains(plain, "\x1b") ||
		!strings.Contains(plain, "    The walrus sleeps on the ice and\n    eats clams from") {
		t.Errorf("on 40 columns without colour it prints %q", plain)
	}
}
