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

// Landlock restricts which files a process may touch (https://docs.kernel.org/userspace-api/landlock.html). It applies to a thread and to what that
// thread starts. The program therefore starts each worker from a restricted thread that does nothing else, so all threads of the worker are
// restricted from its first instruction. A worker may read what it runs from, and write only compiled code to the cache.

// What Landlock controls, by its version. It allows whatever it does not control.
const (
	landlockFiles    = 1<<13 - 1                                                             // version 1: read, write, make, remove and run
	landlockScopes   = unix.LANDLOCK_SCOPE_SIGNAL | unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET // version 6
	landlockNetworks = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
)

// The rights that a worker can have to a file or folder.
const (
	mayRead = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR
	mayRun  = mayRead | unix.LANDLOCK_ACCESS_FS_EXECUTE
	mayKeep = mayRead | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE |
		unix.LANDLOCK_ACCESS_FS_MAKE_REG | unix.LANDLOCK_ACCESS_FS_REMOVE_FILE
)

// landlockVersion returns the kernel's version of Landlock, or 0 if it has none.
func landlockVersion() int {
	version, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if errno != 0 {
		return 0
	}
	return int(version)
}

// startHeld starts a process restricted by Landlock, if the kernel supports that and the process is this program itself: nobody knows which files
// another program runs from. It returns the version of Landlock, or 0, and a function to call when the process has ended.
func startHeld(c *exec.Cmd, cacheDir string) (version int, ended func(), err error) {
	own, err := os.Executable()
	if path, pathErr := filepath.EvalSymlinks(c.Path); err != nil || pathErr != nil || path != own {
		return 0, func() {}, c.Start()
	}
	started, done := make(chan error), make(chan struct{})
	onThreadOfItsOwn(func() {
		version = holdThread(allowed(own, cacheDir))
		started <- c.Start()
		<-done // the process ends with this thread: see process.Isolate
	})
	err = <-started
	return version, func() { close(done) }, err
}

// onThreadOfItsOwn calls a function on a thread that runs nothing else and ends with it. It does not wait. It never uses the process's first thread,
// which stands for the whole process to others and does not end.
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
		go run() // on another thread: this one is locked until it runs
		<-locked
		runtime.UnlockOSThread()
	}()
}

// allowed returns a worker's rights by path: to the files that it runs from, to what tells it about the system, and to the code that it compiles.
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

// mapped returns the files whose code this process has in memory.
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

// loader returns the path of this program's dynamic loader; "" if it has none.
func loader() string {
	program, err := elf.Open("/proc/self/exe")
	if err != nil {
		return ""
	}
	defer func() { _ = program.Close() }() // only read: nothing to lose
	for _, part := range program.Progs {
		if part.Type == elf.PT_INTERP {
			path, _ := io.ReadAll(part.Open()) // a path cut short is not found
			return strings.TrimRight(string(path), "\x00")
		}
	}
	return ""
}

// holdThread restricts the calling thread. It returns the version of Landlock, or 0 if it could not.
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
	defer func() { _ = unix.Close(int(set)) }() // the thread keeps the rules
	for path, may := range rights {
		allow(int(set), path, may&handled.Handled_access_fs) // a missing file needs no rule
	}
	if unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != nil {
		return 0
	}
	if _, _, errno := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, set, 0, 0); errno != 0 {
		return 0
	}
	return version
}

// allow adds a rule to a ruleset.
func allow(set int, path string, rights uint64) {
	const forFiles = unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE
	at, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		return
	}
	defer func() { _ = unix.Close(at) }() // the ruleset keeps the file
	var info unix.Stat_t
	if unix.Fstat(at, &info) == nil && info.Mode&unix.S_IFMT != unix.S_IFDIR {
		rights &= forFiles
	}
	rule := unix.LandlockPathBeneathAttr{Allowed_access: rights, Parent_fd: int32(at)}
	_, _, _ = unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, uintptr(set), unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&rule)), 0, 0, 0) // if it fails, the worker may do less
}
