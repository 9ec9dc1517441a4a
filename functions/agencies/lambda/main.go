// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/agencies"
	"roster/shared/web"
)

func main() { web.Serve(agencies.Register) }
