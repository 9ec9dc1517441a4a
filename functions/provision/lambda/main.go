// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/provision"
	"roster/shared/web"
)

func main() { web.Serve(provision.Register) }
