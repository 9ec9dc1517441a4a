// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/accept"
	"roster/shared/web"
)

func main() { web.Serve(accept.Register) }
