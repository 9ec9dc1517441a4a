// Command lambda is the deployed binary of this function.
package main

import (
	adaccounts "roster/functions/ad-accounts"
	"roster/shared/web"
)

func main() { web.Serve(adaccounts.Register) }
