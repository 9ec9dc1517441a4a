// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/revoke"
	"roster/shared/web"
)

func main() { web.Serve(revoke.Register) }
