// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/audit"
	"roster/shared/web"
)

func main() { web.Serve(audit.Register) }
