// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/remove"
	"roster/shared/web"
)

func main() { web.Serve(remove.Register) }
