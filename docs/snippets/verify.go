// Receives webhooks from Roster and trusts none that Roster did not sign.
//
//	go get github.com/standard-webhooks/standard-webhooks/libraries
package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

type message struct {
	Type string         `json:"type"`
	Data map[string]any `json:"data"`
}

func main() {
	verifier, err := standardwebhooks.NewWebhook(os.Getenv("WEBHOOK_SECRET")) // whsec_…
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("POST /webhooks", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		// The body exactly as it came: what is read and written anew has another signature.
		if err := verifier.Verify(body, r.Header); err != nil {
			http.Error(w, "not from Roster", http.StatusUnauthorized)
			return
		}
		var m message
		if err := json.Unmarshal(body, &m); err != nil {
			http.Error(w, "no message", http.StatusBadRequest)
			return
		}
		// It may come twice: webhook-id is the same then. Do long work later, and answer at once.
		log.Println(r.Header.Get("webhook-id"), m.Type)
		w.WriteHeader(http.StatusNoContent)
	})
	log.Fatal(http.ListenAndServe(":"+os.Getenv("PORT"), nil))
}
