// Command lambda is the deployed binary of this function.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"roster/functions/deliver"
	"roster/shared/config"
	"roster/shared/store"
)

func main() {
	c := config.Start()
	lambda.Start(deliver.New(c, store.Open(c)).Handle)
}
