// Command lambda is the deployed binary of this function.
package main

import (
	twofactor "roster/functions/two-factor"
	"roster/shared/web"
)

func main() { web.Serve(twofactor.Register) }
