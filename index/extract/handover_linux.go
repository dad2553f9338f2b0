package extract

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"

	"golang.org/x/sys/unix"
)

// passesFiles reports that workers open no files: the program opens a file and passes it to the worker.
const passesFiles = true

// takesNetwork reports that tools can be started without a network.
const takesNetwork = true

// A handover is the program's end of the socket on which it passes open files to a worker.
type handover struct{ own, workers *os.File }

// handoverFile is the file descriptor of the worker's end.
const handoverFile = 3

// newHandover makes a socket, and has a command that is about to start inherit the worker's end.
func newHandover(c *exec.Cmd) (*handover, error) {
	ends, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	h := &handover{own: os.NewFile(uintptr(ends[0]), "handover"), workers: os.NewFile(uintptr(ends[1]), "handover")}
	c.ExtraFiles = []*os.File{h.workers}
	return h, nil
}

// started closes the worker's end, which the process has inherited.
func (h *handover) started() { _ = h.workers.Close() }

func (h *handover) close() {
	_ = h.workers.Close() // in case the process never started
	_ = h.own.Close()     // nothing is lost: the worker is gone
}

// pass passes a file to the worker.
func (h *handover) pass(f *os.File) error {
	err := unix.Sendmsg(int(h.own.Fd()), []byte{0}, unix.UnixRights(int(f.Fd())), nil, unix.MSG_NOSIGNAL)
	runtime.KeepAlive(f)
	if err != nil {
		return fmt.Errorf("pass a file: %w", err)
	}
	return nil
}

var errNoHandover = errors.New("no file came")

// receiveFile waits for a file that pass passes. It runs in the worker.
func receiveFile() (*os.File, error) {
	var note [1]byte
	rights := make([]byte, unix.CmsgSpace(4))
	for {
		_, n, _, _, err := unix.Recvmsg(handoverFile, note[:], rights, unix.MSG_CMSG_CLOEXEC)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return nil, err
		}
		messages, err := unix.ParseSocketControlMessage(rights[:n])
		if err != nil || len(messages) != 1 {
			return nil, errNoHandover
		}
		files, err := unix.ParseUnixRights(&messages[0])
		if err != nil || len(files) != 1 {
			return nil, errNoHandover
		}
		return os.NewFile(uintptr(files[0]), "document"), nil
	}
}
