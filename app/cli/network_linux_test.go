package cli_test

import (
	"net"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// TestNothingNeedsANetwork indexes, searches and asks in a network namespace of its own, which has no interface that is up.
func TestNothingNeedsANetwork(t *testing.T) {
	l := newLibrary(t)
	dir := write(t, map[string]string{"lease.txt": rent})
	alone := func(args ...string) (string, error) {
		c := l.command(args...)
		c.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET}
		out, err := c.CombinedOutput()
		return string(out), err
	}
	probe := exec.Command("cat", "/proc/net/route")
	probe.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET}
	routes, err := probe.Output()
	if err != nil {
		t.Skipf("this system gives no network namespace: %v", err)
	}
	if strings.Count(string(routes), "\n") > 1 {
		t.Fatalf("the namespace has routes:\n%s", routes)
	}
	for _, args := range [][]string{
		{"index", "--", dir}, {"search", "How much is the rent?"}, {"ask", "How much is the rent?"}, {"status"}, {"text", "--", dir + "/lease.txt"},
	} {
		if out, err := alone(args...); err != nil {
			t.Errorf("footnote %s without a network: %v\n%s", short(args), err, out)
		}
	}
}

// TestNothingIsSentByDefault does the same where everything that speaks HTTP would be led to a listener, which nobody may call.
func TestNothingIsSentByDefault(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var calls atomic.Int64
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			calls.Add(1)
			_ = c.Close() // being called is all there is to know
		}
	}()
	l := newLibrary(t)
	dir := write(t, map[string]string{"lease.txt": rent})
	for _, args := range [][]string{{"index", "--", dir}, {"search", "How much is the rent?"}, {"ask", "How much is the rent?"}, {"status"}} {
		c := l.command(args...)
		proxy := "http://" + listener.Addr().String()
		c.Env = append(c.Env, "HTTP_PROXY="+proxy, "HTTPS_PROXY="+proxy, "ALL_PROXY="+proxy, "OLLAMA_HOST="+listener.Addr().String())
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("footnote %s: %v\n%s", short(args), err, out)
		}
	}
	if err := listener.Close(); err != nil {
		t.Error(err)
	}
	if n := calls.Load(); n > 0 {
		t.Errorf("%d connections were made", n)
	}
}
