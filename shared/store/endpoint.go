package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
)

// endpoint is where DynamoDB is, which does not change while the program runs. The SDK would work it out for each call
// anew, and a call would cost a fifteenth more.
type endpoint struct {
	of  smithyendpoints.Endpoint
	err error
}

// endpointOf asks the SDK's own rules once. base is an address instead of the region's, nil for none.
func endpointOf(region string, base *string) endpoint {
	of, err := dynamodb.NewDefaultEndpointResolverV2().ResolveEndpoint(context.Background(), dynamodb.EndpointParameters{
		Region: &region, Endpoint: base, UseDualStack: aws.Bool(false), UseFIPS: aws.Bool(false),
	})
	return endpoint{of, err}
}

// ResolveEndpoint is what the SDK asks.
func (e endpoint) ResolveEndpoint(context.Context, dynamodb.EndpointParameters) (smithyendpoints.Endpoint, error) {
	return e.of, e.err
}
