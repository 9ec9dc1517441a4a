package secret

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"roster/shared/account"
	"roster/shared/config"
)

// Open is the source that the configuration names: SSM in a deployment, the development key elsewhere.
func Open(c config.Config) Source {
	if c.MasterKey.Parameter == "" {
		return Fixed(c.MasterKey.Development)
	}
	return parameterStore(c)
}

// parameterStore reads each version of the key once, when it is first needed: an instance that opens no
// invitation never asks, and start-up does not wait. Version n is the parameter's own version n.
func parameterStore(c config.Config) Source {
	client := sync.OnceValue(func() *ssm.Client {
		return ssm.New(ssm.Options{
			Region:      c.AWS.Region,
			Credentials: credentials.NewStaticCredentialsProvider(c.AWS.AccessKeyID, c.AWS.SecretAccessKey, c.AWS.SessionToken),
		})
	})
	var lock sync.Mutex
	known := map[int][]byte{}
	return func(ctx context.Context, version int) ([]byte, error) {
		lock.Lock()
		defer lock.Unlock()
		if key, ok := known[version]; ok {
			return key, nil
		}
		out, err := client().GetParameter(ctx, &ssm.GetParameterInput{
			Name:           aws.String(c.MasterKey.Parameter + ":" + strconv.Itoa(version)),
			WithDecryption: aws.Bool(true),
		})
		if err != nil {
			return nil, unavailable(err)
		}
		key, err := base64.StdEncoding.DecodeString(aws.ToString(out.Parameter.Value))
		if err != nil {
			return nil, fmt.Errorf("master key: %w", err)
		}
		known[version] = key
		return key, nil
	}
}

// unavailable tells the client to try again: whether SSM was slow or the parameter is missing is for the log.
func unavailable(err error) error {
	refusal := account.Refuse(account.Unavailable, "Roster cannot read its key just now. Try again in a moment.")
	refusal.RetryAfter = 2 * time.Second
	return refusal.Because(fmt.Errorf("master key: %w", err))
}
