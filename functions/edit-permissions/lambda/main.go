// Command lambda is the deployed binary of this function.
package main

import (
	editpermissions "roster/functions/edit-permissions"
	"roster/shared/web"
)

func main() { web.Serve(editpermissions.Register) }
