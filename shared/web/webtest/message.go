package webtest

import (
	"encoding/json"
	"net/http"

	"roster/shared/hook"
	"roster/shared/secret"
)

// Sends signs a message with the key's secret for messages and delivers it to the world's organization, now.
func (k *Key) Sends(id string, payload any) *Response {
	w := k.world
	w.T.Helper()
	body, err := json.Marshal(payload)
	if err != nil {
		w.T.Fatal(err)
	}
	headers := []Header{}
	for name, values := range k.Signs(hook.Message{ID: id, At: w.now, Body: body}) {
		headers = append(headers, Header{name, values[0]})
	}
	return w.Nobody().Post("/v1/provisioning/{org}", json.RawMessage(body), headers...)
}

// Signs is the headers of a message that is signed with the key's secret for messages.
func (k *Key) Signs(m hook.Message) http.Header {
	w := k.world
	w.T.Helper()
	whole, err := secret.Open(w.Config).ProvisioningSecret(w.T.Context(), k.Key.KeyVersion, string(k.Key.ID), 1)
	if err != nil {
		w.T.Fatal(err)
	}
	header, err := hook.Sign(m, whole)
	if err != nil {
		w.T.Fatal(err)
	}
	return header
}
