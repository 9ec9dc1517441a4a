// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/integrations"
	"roster/shared/web"
)

func main() { web.Serve(integrations.Register) }
