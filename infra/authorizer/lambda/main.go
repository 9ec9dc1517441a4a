// Command lambda is the authorizer as a Lambda function. routes.json beside it says what each route asks about; the rest
// is in its environment, as stack.yaml sets it.
package main

import (
	"context"
	_ "embed"
	"errors"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"roster/infra/authorizer"
)

//go:embed routes.json
var routes []byte

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))
	a, err := configured()
	if err != nil {
		slog.Error("the authorizer is not set up", "cause", err.Error())
		os.Exit(1)
	}
	lambda.Start(a.Handle)
}

func configured() (*authorizer.Authorizer, error) {
	rules, err := authorizer.ParseRules(routes)
	address, issuer, audiences := os.Getenv("ROSTER_ADDRESS"), os.Getenv("TOKEN_ISSUER"), strings.Fields(os.Getenv("TOKEN_AUDIENCE"))
	parameter := os.Getenv("ROSTER_KEY_PARAMETER")
	if address == "" || issuer == "" || len(audiences) == 0 || parameter == "" {
		err = errors.Join(err, errors.New("ROSTER_ADDRESS, ROSTER_KEY_PARAMETER, TOKEN_ISSUER and TOKEN_AUDIENCE must be set"))
	}
	return &authorizer.Authorizer{
		Address: address, Key: keyIn(parameter), Rules: rules, Now: time.Now,
		Tokens: authorizer.NewTokens(issuer, audiences, time.Now),
	}, err
}

// keyIn reads the API key from an SSM SecureString. Region and credentials are in a function's environment.
func keyIn(parameter string) func(context.Context) (string, error) {
	parameters := ssm.New(ssm.Options{
		Region:      os.Getenv("AWS_REGION"),
		Credentials: credentials.NewStaticCredentialsProvider(os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY"), os.Getenv("AWS_SESSION_TOKEN")),
	})
	return func(ctx context.Context) (string, error) {
		out, err := parameters.GetParameter(ctx, &ssm.GetParameterInput{Name: &parameter, WithDecryption: aws.Bool(true)})
		if err != nil {
			return "", err
		}
		return aws.ToString(out.Parameter.Value), nil
	}
}
