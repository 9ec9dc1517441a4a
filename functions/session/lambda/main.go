// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/session"
	"roster/shared/web"
)

func main() { web.Serve(session.Register) }
