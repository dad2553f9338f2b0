package drive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// stopWithin is how long a program may take to end when asked. After that it is killed, and Close returns an error.
const stopWithin = 20 * time.Second

// A Program is a running program with a window on a Display.
type Program struct {
	display *Display
	home    string // a temporary folder in place of the user's home
	cmd     *exec.Cmd
	stderr  lockedBuffer
	window  string        // its number in X
	size    image.Point   // when it opened
	done    chan struct{} // closed when the program has ended
}

// Start runs a program with its home, settings and caches in a temporary folder. It waits for the program's window, makes it as large as
// the screen, and focuses it. The caller closes the program before the display.
func (d *Display) Start(ctx context.Context, executable string, args ...string) (*Program, error) {
	home, err := os.MkdirTemp("", "footnote-home-")
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", executable, err)
	}
	p := &Program{display: d, home: home}
	if err := p.launch(ctx, executable, args); err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", executable, err), p.Close())
	}
	return p, nil
}

// Restart asks the program to end, and starts it again in the same home.
func (p *Program) Restart(ctx context.Context) error {
	if err := p.stop(); err != nil {
		return fmt.Errorf("restart: %w", err)
	}
	if err := p.launch(ctx, p.cmd.Path, p.cmd.Args[1:]); err != nil {
		return fmt.Errorf("restart: %w", err)
	}
	return nil
}

// launch starts the program and waits for its window.
func (p *Program) launch(ctx context.Context, executable string, args []string) error {
	cmd, done := exec.Command(executable, args...), make(chan struct{})
	cmd.Dir, cmd.Env, cmd.Stderr = p.home, p.display.environ(p.home), &p.stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	p.cmd, p.done = cmd, done
	go func() {
		_ = cmd.Wait() // its ProcessState has the result
		close(done)
	}()
	return p.findWindow(ctx)
}

// environ returns this process's environment with the display's name and another home. Settings, caches and libraries are in their default
// places there.
func (d *Display) environ(home string) []string {
	var kept []string
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "XDG_") && !strings.HasPrefix(variable, "WAYLAND_") {
			kept = append(kept, variable)
		}
	}
	return append(kept, "DISPLAY="+d.name, "HOME="+home, "LC_ALL=en_US.UTF-8")
}

func (p *Program) findWindow(ctx context.Context) error {
	err := waitFor(ctx, "its window", func() (bool, error) {
		select {
		case <-p.done:
			return true, nil
		default:
		}
		out, err := p.xdotool(ctx, "search", "--onlyvisible", "--pid", fmt.Sprint(p.cmd.Process.Pid))
		p.window, _, _ = strings.Cut(out, "\n")
		return p.window != "", err
	})
	if err != nil {
		return err
	}
	if p.window == "" {
		return fmt.Errorf("the program ended without a window: %s: %s", p.cmd.ProcessState, strings.TrimSpace(p.Stderr()))
	}
	out, err := p.xdotool(ctx, "getwindowgeometry", "--shell", p.window)
	if err != nil {
		return err
	}
	for line := range strings.Lines(out) { // WIDTH=1280, HEIGHT=800
		_, _ = fmt.Sscanf(line, "WIDTH=%d", &p.size.X) // other lines do not match
		_, _ = fmt.Sscanf(line, "HEIGHT=%d", &p.size.Y)
	}
	if _, err := p.xdotool(ctx, "windowmove", p.window, "0", "0", "windowsize", p.window, "100%", "100%"); err != nil {
		return err
	}
	// No window manager gives the focus to a new window. The pointer moves to a corner, out of the picture.
	_, err = p.xdotool(ctx, "windowfocus", "--sync", p.window, "mousemove", "9999", "9999")
	return err
}

// OpenedSize returns the size of the window, in pixels, before it was made as large as the screen.
func (p *Program) OpenedSize() image.Point { return p.size }

// Home returns the folder in place of the user's home.
func (p *Program) Home() string { return p.home }

// Resize resizes the window, in pixels.
func (p *Program) Resize(ctx context.Context, width, height int) error {
	_, err := p.xdotool(ctx, "windowsize", "--sync", p.window, strconv.Itoa(width), strconv.Itoa(height))
	return err
}

// Type types text, in characters of a US keyboard.
func (p *Program) Type(ctx context.Context, text string) error {
	_, err := p.xdotool(ctx, "type", "--", text)
	return err
}

// Press presses keys one after another, by their X names: "Return", "Down", "ctrl+c".
func (p *Program) Press(ctx context.Context, keys ...string) error {
	_, err := p.xdotool(ctx, append([]string{"key", "--"}, keys...)...)
	return err
}

// Click clicks at a point in the window, in pixels from its upper left corner, and moves the pointer away again.
func (p *Program) Click(ctx context.Context, x, y int) error {
	_, err := p.xdotool(ctx, "mousemove", "--window", p.window, strconv.Itoa(x), strconv.Itoa(y), "click", "1", "mousemove", "9999", "9999")
	return err
}

// Wheel scrolls down by steps of the mouse wheel at a point in the window, and moves the pointer away again.
func (p *Program) Wheel(ctx context.Context, x, y, steps int) error {
	_, err := p.xdotool(ctx, "mousemove", fmt.Sprint(x), fmt.Sprint(y), "click", "--repeat", fmt.Sprint(steps), "--delay", "30", "5",
		"mousemove", "9999", "9999")
	return err
}

// Copy presses Ctrl+C until the program has put something on the clipboard, and returns that. It overwrites the clipboard.
func (p *Program) Copy(ctx context.Context) (string, error) {
	const before = "nothing was copied"
	if err := p.setClipboard(ctx, before); err != nil {
		return "", err
	}
	var text string
	err := waitFor(ctx, "something on the clipboard", func() (bool, error) {
		if err := p.Press(ctx, "ctrl+c"); err != nil {
			return false, err
		}
		var err error
		text, err = p.clipboard(ctx)
		return err == nil && text != before, err
	})
	return text, err
}

func (p *Program) setClipboard(ctx context.Context, text string) error {
	cmd := p.command(ctx, "xclip", "-selection", "clipboard", "-in")
	cmd.Stdin = strings.NewReader(text)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("write clipboard: %w", err)
	}
	return nil
}

func (p *Program) clipboard(ctx context.Context) (string, error) {
	out, err := p.command(ctx, "xclip", "-selection", "clipboard", "-out").Output()
	if err != nil {
		return "", fmt.Errorf("read clipboard: %w", err)
	}
	return string(out), nil
}

// Stderr returns what the program has printed to standard error so far.
func (p *Program) Stderr() string { return p.stderr.String() }

// Close asks the program to end, waits until it has, and removes its temporary home.
func (p *Program) Close() error { return errors.Join(p.stop(), os.RemoveAll(p.home)) }

// stop asks the program to end, if it is running, and waits until it has.
func (p *Program) stop() error {
	if p.cmd == nil {
		return nil
	}
	_ = p.cmd.Process.Signal(os.Interrupt) // an error means that it has ended already
	var late error
	select {
	case <-p.done:
	case <-time.After(stopWithin):
		late = fmt.Errorf("the program did not end within %s", stopWithin)
		_ = p.cmd.Process.Kill()
		<-p.done
	}
	return late
}

func (p *Program) xdotool(ctx context.Context, args ...string) (string, error) {
	out, err := p.command(ctx, "xdotool", args...).Output()
	if err != nil {
		return "", fmt.Errorf("xdotool %s: %w", args[0], err)
	}
	return string(out), nil
}

func (p *Program) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = p.display.environ(p.home)
	return cmd
}

// A lockedBuffer is a buffer that one goroutine may read while another writes.
type lockedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(data []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(data)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}
