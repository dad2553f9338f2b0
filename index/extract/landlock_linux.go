package extract

import (
	"bufio"
	"debug/elf"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"

	"footnote/index/extract/pdf"
)

// Landlock keeps a process from files by their folders (https://docs.kernel.org/userspace-api/landlock.html). It holds a thread, and what
// that thread starts. So a worker is started from a thread of this program that is held and does nothing else: it is held from its first
// instruction, all its threads. It can read then what it is made of, and change nothing but the compiled code in the cache.

// What Landlock handles, by its version. What it does not handle is allowed.
const (
	landlockFiles    = 1<<13 - 1                                                             // version 1: to read, write, make, remove and run
	landlockScopes   = unix.LANDLOCK_SCOPE_SIGNAL | unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET // version 6
	landlockNetworks = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
)

// The rights that a worker has to a file or folder.
const (
	mayRead = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR
	mayRun  = mayRead | unix.LANDLOCK_ACCESS_FS_EXECUTE
	mayKeep = mayRead | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE |
		unix.LANDLOCK_ACCESS_FS_MAKE_REG | unix.LANDLOCK_ACCESS_FS_REMOVE_FILE
)

// landlockVersion is the version of Landlock that the kernel has; 0 for none.
func landlockVersion() int {
	version, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if errno != 0 {
		return 0
	}
	return int(version)
}

// startHeld starts a process that Landlock holds, where the kernel has it and the process is this program itself: what another is made of
// is not known. It returns the version of Landlock, or 0; and a function to call when the process has ended.
func startHeld(c *exec.Cmd, cacheDir string) (version int, ended func(), err error) {
	own, err := os.Executable()
	if path, pathErr := filepath.EvalSymlinks(c.Path); err != nil || pathErr != nil || path != own {
		return 0, func() {}, c.Start()
	}
	started, done := make(chan error), make(chan struct{})
	onThreadOfItsOwn(func() {
		version = holdThread(allowed(own, cacheDir))
		started <- c.Start()
		<-done // the process ends when the thread does: see isolate
	})
	err = <-started
	return version, func() { close(done) }, err
}

// onThreadOfItsOwn calls a function on a thread that nothing else runs on, and that ends with it. It does not wait. The thread is not the
// first of the process, which stands for all of it where other processes are concerned, and does not end.
func onThreadOfItsOwn(do func()) {
	locked := make(chan struct{})
	run := func() {
		runtime.LockOSThread() // for good
		close(locked)
		do()
	}
	go func() {
		runtime.LockOSThread()
		if unix.Gettid() != unix.Getpid() {
			run()
			return
		}
		go run() // on another thread, since this one is taken until it runs
		<-locked
		runtime.UnlockOSThread()
	}()
}

// allowed is what a worker may do to which files and folders: to those that it is made of, to what tells it of the system, and to the code
// that it compiles.
func allowed(program, cacheDir string) map[string]uint64 {
	rights := map[string]uint64{
		"/lib": mayRead, "/lib32": mayRead, "/lib64": mayRead, "/usr/lib": mayRead, "/usr/lib32": mayRead, "/usr/lib64": mayRead, "/usr/local/lib": mayRead,
		"/etc/ld.so.cache": mayRead, "/etc/ld.so.preload": mayRead, "/etc/localtime": mayRead, "/usr/share/zoneinfo": mayRead,
		"/proc": mayRead, "/sys/fs/cgroup": mayRead, "/sys/kernel/mm/transparent_hugepage": mayRead, "/sys/devices/system/cpu": mayRead,
		"/dev/null": mayRead | unix.LANDLOCK_ACCESS_FS_WRITE_FILE, "/dev/urandom": mayRead,
	}
	for _, library := range mapped() {
		rights[library] = mayRead
	}
	rights[program], rights[loader()] = mayRun, mayRun
	for _, compiled := range pdf.CompiledFolders(cacheDir) {
		rights[compiled] = mayKeep
	}
	return rights
}

// mapped are the files that this process is made of.
func mapped() []string {
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return nil
	}
	defer func() { _ = maps.Close() }() // only read: nothing to lose
	var files []string
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) == 6 && strings.Contains(fields[1], "x") && filepath.IsAbs(fields[5]) {
			files = append(files, fields[5])
		}
	}
	return files
}

// loader is the program that loads this one with its libraries; "" where it has none.
func loader() string {
	program, err := elf.Open("/proc/self/exe")
	if err != nil {
		return ""
	}
	defer func() { _ = program.Close() }() // only read: nothing to lose
	for _, part := range program.Progs {
		if part.Type == elf.PT_INTERP {
			path, _ := io.ReadAll(part.Open()) // what is cut short is no path
			return strings.TrimRight(string(path), "\x00")
		}
	}
	return ""
}

// holdThread has Landlock hold the thread that calls it. It returns the version, or 0 where it does not.
func holdThread(rights map[string]uint64) int {
	version := landlockVersion()
	if version == 0 {
		return 0
	}
	handled := unix.LandlockRulesetAttr{Handled_access_fs: landlockFiles}
	for since, more := range map[int]uint64{2: unix.LANDLOCK_ACCESS_FS_REFER, 3: unix.LANDLOCK_ACCESS_FS_TRUNCATE, 5: unix.LANDLOCK_ACCESS_FS_IOCTL_DEV} {
		if version >= since {
			handled.Handled_access_fs |= more
		}
	}
	if version >= 4 {
		handled.Handled_access_net = landlockNetworks
	}
	if version >= 6 {
		handled.Scoped = landlockScopes
	}
	set, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&handled)), unsafe.Sizeof(handled), 0)
	if errno != 0 {
		return 0
	}
	defer func() { _ = unix.Close(int(set)) }() // the thread keeps what was made of it
	for path, may := range rights {
		allow(int(set), path, may&handled.Handled_access_fs) // what is not there needs no rule
	}
	if unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != nil {
		return 0
	}
	if _, _, errno := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, set, 0, 0); errno != 0 {
		return 0
	}
	return version
}

// allow adds a rule to a set.
func allow(set int, path string, rights uint64) {
	const forFiles = unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE
	at, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		return
	}
	defer func() { _ = unix.Close(at) }() // the set keeps what it stands for
	var info unix.Stat_t
	if unix.Fstat(at, &info) == nil && info.Mode&unix.S_IFMT != unix.S_IFDIR {
		rights &= forFiles
	}
	rule := unix.LandlockPathBeneathAttr{Allowed_access: rights, Parent_fd: int32(at)}
	_, _, _ = unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, uintptr(set), unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&rule)), 0, 0, 0) // else the worker has less
}
