//go:build !linux

package extract

import (
	"errors"
	"os"
	"os/exec"
)

// passesFiles says that workers open their files by their paths.
const passesFiles = false

// takesNetwork says that a tool may be started without a network.
const takesNetwork = false

// A handover is of no use here.
type handover struct{}

func newHandover(*exec.Cmd) (*handover, error) { return nil, nil }

func (*handover) started() {}

func (*handover) close() {}

func (*handover) pass(*os.File) error { return errors.ErrUnsupported }

func receiveFile() (*os.File, error) { return nil, errors.ErrUnsupported }
