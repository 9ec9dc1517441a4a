package secret

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"roster/shared/account"
	"roster/shared/config"
)

// Open is the source that the configuration names: SSM in a deployment, the development key elsewhere.
func Open(c config.Config) Source {
	if c.MasterKey.Parameter == "" {
		return Fixed(c.MasterKey.Development)
	}
	p := parameterStore{config: c, endpoint: endpointOf(c.AWS.Region), client: &http.Client{Timeout: 5 * time.Second}}
	return p.source()
}

// parameterStore reads a SecureString of SSM. It makes the one call that Roster needs by itself: the client of
// the SDK adds 1.4 MB to the program, which brings it over its bound, and slows every cold start.
type parameterStore struct {
	config   config.Config
	endpoint string
	client   *http.Client
}

// source reads each version of the key once, when it is first needed: an instance that opens no invitation
// never asks, and start-up does not wait. Version n is the parameter's own version n.
func (p parameterStore) source() Source {
	var lock sync.Mutex
	known := map[int][]byte{}
	return func(ctx context.Context, version int) ([]byte, error) {
		lock.Lock()
		defer lock.Unlock()
		if key, ok := known[version]; ok {
			return key, nil
		}
		key, err := p.key(ctx, version)
		if err != nil {
			return nil, unavailable(err)
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

const mostTries = 3

func (p parameterStore) key(ctx context.Context, version int) ([]byte, error) {
	backoff := retry.NewExponentialJitterBackoff(time.Second)
	for try := 1; ; try++ {
		value, err := p.get(ctx, p.config.MasterKey.Parameter+":"+strconv.Itoa(version))
		var refused *refusedError
		if err == nil {
			return decode(value)
		}
		if try == mostTries || errors.As(err, &refused) && !refused.passing() {
			return nil, err
		}
		pause, _ := backoff.BackoffDelay(try, err) // it never fails
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}

func decode(value string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(value)
	if err != nil || len(key) != sha256.Size {
		return nil, errors.New("the parameter does not hold 32 bytes in base64")
	}
	return key, nil
}

// get is one GetParameter (AWS JSON 1.1, signed by Signature Version 4).
func (p parameterStore) get(ctx context.Context, name string) (string, error) {
	body, err := json.Marshal(map[string]any{"Name": name, "WithDecryption": true})
	if err != nil {
		return "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.endpoint, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "AmazonSSM.GetParameter")
	from := p.config.AWS
	err = v4.NewSigner().SignHTTP(ctx,
		aws.Credentials{AccessKeyID: from.AccessKeyID, SecretAccessKey: from.SecretAccessKey, SessionToken: from.SessionToken},
		request, hashOf(body), "ssm", from.Region, time.Now())
	if err != nil {
		return "", err
	}
	answer, err := p.client.Do(request)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	return read(answer)
}

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

func read(answer *http.Response) (string, error) {
	content, err := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	if err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusOK {
		var problem struct {
			Type string `json:"__type"`
		}
		_ = json.Unmarshal(content, &problem) // a gateway in between may say anything
		return "", &refusedError{answer.StatusCode, problem.Type}
	}
	var out struct{ Parameter struct{ Value string } }
	err = json.Unmarshal(content, &out)
	return out.Parameter.Value, err
}

// refusedError is an answer of SSM that is not the parameter.
type refusedError struct {
	status int
	kind   string // "ParameterNotFound"
}

func (e *refusedError) Error() string { return fmt.Sprintf("SSM answered %d %s", e.status, e.kind) }

// passing reports whether another try may help.
func (e *refusedError) passing() bool {
	return e.status >= http.StatusInternalServerError || strings.Contains(e.kind, "Throttling")
}

// endpointOf is the address of SSM in a region: each partition of AWS has a domain of its own.
func endpointOf(region string) string {
	domain := "amazonaws.com"
	switch {
	case strings.HasPrefix(region, "cn-"):
		domain = "amazonaws.com.cn"
	case strings.HasPrefix(region, "eusc-"):
		domain = "amazonaws.eu"
	}
	return "https://ssm." + region + "." + domain + "/"
}
