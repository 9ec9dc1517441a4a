package stack

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

// Region and Key are what every local client signs with. The services accept any; a table and a queue are
// found again only under the same ones.
const (
	Region = "eu-central-1"
	Key    = "local"
)

// AWS is the configuration of a client of the local services; it still needs a BaseEndpoint.
func AWS() aws.Config {
	return aws.Config{Region: Region, Credentials: credentials.NewStaticCredentialsProvider(Key, Key, "")}
}
