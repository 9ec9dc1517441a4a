// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/scim"
	"roster/shared/web"
)

func main() { web.Serve(scim.Register) }
