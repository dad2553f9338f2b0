//go:build !linux

package main

import "errors"

func mountMemory(string, int64) error       { return errors.ErrUnsupported }
func resize(string, int64) error            { return errors.ErrUnsupported }
func mountAgain(string, string, bool) error { return errors.ErrUnsupported }
func unmount(string) error                  { return errors.ErrUnsupported }
