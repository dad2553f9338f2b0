package main

import (
	"errors"
	"os/exec"
)

const nobody = 0

func giveTo(string, int) error { return errors.ErrUnsupported }

func runAs(*exec.Cmd, uint32) {}
