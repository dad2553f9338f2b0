package instance_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"footnote/app/instance"
)

// TestMain lets the test binary act as another process, which holds a library until it is killed.
func TestMain(m *testing.M) {
	if library := os.Getenv("HOLD"); library != "" {
		if _, err := instance.Hold(library); err != nil {
			os.Exit(1)
		}
		_, _ = os.Stdout.WriteString("held")
		select {}
	}
	os.Exit(m.Run())
}

func hold(t *testing.T, library string) *instance.Instance {
	t.Helper()
	i, err := instance.Hold(library)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestSecondRingsAtTheFirst(t *testing.T) {
	library := filepath.Join(t.TempDir(), "library")
	first := hold(t, library)
	if _, err := instance.Hold(library); !errors.Is(err, instance.ErrHeld) {
		t.Fatalf("the second got %v, want ErrHeld", err)
	}
	other := hold(t, library+"-2")
	if err := instance.Ring(library, instance.Request{}); err != nil {
		t.Fatal(err)
	}
	<-first.Rung()
	select {
	case <-other.Rung():
		t.Error("it rang at another library's window")
	default:
	}
	if err := errors.Join(first.Close(), other.Close()); err != nil {
		t.Fatal(err)
	}
	if err := instance.Ring(library, instance.Request{}); err == nil {
		t.Error("rang where nobody is")
	}
	if err := hold(t, library).Close(); err != nil {
		t.Error(err)
	}
}

func TestLibraryOfAKilledProgramCanBeHeld(t *testing.T) {
	library := filepath.Join(t.TempDir(), "library")
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "HOLD="+library)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 4)); err != nil {
		t.Fatal(err)
	}
	if _, err := instance.Hold(library); !errors.Is(err, instance.ErrHeld) {
		t.Errorf("while the other runs: %v, want ErrHeld", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	i := hold(t, library)
	if err := instance.Ring(library, instance.Request{}); err != nil {
		t.Errorf("the bell of the killed program is in the way: %v", err)
	}
	select {
	case <-i.Rung():
	case <-time.After(time.Minute):
		t.Error("it does not ring")
	}
	if err := i.Close(); err != nil {
		t.Error(err)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := instance.Hold(filepath.Join(file, "library")); err == nil || errors.Is(err, instance.ErrHeld) {
		t.Errorf("got %v, want another error", err)
	}
}

func TestMoveHoldsAnotherLibrary(t *testing.T) {
	library := filepath.Join(t.TempDir(), "library")
	moved := library + "-moved"
	i, other := hold(t, library), hold(t, library+"-2")
	if err := i.Move(library + "-2"); !errors.Is(err, instance.ErrHeld) {
		t.Errorf("moved to a library that is held: %v", err)
	}
	if _, err := instance.Hold(library); !errors.Is(err, instance.ErrHeld) {
		t.Errorf("the library is let go though it could not be moved: %v", err)
	}
	if err := i.Move(moved); err != nil {
		t.Fatal(err)
	}
	if err := instance.Ring(moved, instance.Request{}); err != nil {
		t.Fatal(err)
	}
	<-i.Rung()
	if err := errors.Join(hold(t, library).Close(), i.Close(), other.Close()); err != nil {
		t.Error(err)
	}
}
