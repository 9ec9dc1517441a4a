// Package masterkey is the custom resource that makes a deployment's master key: 32 random bytes as base64 in
// an SSM SecureString, which has no monthly price. It makes version 1 and never touches it again. Nobody sees
// the key: it goes from here to SSM, and CloudFormation learns its name only.
package masterkey

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"

	"github.com/aws/aws-lambda-go/cfn"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"roster/shared/config"
)

// Resource answers CloudFormation.
type Resource struct{ ssm *ssm.Client }

// Open connects to SSM in the function's region. It sends nothing. Options are for tests.
func Open(c config.Config, options ...func(*ssm.Options)) *Resource {
	return &Resource{ssm.New(ssm.Options{
		Region:      c.AWS.Region,
		Credentials: credentials.NewStaticCredentialsProvider(c.AWS.AccessKeyID, c.AWS.SecretAccessKey, c.AWS.SessionToken),
	}, options...)}
}

// Handle makes the key when the resource is created or renamed. One that is there already stays: a stack
// that was deleted and made again opens the invitations of its retained table. Deletion keeps the key for
// the same reason. The physical id is the parameter's name.
func (r *Resource) Handle(ctx context.Context, e cfn.Event) (id string, data map[string]any, err error) {
	name, _ := e.ResourceProperties["Name"].(string)
	switch {
	case e.RequestType == cfn.RequestDelete, e.PhysicalResourceID == name && name != "":
		return e.PhysicalResourceID, nil, nil
	case name == "":
		return e.PhysicalResourceID, nil, errors.New("the property Name is missing")
	}
	return name, nil, r.make(ctx, name)
}

func (r *Resource) make(ctx context.Context, name string) error {
	var key [32]byte
	_, _ = rand.Read(key[:]) // never fails (crypto/rand.Read)
	_, err := r.ssm.PutParameter(ctx, &ssm.PutParameterInput{
		Name:        aws.String(name),
		Type:        types.ParameterTypeSecureString,
		Value:       aws.String(base64.StdEncoding.EncodeToString(key[:])),
		Description: aws.String("Master key of Roster. Without it no invitation that was sent can be opened."),
		Overwrite:   aws.Bool(false),
	})
	var there *types.ParameterAlreadyExists
	if errors.As(err, &there) {
		return nil
	}
	return err
}
