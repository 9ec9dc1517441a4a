//go:build !linux

package stack

import "syscall"

// ownGroup puts a child into a process group of its own, which Ctrl-C in the terminal does not reach.
func ownGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
