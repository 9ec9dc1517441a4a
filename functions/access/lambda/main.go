// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/access"
	"roster/shared/web"
)

func main() { web.Serve(access.Register) }
