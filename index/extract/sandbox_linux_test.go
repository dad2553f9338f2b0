package extract_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

// An order says what a probing worker tries. It is the content of the file that the worker reads.
type order struct {
	File    string // of the user
	Folder  string // that the user can write to
	Address string // where a server listens
	Process int    // another process of the user
	Threads bool   // make threads too
}

// An attempt is something that a reader of files must not do. try returns nil if nothing refused it.
type attempt struct {
	name string
	try  func(order) error
}

// attempts are the harmless attempts.
var attempts = []attempt{
	{"read the system's file", func(order) error { _, err := os.ReadFile("/etc/passwd"); return err }},
	{"read the person's file", func(o order) error { _, err := os.ReadFile(o.File); return err }},
	{"look whether a file is there", func(o order) error { _, err := os.Stat(o.File); return err }},
	{"list a folder", func(o order) error { _, err := os.ReadDir(o.Folder); return err }},
	{"write a file", func(o order) error { return os.WriteFile(filepath.Join(o.Folder, "new"), []byte("x"), 0o600) }},
	{"change a file", func(o order) error { f, err := os.OpenFile(o.File, os.O_RDWR, 0); return errors.Join(err, f.Close()) }},
	{"make a folder", func(o order) error { return os.Mkdir(filepath.Join(o.Folder, "sub"), 0o700) }},
	{"rename a file", func(o order) error { return os.Rename(o.File, o.File) }},
	{"remove a file", func(o order) error { return os.Remove(filepath.Join(o.Folder, "of no use")) }},
	{"make a link", func(o order) error { return os.Symlink("/etc/passwd", filepath.Join(o.Folder, "link")) }},
	{"open a socket of the internet", func(order) error { return socket(unix.AF_INET) }},
	{"open a socket of this computer", func(order) error { return socket(unix.AF_UNIX) }},
	{"connect", func(o order) error {
		c, err := net.Dial("tcp", o.Address)
		if err == nil {
			err = c.Close()
		}
		return err
	}},
	{"run a program", func(order) error {
		p, err := os.StartProcess("/bin/true", []string{"true"}, &os.ProcAttr{})
		if err == nil {
			_, err = p.Wait()
		}
		return err
	}},
	{"signal another process", func(o order) error { return unix.Kill(o.Process, 0) }},
	{"make a program of memory", func(order) error {
		memory, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE|unix.PROT_EXEC, unix.MAP_PRIVATE|unix.MAP_ANON)
		return errors.Join(err, ignore(memory))
	}},
	{"raise a limit", func(order) error { return unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }},
	{"change a process's name", func(order) error { return unix.Prctl(unix.PR_SET_DUMPABLE, 1, 0, 0, 0) }},
}

func ignore(memory []byte) error {
	if memory == nil {
		return nil
	}
	return unix.Munmap(memory)
}

func socket(family int) error {
	fd, err := unix.Socket(family, unix.SOCK_STREAM, 0)
	if err == nil {
		err = unix.Close(fd)
	}
	return err
}

// wild are attempts that would end a process that is not refused them, or that need privileges.
var wild = []attempt{
	{"trace another process", func(o order) error {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := unix.PtraceSeize(o.Process)
		if err == nil {
			err = unix.PtraceDetach(o.Process)
		}
		if errors.Is(err, unix.ESRCH) { // attached, and running
			err = nil
		}
		return err
	}},
	{"read another process's memory", func(o order) error {
		own := make([]byte, 1)
		_, err := unix.ProcessVMReadv(o.Process, []unix.Iovec{{Base: &own[0], Len: 1}}, []unix.RemoteIovec{{Base: uintptr(unsafe.Pointer(&own[0])), Len: 1}}, 0)
		if errors.Is(err, unix.EFAULT) { // nothing is at that address
			err = nil
		}
		return err
	}},
	{"fork", func(order) error { return rawClone(uintptr(unix.SIGCHLD)) }},
	{"fork as vfork does", func(order) error { return rawClone(unix.CLONE_VM | unix.CLONE_VFORK | uintptr(unix.SIGCHLD)) }},
	{"clone3", func(order) error { _, _, errno := unix.RawSyscall(unix.SYS_CLONE3, 0, 0, 0); return known(errno) }},
	{"leave its namespaces", func(order) error { return unix.Unshare(unix.CLONE_NEWUSER) }},
	{"replace its program", func(order) error { return unix.Exec("/bin/true", []string{"true"}, nil) }},
	{"set up io_uring", func(order) error {
		_, _, errno := unix.RawSyscall(unix.SYS_IO_URING_SETUP, 0, 0, 0)
		return known(errno)
	}},
	{"load a program into the kernel", func(order) error { _, _, errno := unix.RawSyscall(unix.SYS_BPF, 0, 0, 0); return known(errno) }},
	{"mount", func(order) error { return known(errnoOf(unix.Mount("", "/nowhere", "", 0, ""))) }},
	{"be another's number of a system call", func(order) error {
		if runtime.GOARCH != "amd64" {
			return unix.EPERM // there is no other
		}
		const x32 = 0x40000000
		_, _, errno := unix.RawSyscall(x32|unix.SYS_GETPID, 0, 0, 0)
		return errno // 0 counts as no refusal
	}},
}

func rawClone(flags uintptr) error {
	child, _, errno := unix.RawSyscall6(unix.SYS_CLONE, flags, 0, 0, 0, 0, 0)
	if errno == 0 && child == 0 {
		unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
	}
	return known(errno)
}

// known returns nil if the kernel accepted the call, and only rejected its arguments.
func known(errno syscall.Errno) error {
	if errno == unix.EPERM || errno == unix.ENOSYS {
		return errno
	}
	return nil
}

func errnoOf(err error) syscall.Errno {
	var errno syscall.Errno
	_ = errors.As(err, &errno) // 0 if it is none
	return errno
}

// probe tries what an order says, and returns the order's text with a line for each attempt that was not refused.
func probe(text string) string {
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return err.Error()
	}
	var said strings.Builder
	fmt.Fprintln(&said, "probed")
	all := attempts
	if o.Threads {
		all = append(all, wild...)
	}
	for _, a := range all {
		ended := make(chan error)
		go func() { ended <- a.try(o) }() // on any thread
		if err := <-ended; !errors.Is(err, fs.ErrPermission) && !errors.Is(err, unix.ENOSYS) {
			fmt.Fprintf(&said, "not refused: %s (%v)\n", a.name, err)
		}
	}
	return said.String()
}

func lackSandbox() {
	if err := extract.LackSandbox(); err != nil {
		panic(err)
	}
}

// sandboxed skips a test if the kernel has no seccomp.
func sandboxed(t *testing.T) {
	t.Helper()
	if _, err := os.Stat("/proc/sys/kernel/seccomp/actions_avail"); err != nil {
		t.Skip("this kernel has no seccomp")
	}
}

// probed has a worker of a kind try everything that a file could make it try.
func probed(t *testing.T, kind string, threads bool) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	o := order{File: written(t, "letter.txt", []byte("dear")), Folder: t.TempDir(), Address: listener.Addr().String(), Process: os.Getpid(), Threads: threads}
	if err := os.WriteFile(filepath.Join(o.Folder, "of no use"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	asked, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := pool(t, 1, kind).File(t.Context(), written(t, "order.txt", asked))
	if err != nil || !strings.HasPrefix(doc.Text, "probed") {
		t.Fatalf("the worker read %q (%v)", doc.Text, err)
	}
	if entries, err := os.ReadDir(o.Folder); err != nil || kind == "probe" && len(entries) != 1 {
		t.Errorf("the folder holds %v (%v), want what was in it", entries, err)
	}
	return doc.Text
}

// A worker that a file has taken over can do nothing but read that file.
func TestAWorkerCanOnlyReadItsFile(t *testing.T) {
	sandboxed(t)
	if said := probed(t, "probe", true); strings.TrimSpace(said) != "probed" {
		t.Error(said)
	}
}

// On a kernel without sandboxing, workers read as usual. This also shows that nothing else refuses the attempts.
func TestAWorkerReadsOnAnOldKernel(t *testing.T) {
	sandboxed(t)
	said := probed(t, "old kernel", false)
	if got := strings.Count(said, "not refused"); got != len(attempts) {
		t.Errorf("%d of %d attempts were not refused, want all:\n%s", got, len(attempts), said)
	}
}

// Landlock alone keeps a worker from the user's files, from programs and from other processes.
func TestAWorkerIsHeldFromItsStart(t *testing.T) {
	sandboxed(t)
	if version := extract.LandlockVersion(); version < 6 {
		t.Skipf("this kernel has version %d of Landlock: too early to refuse all that is tried", version)
	}
	said := probed(t, "held", false)
	harmless := []string{"look whether a file is there", "open a socket", "make a program of memory", "raise a limit", "change a process's name"}
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "not refused") && !slices.ContainsFunc(harmless, func(name string) bool { return strings.Contains(line, name) }) {
			t.Error(line)
		}
	}
}

// A tool reaches no network, not even a server on this computer.
func TestToolsHaveNoNetwork(t *testing.T) {
	if protection, err := pool(t, 1, "serve").Protection(t.Context()); err != nil || !protection.Network {
		t.Skipf("this system gives nobody a network of his own (%v)", err)
	}
	script, _ := dialer(t)
	if out, err := exec.Command(script, "stdin").Output(); err != nil || !strings.Contains(string(out), "connected") {
		t.Fatalf("the tool itself says %q (%v): it shows nothing", out, err)
	}
	picture := written(t, "scan.png", extracttest.PNG(t, extracttest.PictureOf(t, "")))
	for name, file := range map[string]func(context.Context, string, ...string) (doc.Document, error){
		"for a worker": pool(t, 1, "serve").File, "for an Extractor": extract.New("").File,
	} {
		if doc, err := file(t.Context(), picture); err != nil || doc.Text != "refused" {
			t.Errorf("%s: the server was %s (%v)", name, doc.Text, err)
		}
	}
}

// dialer stands in for Tesseract, and connects to a server of the test.
func dialer(t *testing.T) (script, address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	address = listener.Addr().String()
	extracttest.WithTool(t, "tesseract", "case \"$1\" in\n--version) echo tesseract 5.0;;\n--list-langs) echo List;;\n"+
		"*) cat > /dev/null; "+asWorker+"=dial FOOTNOTE_TEST_DIAL="+address+" exec '"+os.Args[0]+"';;\nesac\n")
	return filepath.Join(os.Getenv("PATH"), "tesseract"), address
}

// On a kernel without protection, files are read as usual, tools run, and Protection says so.
func TestAProgramReadsOnAnOldKernel(t *testing.T) {
	sandboxed(t)
	dialer(t)
	program := exec.Command(os.Args[0])
	program.Env = append(os.Environ(), asWorker+"=old program", "FOOTNOTE_TEST_FILE="+written(t, "scan.png", extracttest.PNG(t, extracttest.PictureOf(t, ""))))
	out, err := program.CombinedOutput()
	if want := "\"connected\" <nil>\n{Landlock:0 Seccomp:false Network:false} <nil>\n"; err != nil || string(out) != want {
		t.Errorf("it says %q (%v), want %q", out, err, want)
	}
}

// Workers get all protection that this kernel has.
func TestPoolTellsItsProtection(t *testing.T) {
	sandboxed(t)
	protection, err := pool(t, 1, "serve").Protection(t.Context())
	if err != nil || !protection.Seccomp || protection.Landlock != extract.LandlockVersion() {
		t.Errorf("%+v, %v; the kernel has version %d of Landlock", protection, err, extract.LandlockVersion())
	}
}
