// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/organizations"
	"roster/shared/web"
)

func main() { web.Serve(organizations.Register) }
