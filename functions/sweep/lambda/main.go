// Command lambda is the deployed binary of this function.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"roster/functions/sweep"
	"roster/shared/config"
	"roster/shared/store"
)

func main() {
	c := config.Start()
	lambda.Start(sweep.New(c, store.Open(c)).Handle)
}
