package masterkey

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-lambda-go/cfn"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"roster/shared/config"
)

const name = "/roster/test/master-key"

// parameters answers PutParameter as SSM does, and remembers what it was given.
type parameters struct {
	values  map[string]string
	types   map[string]string
	calls   int
	refusal string // an error code to answer instead
}

func (p *parameters) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.calls++
	var in struct {
		Name, Value, Type string
		Overwrite         bool
	}
	err := json.NewDecoder(r.Body).Decode(&in)
	_, there := p.values[in.Name]
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	switch {
	case err != nil || r.Header.Get("X-Amz-Target") != "AmazonSSM.PutParameter":
		p.refusal = "ValidationException"
		fallthrough
	case p.refusal != "":
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]string{"__type": p.refusal})
	case there && !in.Overwrite:
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]string{"__type": "ParameterAlreadyExists"})
	default:
		p.values[in.Name], p.types[in.Name] = in.Value, in.Type
		_ = json.NewEncoder(w).Encode(map[string]any{"Version": 1})
	}
}

func start(t *testing.T) (*parameters, *Resource) {
	p := &parameters{values: map[string]string{}, types: map[string]string{}}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	c := config.Config{AWS: config.AWS{Region: "eu-central-1", AccessKeyID: "k", SecretAccessKey: "s"}}
	return p, Open(c, func(o *ssm.Options) { o.BaseEndpoint = aws.String(server.URL); o.RetryMaxAttempts = 1 })
}

func event(kind cfn.RequestType, physicalID string) cfn.Event {
	return cfn.Event{RequestType: kind, PhysicalResourceID: physicalID, ResourceProperties: map[string]any{"Name": name}}
}

func TestKeyIsMadeOnceAs32RandomBytesAndNeverShown(t *testing.T) {
	p, resource := start(t)
	id, data, err := resource.Handle(context.Background(), event(cfn.RequestCreate, ""))
	if err != nil || id != name || len(data) != 0 {
		t.Fatalf("create answered %q, %v, %v; want the name and no data", id, data, err)
	}
	made := p.values[name]
	key, err := base64.StdEncoding.DecodeString(made)
	if err != nil || len(key) != 32 || p.types[name] != "SecureString" {
		t.Fatalf("made a %s of %d bytes (%v); want a SecureString of 32", p.types[name], len(key), err)
	}

	if _, _, err := resource.Handle(context.Background(), event(cfn.RequestCreate, "")); err != nil || p.values[name] != made {
		t.Fatalf("a second stack of the same name: %v, key changed: %t; want the first key kept", err, p.values[name] != made)
	}
	other, another := start(t)
	if _, _, err := another.Handle(context.Background(), event(cfn.RequestCreate, "")); err != nil || other.values[name] == made {
		t.Fatalf("two deployments have the same key, or %v", err)
	}
}

func TestUpdateAndDeletionLeaveTheKeyAlone(t *testing.T) {
	for _, kind := range []cfn.RequestType{cfn.RequestUpdate, cfn.RequestDelete} {
		p, resource := start(t)
		id, _, err := resource.Handle(context.Background(), event(kind, name))
		if err != nil || id != name || p.calls != 0 {
			t.Errorf("%s: id %q, error %v, %d calls to SSM; want the same id and none", kind, id, err, p.calls)
		}
	}
}

func TestFailureReachesCloudFormation(t *testing.T) {
	p, resource := start(t)
	p.refusal = "AccessDeniedException"
	if _, _, err := resource.Handle(context.Background(), event(cfn.RequestCreate, "")); err == nil {
		t.Error("SSM refused, and the resource says that the key was made")
	}
	if _, _, err := resource.Handle(context.Background(), cfn.Event{RequestType: cfn.RequestCreate}); err == nil {
		t.Error("no name, and no error")
	}
}
