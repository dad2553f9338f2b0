package trace

import (
	"context"
	"errors"
	"os/exec"
	"testing"
	"time"
)

func sleeper(t *testing.T) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath("sleep")
	if err != nil {
		t.Skip(err)
	}
	return exec.Command(path, "60")
}

// Where calls cannot be watched, a delay has to do.
func TestUnwatched(t *testing.T) {
	soon := Moment{At: 1, Delay: 10 * time.Millisecond}
	report, err := runUnwatched(t.Context(), sleeper(t), Options{When: soon})
	if err != nil || report.Watched || !report.Reached || !report.Killed || report.Code != -1 {
		t.Errorf("%+v, %v", report, err)
	}
	cmd, called := sleeper(t), 0
	report, err = runUnwatched(t.Context(), cmd, Options{When: soon, Do: func() { called++; _ = cmd.Process.Kill() }})
	if err != nil || !report.Reached || report.Killed || called != 1 {
		t.Errorf("%+v, %v, called %d times", report, err, called)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err = runUnwatched(ctx, sleeper(t), Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if _, err = runUnwatched(t.Context(), sleeper(t), Options{Clock: time.Hour}); !errors.Is(err, ErrUnwatched) {
		t.Errorf("got %v", err)
	}
}
