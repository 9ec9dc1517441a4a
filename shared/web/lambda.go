package web

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/awslabs/aws-lambda-go-api-proxy/core"
	"github.com/awslabs/aws-lambda-go-api-proxy/httpadapter"

	"roster/shared/config"
	"roster/shared/store"
)

// Start serves the API on AWS Lambda, behind an API Gateway HTTP API, until the program ends.
func (a *API) Start() {
	lambda.Start(httpadapter.NewV2(a.Handler()).ProxyWithContext)
}

// gatewayStage is what the HTTP API's stage carries: the public address, and the client id which is made for
// it. They are stage variables and not part of the environment, because they depend on the API and the
// functions would depend on them.
func gatewayStage(ctx context.Context) map[string]string {
	variables, _ := core.GetStageVarsFromContextV2(ctx)
	return variables
}

func gatewayRequestID(ctx context.Context) string {
	request, _ := core.GetAPIGatewayV2ContextFromContext(ctx)
	return request.RequestID
}

// Serve is the whole of a deployed function: read the environment, connect, register, serve.
func Serve(register func(*API)) {
	c := config.Start()
	api := New(c, store.Open(c))
	register(api)
	api.Start()
}
