package cli_test

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// terminal returns both ends of a terminal with this many columns.
func terminal(t testing.TB, columns uint16) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no terminals can be made here: %v", err)
	}
	t.Cleanup(func() { _ = master.Close() })
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(int(master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns}); err != nil {
		t.Fatal(err)
	}
	return master, slave
}

// onTerminal runs the program with a terminal of this many columns for its output, and returns all its output.
func onTerminal(l library, columns uint16, env []string, args ...string) string {
	l.t.Helper()
	return typing(l, columns, env, "", args...)
}

// typing is onTerminal for a person who types answers, one per line.
func typing(l library, columns uint16, env []string, answers string, args ...string) string {
	l.t.Helper()
	master, slave := terminal(l.t, columns)
	printed := make(chan string)
	go func() {
		out, _ := io.ReadAll(master) // ends with an error when the last writer is gone
		printed <- string(out)
	}()
	c := l.command(args...)
	c.Env = append(c.Env, env...)
	c.Stdout, c.Stderr = slave, slave
	if answers != "" {
		c.Stdin = slave
		if _, err := master.WriteString(answers); err != nil {
			l.t.Fatal(err)
		}
	}
	err := c.Run()
	_ = slave.Close()
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
