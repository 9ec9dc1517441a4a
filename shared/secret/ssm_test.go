package secret

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/google/go-cmp/cmp"

	"roster/shared/account"
	"roster/shared/config"
)

var deployed = config.Config{
	AWS:       config.AWS{Region: "eu-central-1", AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "wJalrXUtnFEMI", SessionToken: "a/session+token=="},
	MasterKey: config.MasterKey{Parameter: "/roster/one/master-key"},
}

// sent is what reached the server of one request.
type sent struct {
	Method, Path, Target, Kind, Token string
	Body                              map[string]any
	header                            http.Header
	payload                           []byte
}

// parameterServer answers as SSM does, with one answer after the other.
func parameterServer(t *testing.T, answers ...string) (*httptest.Server, *[]sent) {
	t.Helper()
	var requests []sent
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		payload, _ := io.ReadAll(r.Body)
		s := sent{
			Method: r.Method, Path: r.URL.Path, Target: r.Header.Get("X-Amz-Target"), Kind: r.Header.Get("Content-Type"),
			Token: r.Header.Get("X-Amz-Security-Token"), header: r.Header.Clone(), payload: payload,
		}
		s.header.Set("Host", r.Host)
		_ = json.Unmarshal(payload, &s.Body)
		answer := answers[min(len(requests), len(answers)-1)]
		requests = append(requests, s)
		if strings.Contains(answer, "__type") {
			w.WriteHeader(http.StatusBadRequest)
		}
		if answer == "" {
			w.WriteHeader(http.StatusInternalServerError)
		}
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	return server, &requests
}

func sourceAt(url string) Source {
	return parameterStore{config: deployed, endpoint: url + "/", client: http.DefaultClient}.source()
}

var keyAnswer = `{"Parameter":{"Value":"` + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32)) + `"}}`

// The one call that Roster makes by itself is the call that the SDK makes.
func TestTheKeyIsAskedForAsTheSDKAsks(t *testing.T) {
	t.Parallel()
	server, requests := parameterServer(t, keyAnswer)
	if _, err := sourceAt(server.URL)(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	sdk := ssm.New(ssm.Options{
		Region: deployed.AWS.Region, BaseEndpoint: &server.URL,
		Credentials: credentials.NewStaticCredentialsProvider(deployed.AWS.AccessKeyID, deployed.AWS.SecretAccessKey, deployed.AWS.SessionToken),
	})
	name := deployed.MasterKey.Parameter + ":3"
	if _, err := sdk.GetParameter(t.Context(), &ssm.GetParameterInput{Name: &name, WithDecryption: aws.Bool(true)}); err != nil {
		t.Fatal(err)
	}
	ours, theirs := (*requests)[0], (*requests)[1]
	if difference := cmp.Diff(theirs, ours, cmp.FilterPath(func(p cmp.Path) bool {
		return p.Last().String() == ".header" || p.Last().String() == ".payload"
	}, cmp.Ignore())); difference != "" {
		t.Errorf("the request differs from the SDK's (-sdk +ours):\n%s", difference)
	}
	for _, s := range []sent{theirs, ours} {
		if again := signedAgain(t, server.URL, s); again != s.header.Get("Authorization") {
			t.Errorf("the signature is %s, want %s", s.header.Get("Authorization"), again)
		}
	}
	if scope := "/eu-central-1/ssm/aws4_request"; !strings.Contains(ours.header.Get("Authorization"), scope) {
		t.Errorf("the signature is not for %s", scope)
	}
}

// signedAgain signs what arrived, at its own time, with the headers that its signature names.
func signedAgain(t *testing.T, url string, s sent) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), s.Method, url+s.Path, bytes.NewReader(s.payload))
	if err != nil {
		t.Fatal(err)
	}
	_, names, _ := strings.Cut(s.header.Get("Authorization"), "SignedHeaders=")
	names, _, _ = strings.Cut(names, ",")
	for name := range strings.SplitSeq(names, ";") {
		if name != "host" && name != "content-length" {
			request.Header.Set(name, s.header.Get(name))
		}
	}
	at, err := time.Parse("20060102T150405Z", s.header.Get("X-Amz-Date"))
	if err != nil {
		t.Fatal(err)
	}
	from := deployed.AWS
	err = v4.NewSigner().SignHTTP(t.Context(), aws.Credentials{AccessKeyID: from.AccessKeyID, SecretAccessKey: from.SecretAccessKey, SessionToken: from.SessionToken},
		request, hashOf(s.payload), "ssm", from.Region, at)
	if err != nil {
		t.Fatal(err)
	}
	return request.Header.Get("Authorization")
}

// An instance asks once for each version of the key, and again only after it failed.
func TestTheKeyIsAskedForOnce(t *testing.T) {
	t.Parallel()
	server, requests := parameterServer(t, keyAnswer)
	source := sourceAt(server.URL)
	for range 3 {
		if key, err := source(t.Context(), 1); err != nil || len(key) != 32 {
			t.Fatalf("the key has %d bytes, error %v", len(key), err)
		}
	}
	if _, err := source(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	if len(*requests) != 2 {
		t.Errorf("%d requests went out, want one for each of two versions", len(*requests))
	}
}

// What may pass is tried again; what cannot is not. The client is told to come back, and never why.
func TestAKeyThatCannotBeReadIsForLater(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers  []string
		requests int
		fails    bool
	}{
		"slow for a moment": {[]string{"", keyAnswer}, 2, false},
		"throttled":         {[]string{`{"__type":"ThrottlingException"}`, keyAnswer}, 2, false},
		"down":              {[]string{""}, 3, true},
		"not there":         {[]string{`{"__type":"ParameterNotFound"}`}, 1, true},
		"not allowed":       {[]string{`{"__type":"AccessDeniedException"}`}, 1, true},
		"no key":            {[]string{`{"Parameter":{"Value":"c2hvcnQ="}}`}, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, requests := parameterServer(t, c.answers...)
			_, err := sourceAt(server.URL)(t.Context(), 1)
			if c.fails && account.CodeOf(err) != account.Unavailable || !c.fails && err != nil {
				t.Errorf("the error is %v", err)
			}
			if len(*requests) != c.requests {
				t.Errorf("%d requests went out, want %d", len(*requests), c.requests)
			}
		})
	}
}

func TestEachPartitionHasItsDomain(t *testing.T) {
	t.Parallel()
	for region, want := range map[string]string{
		"eu-central-1":   "https://ssm.eu-central-1.amazonaws.com/",
		"us-gov-west-1":  "https://ssm.us-gov-west-1.amazonaws.com/",
		"cn-north-1":     "https://ssm.cn-north-1.amazonaws.com.cn/",
		"eusc-de-east-1": "https://ssm.eusc-de-east-1.amazonaws.eu/",
	} {
		if got := endpointOf(region); got != want {
			t.Errorf("the address in %s is %s, want %s", region, got, want)
		}
	}
}
