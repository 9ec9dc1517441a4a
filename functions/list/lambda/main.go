// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/list"
	"roster/shared/web"
)

func main() { web.Serve(list.Register) }
