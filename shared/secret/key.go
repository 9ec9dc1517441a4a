// Package secret derives what opens something: invitation tokens and the secrets of signed messages. Nothing that it
// derives is stored; it is derived again whenever it is needed, from the deployment's master key, the kind,
// the id and the version of the record.
package secret

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
)

// KeyVersion is the version of the master key that new records name. A deployment that changes its key
// counts it up and keeps the older ones for the records that name them.
const KeyVersion = 1

// Source gives the master key of a version: 32 bytes.
type Source func(ctx context.Context, version int) ([]byte, error)

// Fixed is a source with one key: for the local run and for tests.
func Fixed(key []byte) Source {
	return func(_ context.Context, version int) ([]byte, error) {
		if version != KeyVersion || len(key) != sha256.Size {
			return nil, fmt.Errorf("there is no master key of version %d", version)
		}
		return key, nil
	}
}

// derive is 256 bits for one purpose (HKDF with SHA-256, RFC 5869): purposes that differ in anything have
// nothing in common.
func (s Source) derive(ctx context.Context, keyVersion int, kind, id string, version int) (string, error) {
	derived, err := s.bytes(ctx, keyVersion, kind, id, version)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(derived), nil
}

func (s Source) bytes(ctx context.Context, keyVersion int, kind, id string, version int) ([]byte, error) {
	master, err := s(ctx, keyVersion)
	if err != nil {
		return nil, err
	}
	return hkdf.Key(sha256.New, master, nil, fmt.Sprintf("roster/%s/%s/%d", kind, id, version), sha256.Size)
}
