package drive

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// startWithin is how long a virtual display may take to start; an idle machine takes a few tenths of a second.
const startWithin = 30 * time.Second

// A Display is a virtual screen: a running Xvfb that keeps its image in a file.
type Display struct {
	name string // as in the variable DISPLAY
	dir  string // its own temporary folder, which holds the image
	cmd  *exec.Cmd
	done chan struct{} // closed when Xvfb has ended
}

// Open starts a virtual screen on a free display number. width and height are in pixels. The caller closes it.
func Open(ctx context.Context, width, height int) (*Display, error) {
	if err := Missing(); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "footnote-display-")
	if err != nil {
		return nil, fmt.Errorf("open display: %w", err)
	}
	d := &Display{dir: dir, done: make(chan struct{})}
	if err := d.start(ctx, width, height); err != nil {
		_ = os.RemoveAll(dir) // the first error matters more
		return nil, fmt.Errorf("open display: %w", err)
	}
	return d, nil
}

// start runs Xvfb, which chooses a display number itself and writes it to descriptor 3 when it accepts clients.
func (d *Display) start(ctx context.Context, width, height int) error {
	number, told, err := os.Pipe()
	if err != nil {
		return err
	}
	defer number.Close()
	var complaints bytes.Buffer
	d.cmd = exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height),
		"-fbdir", d.dir, "-nolisten", "tcp", "-noreset")
	d.cmd.ExtraFiles = []*os.File{told}
	d.cmd.Stderr = &complaints
	err = d.cmd.Start()
	_ = told.Close() // Xvfb has its own copy; without ours, the pipe ends when Xvfb does
	if err != nil {
		return err
	}
	go func() {
		_ = d.cmd.Wait() // Wait reports the signal that ends it as an error
		close(d.done)
	}()
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = d.cmd.Process.Kill() })
	defer stop()
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		_ = d.cmd.Process.Kill()
		<-d.done
		return fmt.Errorf("start Xvfb: %w: %s", err, strings.TrimSpace(complaints.String()))
	}
	d.name = ":" + strings.TrimSpace(line)
	return nil
}

// Close ends the display and every program with a window there.
func (d *Display) Close() error {
	_ = d.cmd.Process.Kill() // an error means that it has ended already
	<-d.done
	// A killed server leaves its lock and socket behind, named after its number.
	number := strings.TrimPrefix(d.name, ":")
	_ = os.Remove("/tmp/.X" + number + "-lock")
	_ = os.Remove("/tmp/.X11-unix/X" + number)
	return os.RemoveAll(d.dir)
}

// Frame returns the current image of the screen.
func (d *Display) Frame() (image.Image, error) {
	data, err := os.ReadFile(filepath.Join(d.dir, "Xvfb_screen0"))
	if err != nil {
		return nil, fmt.Errorf("read screen: %w", err)
	}
	return decodeXWD(data)
}

// StillFrame returns the image of the screen once it has stopped changing, apart from a blinking cursor.
func (d *Display) StillFrame(ctx context.Context) (image.Image, error) {
	var last *image.NRGBA
	err := waitFor(ctx, "the screen to stand still", func() (bool, error) {
		now, err := d.Frame()
		if err != nil {
			return false, err
		}
		before := last
		last = now.(*image.NRGBA)
		return before != nil && alike(before, last), nil
	})
	return last, err
}

// alike reports whether two frames have the same size and differ in less than a thousandth of their bytes.
func alike(a, b *image.NRGBA) bool {
	if len(a.Pix) != len(b.Pix) {
		return false
	}
	differ := 0
	for i := range a.Pix {
		if a.Pix[i] != b.Pix[i] {
			differ++
		}
	}
	return differ*1000 < len(a.Pix)
}
