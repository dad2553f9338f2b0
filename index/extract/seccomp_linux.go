//go:build linux && (amd64 || arm64)

package extract

import (
	"os"
	"runtime"
	"slices"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A callRule allows a system call. If it has a mask, it allows only calls with an argument whose masked bits are as wanted.
type callRule struct {
	number     uintptr
	argument   uint32
	mask, want uint32
}

// freely returns rules that allow system calls with any arguments.
func freely(numbers ...uintptr) []callRule {
	rules := make([]callRule, len(numbers))
	for i, number := range numbers {
		rules[i] = callRule{number: number}
	}
	return rules
}

// The flags of clone(2) with which Go and C libraries make threads, and those that they may add.
const (
	threadFlags = unix.CLONE_VM | unix.CLONE_SIGHAND | unix.CLONE_THREAD
	mayBeThread = threadFlags | unix.CLONE_FS | unix.CLONE_FILES | unix.CLONE_SYSVSEM | unix.CLONE_SETTLS |
		unix.CLONE_PARENT_SETTID | unix.CLONE_CHILD_CLEARTID | unix.CLONE_CHILD_SETTID | unix.CLONE_DETACHED
)

// whileReading returns rules for the system calls that a Go program needs to compute, and to read and write open files. None of them opens a file,
// makes a socket or a process, or touches another process.
func whileReading() []callRule {
	self := uint32(os.Getpid())
	return slices.Concat(
		freely(
			unix.SYS_READ, unix.SYS_READV, unix.SYS_PREAD64, unix.SYS_WRITE, unix.SYS_WRITEV, unix.SYS_CLOSE, unix.SYS_FSTAT, unix.SYS_LSEEK,
			unix.SYS_RECVMSG, unix.SYS_PIPE2, unix.SYS_EVENTFD2, unix.SYS_EPOLL_CREATE1, unix.SYS_EPOLL_CTL, unix.SYS_EPOLL_PWAIT,
			unix.SYS_MUNMAP, unix.SYS_MREMAP, unix.SYS_MADVISE, unix.SYS_BRK, unix.SYS_MINCORE,
			unix.SYS_FUTEX, unix.SYS_SCHED_YIELD, unix.SYS_SCHED_GETAFFINITY, unix.SYS_MEMBARRIER, unix.SYS_RSEQ, unix.SYS_SET_ROBUST_LIST,
			unix.SYS_RT_SIGACTION, unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN, unix.SYS_SIGALTSTACK, unix.SYS_RESTART_SYSCALL,
			unix.SYS_NANOSLEEP, unix.SYS_CLOCK_NANOSLEEP, unix.SYS_CLOCK_GETTIME, unix.SYS_CLOCK_GETRES, unix.SYS_GETTIMEOFDAY,
			unix.SYS_GETPID, unix.SYS_GETTID, unix.SYS_GETRUSAGE, unix.SYS_GETRANDOM, unix.SYS_EXIT, unix.SYS_EXIT_GROUP,
		),
		freely(alsoWhileReading...),
		[]callRule{
			{unix.SYS_MMAP, 2, unix.PROT_EXEC, 0}, // PDFium is compiled and mapped by now
			{unix.SYS_MPROTECT, 2, unix.PROT_EXEC, 0},
			{unix.SYS_CLONE, 0, ^uint32(mayBeThread) | threadFlags, threadFlags},
			{unix.SYS_TGKILL, 0, ^uint32(0), self}, // Go wakes its threads with it
			{unix.SYS_KILL, 0, ^uint32(0), self},   // and ends itself with it
			{unix.SYS_FCNTL, 1, ^uint32(0), unix.F_GETFL},
			{unix.SYS_FCNTL, 1, ^uint32(0), unix.F_SETFL},
			{unix.SYS_FCNTL, 1, ^uint32(0), unix.F_GETFD},
			{unix.SYS_FCNTL, 1, ^uint32(0), unix.F_SETFD},
			{unix.SYS_PRCTL, 0, ^uint32(0), unix.PR_SET_VMA}, // Go names its memory with it
		},
	)
}

// firstNewCall is the number from which on C libraries fall back to older system calls if one is missing. clone3 is the first of them; a filter
// cannot see its arguments.
const firstNewCall = unix.SYS_CLONE3

// Offsets of a system call's parts in struct seccomp_data (linux/seccomp.h). Its arguments are eight bytes each.
const (
	callNumber    = 0
	callArch      = 4
	callArguments = 16
)

// filterOf returns a program for the kernel that allows system calls by rules. It refuses all others, and all calls made as on another processor,
// such as those of 32-bit programs.
func filterOf(rules []callRule) []unix.SockFilter {
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	jump := func(test uint16, k uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | test | unix.BPF_K, K: k, Jt: yes, Jf: no}
	}
	give := func(verdict uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: verdict}
	}
	refuse, unknown := unix.SECCOMP_RET_ERRNO|uint32(unix.EPERM), unix.SECCOMP_RET_ERRNO|uint32(unix.ENOSYS)
	program := []unix.SockFilter{load(callArch), jump(unix.BPF_JEQ, callsArch, 1, 0), give(refuse)}
	for _, r := range rules {
		program = append(program, load(callNumber))
		if r.mask == 0 {
			program = append(program, jump(unix.BPF_JEQ, uint32(r.number), 0, 1))
		} else {
			program = append(program,
				jump(unix.BPF_JEQ, uint32(r.number), 0, 4),
				load(callArguments+8*r.argument),
				unix.SockFilter{Code: unix.BPF_ALU | unix.BPF_AND | unix.BPF_K, K: r.mask},
				jump(unix.BPF_JEQ, r.want, 0, 1))
		}
		program = append(program, give(unix.SECCOMP_RET_ALLOW))
	}
	return append(program, load(callNumber), jump(unix.BPF_JGE, firstNewCall, 0, 1), give(unknown), give(refuse))
}

// filterCalls has the kernel refuse all system calls of this process that no rule allows. It cannot be undone.
func filterCalls(rules []callRule) error { return load(filterOf(rules)) }

// load has a program decide on every system call of all threads of this process.
func load(program []unix.SockFilter) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	p := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	failed, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&p)))
	switch {
	case errno != 0:
		return errno
	case failed != 0: // a thread has its own filter
		return unix.EBUSY
	}
	return nil
}
