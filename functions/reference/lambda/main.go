// Command lambda is the deployed binary of this function.
package main

import (
	"roster/functions/reference"
	"roster/shared/web"
)

func main() { web.Serve(reference.Register) }
