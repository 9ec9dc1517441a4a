// Command lambda is the custom resource that makes the master key, on AWS Lambda.
package main

import (
	"github.com/aws/aws-lambda-go/cfn"
	"github.com/aws/aws-lambda-go/lambda"

	"roster/infra/edge/masterkey"
	"roster/shared/config"
)

func main() {
	c := config.Start()
	lambda.Start(cfn.LambdaWrap(masterkey.Open(c).Handle))
}
