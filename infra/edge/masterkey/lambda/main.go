// The custom resource that makes the master key, on AWS Lambda.
package main

import (
	"log"

	"github.com/aws/aws-lambda-go/cfn"
	"github.com/aws/aws-lambda-go/lambda"

	"roster/infra/edge/masterkey"
	"roster/shared/config"
)

func main() {
	c, err := config.Load()
	if err != nil {
		log.Fatal(err)
	}
	lambda.Start(cfn.LambdaWrap(masterkey.Open(c).Handle))
}
