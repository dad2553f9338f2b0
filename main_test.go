package main

import (
	"errors"
	"testing"

	"footnote/app/cli"
)

func TestRecoverNoDisplay(t *testing.T) {
	open := func(panics any) (err error) {
		defer recoverNoDisplay(&err)
		if panics != nil {
			panic(panics)
		}
		return nil
	}
	if err := open(nil); err != nil {
		t.Errorf("without a panic: %v", err)
	}
	if err := open(errors.New("NotInitialized: The GLFW library is not initialized")); !errors.Is(err, cli.ErrNoDisplay) {
		t.Errorf("without a display: %v", err)
	}
	defer func() {
		if p := recover(); p != "our own slip" {
			t.Errorf("another panic became %v", p)
		}
	}()
	_ = open("our own slip")
	t.Error("another panic was swallowed")
}
