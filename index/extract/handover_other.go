//go:build !linux

package extract

import (
	"errors"
	"os"
	"os/exec"
)

// passesFiles reports that workers open no files; here they open them by path.
const passesFiles = false

// takesNetwork reports that tools can be started without a network.
const takesNetwork = false

// A handover does nothing on this system.
type handover struct{}

func newHandover(*exec.Cmd) (*handover, error) { return nil, nil }

func (*handover) started() {}

func (*handover) close() {}

func (*handover) pass(*os.File) error { return errors.ErrUnsupported }

func receiveFile() (*os.File, error) { return nil, errors.ErrUnsupported }
