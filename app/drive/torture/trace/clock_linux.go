package trace

import (
	"encoding/binary"
	"errors"
	"fmt"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Programs read the clock without a system call, by code that the system maps into them (vdso(7)). A program that does not know where that code is
// makes a system call, whose result can be changed.

// The tags of the auxiliary vector, of getauxval(3).
const (
	auxNull   = 0
	auxIgnore = 1
	auxVDSO   = 33 // AT_SYSINFO_EHDR
)

var errNoVector = errors.New("the program's auxiliary vector is not where it should be")

// hideClock makes a program that has not begun use system calls to read the clock. The program's stack has the number of its arguments, their
// addresses, a zero, the addresses of its environment, a zero, and the auxiliary vector.
func (t *tracee) hideClock() error {
	var info callInfo
	_, _, errno := syscall.Syscall6(syscall.SYS_PTRACE, unix.PTRACE_GET_SYSCALL_INFO, uintptr(t.pid), unsafe.Sizeof(info), uintptr(unsafe.Pointer(&info)), 0, 0)
	if errno != 0 {
		return errno
	}
	const word = 8
	at := info.Stack
	arguments, err := t.word(at)
	if err != nil {
		return err
	}
	at += (1 + arguments + 1) * word
	for {
		variable, err := t.word(at)
		if err != nil {
			return err
		}
		at += word
		if variable == 0 {
			break
		}
	}
	for ; ; at += 2 * word {
		tag, err := t.word(at)
		switch {
		case err != nil:
			return err
		case tag == auxVDSO:
			return t.setWord(at, auxIgnore)
		case tag == auxNull:
			return errNoVector
		}
	}
}

// shiftClock changes the time that a call has returned to the program.
func (t *tracee) shiftClock(c call) error {
	const realtime, realtimeCoarse = unix.CLOCK_REALTIME, unix.CLOCK_REALTIME_COARSE
	if c.number != unix.SYS_CLOCK_GETTIME || int32(c.args[0]) != realtime && int32(c.args[0]) != realtimeCoarse {
		return nil
	}
	seconds, err := t.word(c.args[1])
	if err != nil {
		return err
	}
	return t.setWord(c.args[1], seconds+uint64(int64(t.opt.Clock/time.Second)))
}

func (t *tracee) word(address uint64) (uint64, error) {
	var b [8]byte
	if _, err := t.memory.ReadAt(b[:], int64(address)); err != nil {
		return 0, fmt.Errorf("read the program's memory: %w", err)
	}
	return binary.NativeEndian.Uint64(b[:]), nil
}

func (t *tracee) setWord(address, value uint64) error {
	if _, err := t.memory.WriteAt(binary.NativeEndian.AppendUint64(nil, value), int64(address)); err != nil {
		return fmt.Errorf("write the program's memory: %w", err)
	}
	return nil
}
