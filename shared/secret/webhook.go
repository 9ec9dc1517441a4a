package secret

import (
	"context"
	"encoding/base64"
)

// WebhookSecret is the secret by which messages to an endpoint are signed: "whsec_" and 256 bits in base64, as the
// Standard Webhooks specification writes a secret. It is shown once; a rotation counts the version up.
func (s Source) WebhookSecret(ctx context.Context, keyVersion int, id string, version int) (string, error) {
	return s.signing(ctx, keyVersion, "webhook", id, version)
}

// ProvisioningSecret is the secret by which whoever holds an API key signs the messages that it sends in.
func (s Source) ProvisioningSecret(ctx context.Context, keyVersion int, id string, version int) (string, error) {
	return s.signing(ctx, keyVersion, "provision", id, version)
}

func (s Source) signing(ctx context.Context, keyVersion int, kind, id string, version int) (string, error) {
	derived, err := s.bytes(ctx, keyVersion, kind, id, version)
	if err != nil {
		return "", err
	}
	return "whsec_" + base64.StdEncoding.EncodeToString(derived), nil
}
