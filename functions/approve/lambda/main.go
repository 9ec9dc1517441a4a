// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/approve"
	"roster/shared/web"
)

func main() { web.Serve(approve.Register) }
