// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/invite"
	"roster/shared/web"
)

func main() { web.Serve(invite.Register) }
