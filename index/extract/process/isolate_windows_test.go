package process

import (
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sys/windows"
)

func TestNoProgramOpensAConsole(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tool := exec.Command(program, "-test.run=^$")
	if err := StartTool(tool, true); err != nil {
		t.Fatal(err)
	}
	if err := tool.Wait(); err != nil {
		t.Error(err)
	}
	worker := exec.Command(program)
	Isolate(worker)
	for name, c := range map[string]*exec.Cmd{"tool": tool, "worker": worker} {
		if c.SysProcAttr.CreationFlags&windows.CREATE_NO_WINDOW == 0 {
			t.Errorf("a %s opens a console", name)
		}
	}
}
