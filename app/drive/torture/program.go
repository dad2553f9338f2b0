package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"footnote/app/drive/torture/trace"
)

// patience bounds how long a command may take before it counts as hanging. None takes more than a few seconds on an idle machine.
const patience = 90 * time.Second

// marker marks the processes of a stage in their environment, so that leftover ones can be found.
const marker = "FOOTNOTE_TORTURE"

// An outcome is the result of a run of the program.
type outcome struct {
	args           []string
	stdout, stderr string
	code           int // -1 if a signal ended it
	hung           bool
	err            error // why it could not be run
	trace          trace.Report
}

// errorf returns an error that says what is wrong with an outcome, and shows it.
func (o outcome) errorf(format string, args ...any) error {
	if o.err != nil {
		return fmt.Errorf("footnote %s: %w", strings.Join(o.args, " "), o.err)
	}
	return fmt.Errorf("footnote %s: %s: %s", strings.Join(o.args, " "), fmt.Sprintf(format, args...), excerpt(o.stderr, 600))
}

// excerpt returns the beginning and the end of a long text.
func excerpt(text string, bytes int) string {
	text = strings.TrimSpace(text)
	if len(text) <= bytes {
		return text
	}
	return text[:bytes/2] + " … " + text[len(text)-bytes/2:]
}

// environ returns the program's environment.
func (s *stage) environ() []string {
	env := []string{
		"HOME=" + s.path("home"), "XDG_DATA_HOME=" + s.path("home", "data"), "XDG_CONFIG_HOME=" + s.path("home", "config"),
		"XDG_CACHE_HOME=" + s.path("cache"), "TMPDIR=" + s.path("tmp"), "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"), marker + "=" + s.root,
	}
	for _, name := range []string{"SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA", "APPDATA"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// run runs the program to its end.
func (s *stage) run(ctx context.Context, args ...string) outcome { return s.start(ctx, nil, args...)() }

// start starts the program and returns a function that waits for its end. as, if not nil, changes the process before it starts.
func (s *stage) start(ctx context.Context, as func(*exec.Cmd), args ...string) (wait func() outcome) {
	cmd := exec.Command(s.program, args...)
	cmd.Env, cmd.Dir = s.environ(), s.root
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second // a worker that outlives the program keeps its output open
	if as != nil {
		as(cmd)
	}
	o := outcome{args: args}
	if o.err = cmd.Start(); o.err != nil {
		return func() outcome { return o }
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // its ProcessState has the result
		close(ended)
	}()
	return func() outcome {
		timer := time.NewTimer(s.patience)
		defer timer.Stop()
		select {
		case <-ended:
		case <-ctx.Done():
			o.err = ctx.Err()
		case <-timer.C:
			o.hung = true
		}
		if o.hung || o.err != nil {
			_ = cmd.Process.Signal(syscall.SIGQUIT) // Go programs print their stacks
			select {
			case <-ended:
			case <-time.After(3 * time.Second):
			}
			_ = cmd.Process.Kill() // it may have ended already
			<-ended
		}
		o.stdout, o.stderr, o.code = stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
		s.note(o)
		return o
	}
}

// traced runs the program under package trace.
func (s *stage) traced(ctx context.Context, opt trace.Options, args ...string) (o outcome) {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	o.args = args
	stdout, err := os.Create(s.path("stdout"))
	if err != nil {
		return outcome{args: args, err: err}
	}
	stderr, err := os.Create(s.path("stderr"))
	if err != nil {
		return outcome{args: args, err: errors.Join(err, stdout.Close())}
	}
	cmd := exec.Command(s.program, args...)
	cmd.Env, cmd.Dir, cmd.Stdout, cmd.Stderr = s.environ(), s.root, stdout, stderr
	o.trace, err = trace.Run(ctx, cmd, opt)
	if o.hung = errors.Is(err, context.DeadlineExceeded); !o.hung {
		o.err = err
	}
	o.code = o.trace.Code
	for file, text := range map[*os.File]*string{stdout: &o.stdout, stderr: &o.stderr} {
		data, err := os.ReadFile(file.Name())
		o.err = errors.Join(o.err, err, file.Close(), os.Remove(file.Name()))
		*text = string(data)
	}
	s.note(o)
	return o
}

// note adds an outcome to the stage's log.
func (s *stage) note(o outcome) {
	killed := ""
	if o.trace.Killed {
		killed = ", killed at " + o.trace.Call
	}
	_, _ = fmt.Fprintf(s.log, "$ footnote %s\n%s%s[exit code %d%s]\n", strings.Join(o.args, " "), o.stdout, o.stderr, o.code, killed) // for a person
}

// A passage is a passage as the program prints it in JSON.
type passage struct {
	Path  string `json:"path"`
	Title string `json:"title"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// passages returns the passages that a search printed.
func (o outcome) passages() ([]passage, error) {
	var printed struct {
		Passages []passage `json:"passages"`
	}
	err := o.decode(&printed)
	return printed.Passages, err
}

// decode decodes the program's JSON output.
func (o outcome) decode(into any) error {
	if err := json.Unmarshal([]byte(o.stdout), into); err != nil {
		return o.errorf("prints no JSON (%v): %s", err, excerpt(o.stdout, 200))
	}
	return nil
}
