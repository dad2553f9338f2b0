package cli_test

import (
	"bytes"
	"os"
	"strings"
	"syscall"
	"testing"
)

// TestNoNetworkIsNeeded indexes, searches and asks in a namespace without any network, not even loopback.
func TestNoNetworkIsNeeded(t *testing.T) {
	l := newLibrary(t)
	documents := write(t, map[string]string{"lease.txt": rent})
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"index", documents}, "1 document added"},
		{[]string{"search", "How much is the rent?"}, "780 crowns"},
		{[]string{"ask", "How much is the rent?"}, "780 crowns"},
	} {
		command := l.command(c.args...)
		command.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
			UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
		}
		var out bytes.Buffer
		command.Stdout, command.Stderr = &out, &out
		if err := command.Start(); err != nil {
			t.Skipf("this system does not take its network from a process: %v", err)
		}
		if err := command.Wait(); err != nil || !strings.Contains(out.String(), c.want) {
			t.Errorf("%v: %v\n%s", c.args, err, out.String())
		}
	}
}
