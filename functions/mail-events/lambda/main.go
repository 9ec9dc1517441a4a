// Command lambda is the deployed binary of this function.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	mailevents "roster/functions/mail-events"
	"roster/shared/config"
	"roster/shared/store"
)

func main() { lambda.Start(mailevents.New(store.Open(config.Start())).Handle) }
