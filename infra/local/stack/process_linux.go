package stack

import "syscall"

// ownGroup puts a child into a process group of its own, which Ctrl-C in the terminal does not reach, and
// has it killed when this program dies without stopping it.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
