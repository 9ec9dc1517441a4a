package main

import (
	"context"
	"fmt"
	"testing"
)

// bench is the testing.TB of a program, so that it can build what it serves with webtest. What fails in it is a
// fault of this program and ends it.
type bench struct {
	testing.TB // of which webtest uses what is below
	ctx        context.Context
	cleanups   []func()
}

func (b *bench) Helper()                         {}
func (b *bench) Context() context.Context        { return b.ctx }
func (b *bench) Cleanup(f func())                { b.cleanups = append(b.cleanups, f) }
func (b *bench) Fatal(what ...any)               { panic(fmt.Sprint(what...)) }
func (b *bench) Fatalf(format string, of ...any) { panic(fmt.Sprintf(format, of...)) }

func (b *bench) Errorf(format string, of ...any) {
	if b.ctx.Err() == nil { // else it was interrupted, and the database with it
		b.Fatalf(format, of...)
	}
}

func (b *bench) end() {
	for _, f := range b.cleanups {
		defer f()
	}
}
