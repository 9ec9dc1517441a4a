// Command lambda is the custom resource that makes the master key, on AWS Lambda.
package main

import (
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/cfn"
	"github.com/aws/aws-lambda-go/lambda"

	"roster/infra/edge/masterkey"
	"roster/shared/config"
)

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))
	c, err := config.Load()
	if err != nil {
		slog.Error("the environment is wrong", "cause", err.Error())
		os.Exit(1)
	}
	lambda.Start(cfn.LambdaWrap(masterkey.Open(c).Handle))
}
