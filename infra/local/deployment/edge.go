package deployment

import (
	"errors"
	"strings"
)

// Edge is what CloudFront does in front of the page and the API.
type Edge struct {
	// APIPaths are the paths that go to the API: "/health", or all below one, "/v1/*".
	APIPaths []string
	// Headers are added to every answer. Strict-Transport-Security is left out: it means nothing without TLS.
	Headers map[string]string
}

// Edge reads the distribution's behaviors and the security headers.
func (t Template) Edge() (Edge, error) {
	var distribution struct {
		DistributionConfig struct {
			CacheBehaviors []struct {
				PathPattern    string `yaml:"PathPattern"`
				TargetOriginID string `yaml:"TargetOriginId"`
			} `yaml:"CacheBehaviors"`
		} `yaml:"DistributionConfig"`
	}
	if err := t.properties("AWS::CloudFront::Distribution", "", &distribution); err != nil {
		return Edge{}, err
	}
	edge := Edge{Headers: map[string]string{"X-Content-Type-Options": "nosniff"}}
	for _, behavior := range distribution.DistributionConfig.CacheBehaviors {
		if behavior.TargetOriginID == "api" {
			edge.APIPaths = append(edge.APIPaths, behavior.PathPattern)
		}
	}
	if len(edge.APIPaths) == 0 {
		return Edge{}, errors.New("template.yaml: the distribution sends nothing to the API")
	}
	return edge, t.securityHeaders(edge.Headers)
}

func (t Template) securityHeaders(headers map[string]string) error {
	var policy struct {
		Config struct {
			Security struct {
				CSP struct {
					Value string `yaml:"ContentSecurityPolicy"`
				} `yaml:"ContentSecurityPolicy"`
				Frame struct {
					Value string `yaml:"FrameOption"`
				} `yaml:"FrameOptions"`
				Referrer struct {
					Value string `yaml:"ReferrerPolicy"`
				} `yaml:"ReferrerPolicy"`
			} `yaml:"SecurityHeadersConfig"`
			Custom struct {
				Items []struct {
					Header string `yaml:"Header"`
					Value  string `yaml:"Value"`
				} `yaml:"Items"`
			} `yaml:"CustomHeadersConfig"`
		} `yaml:"ResponseHeadersPolicyConfig"`
	}
	if err := t.properties("AWS::CloudFront::ResponseHeadersPolicy", "", &policy); err != nil {
		return err
	}
	security := policy.Config.Security
	headers["Content-Security-Policy"] = strings.TrimSpace(security.CSP.Value)
	headers["X-Frame-Options"] = security.Frame.Value
	headers["Referrer-Policy"] = security.Referrer.Value
	for _, item := range policy.Config.Custom.Items {
		headers[item.Header] = item.Value
	}
	if headers["Content-Security-Policy"] == "" {
		return errors.New("template.yaml: there is no Content-Security-Policy")
	}
	return nil
}
