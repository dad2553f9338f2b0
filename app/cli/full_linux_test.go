package cli_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// onFullDisk runs in its own namespace, where the folder $DISK is a small disk. It indexes $DOCS, lets another program take all the
// remaining space, and then searches, removes a document's source and searches again. It prints a line before each step, and the exit code
// after it.
const onFullDisk = `
set -u
mount -t tmpfs -o size=${SIZE}k tmpfs "$DISK" || exit 99
step() { echo "== $1"; shift; "$@" </dev/null 2>&1; echo "code $?"; }
step index "$FOOTNOTE" index "$DOCS" "$STAYS"
cat /dev/zero >"$DISK/others" 2>/dev/null
step search "$FOOTNOTE" search walrus
step remove "$FOOTNOTE" remove "$DOCS"
step status "$FOOTNOTE" status --json
step again "$FOOTNOTE" search walrus
`

// TestFullDisk searches and removes on a full disk: one that another program fills after documents were read, and one that their texts
// fill.
func TestFullDisk(t *testing.T) {
	docs, stays := t.TempDir(), write(t, map[string]string{"walrus.txt": walrus})
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		var text strings.Builder
		for range 2000 {
			fmt.Fprintf(&text, "w%d ", random.IntN(5000))
		}
		put(t, filepath.Join(docs, fmt.Sprintf("%03d.txt", i)), text.String())
	}
	for name, size := range map[string]int{"filled by another program": 30_000, "filled by the library": 8_000} {
		t.Run(name, func(t *testing.T) {
			disk := t.TempDir()
			l := library{t, filepath.Join(disk, "library")}
			c := exec.CommandContext(t.Context(), "sh", "-c", onFullDisk)
			c.Env = append(l.command().Env, fmt.Sprintf("SIZE=%d", size), "DISK="+disk, "DOCS="+docs, "STAYS="+stays, "FOOTNOTE="+built.program)
			c.SysProcAttr = &syscall.SysProcAttr{
				Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
				UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
				GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
			}
			var out bytes.Buffer
			c.Stdout, c.Stderr = &out, &out
			if err := c.Start(); err != nil {
				t.Skipf("this system does not give a process a world of its own: %v", err)
			}
			if _ = c.Wait(); c.ProcessState.ExitCode() == 99 {
				t.Skip("this system does not let a process have a disk of its own")
			}
			steps := map[string]string{}
			for _, step := range strings.Split(out.String(), "== ")[1:] {
				name, said, _ := strings.Cut(step, "\n")
				steps[name] = said
			}
			code := func(step string) string {
				said := strings.TrimSpace(steps[step])
				return said[strings.LastIndex(said, "\n")+1:]
			}
			wantIndex := map[string]string{"filled by another program": "code 0", "filled by the library": "code 2"}[name]
			if code("index") != wantIndex || code("search") == "code 2" || code("remove") != "code 0" || code("status") != "code 0" {
				t.Fatalf("%s", out.String())
			}
			s := decode[state](t, strings.TrimSuffix(strings.TrimSpace(steps["status"]), "code 0"))
			if len(s.Sources) != 1 || s.Sources[0].Path != stays || s.BytesOnDisk > 1<<20 {
				t.Errorf("after remove: %+v", s)
			}
			if name == "filled by another program" && code("again") != "code 0" {
				t.Errorf("what stays is not found:\n%s", steps["again"])
			}
		})
	}
}
