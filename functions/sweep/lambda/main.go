// Command lambda is the deployed binary of this function.
package main

import (
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/lambda"

	"roster/functions/sweep"
	"roster/shared/config"
	"roster/shared/store"
)

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))
	c, err := config.Load()
	if err != nil {
		slog.Error("the environment is wrong", "cause", err.Error())
		os.Exit(1)
	}
	lambda.Start(sweep.New(c, store.Open(c)).Handle)
}
