package secret

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
)

// Sealed is something secret that has to be read again, so that it cannot be derived or hashed: AES-GCM, with the
// nonce before the text. The key is derived for one kind and one id, so that nothing that was sealed for one opens
// for another.
type Sealed struct {
	Text       []byte
	KeyVersion int
}

// Seal seals it under the present version of the master key.
func (s Source) Seal(ctx context.Context, kind, id string, plain []byte) (Sealed, error) {
	box, err := s.box(ctx, KeyVersion, kind, id)
	if err != nil {
		return Sealed{}, err
	}
	nonce := make([]byte, box.NonceSize())
	_, _ = rand.Read(nonce) // never fails (crypto/rand.Read)
	return Sealed{box.Seal(nonce, nonce, plain, nil), KeyVersion}, nil
}

// Unseal opens what was sealed for that kind and id.
func (s Source) Unseal(ctx context.Context, kind, id string, sealed Sealed) ([]byte, error) {
	box, err := s.box(ctx, sealed.KeyVersion, kind, id)
	if err != nil {
		return nil, err
	}
	if len(sealed.Text) < box.NonceSize() {
		return nil, errors.New("what was sealed is too short")
	}
	nonce, text := sealed.Text[:box.NonceSize()], sealed.Text[box.NonceSize():]
	plain, err := box.Open(nil, nonce, text, nil)
	if err != nil {
		return nil, fmt.Errorf("what was sealed for %s %s does not open: %w", kind, id, err)
	}
	return plain, nil
}

func (s Source) box(ctx context.Context, keyVersion int, kind, id string) (cipher.AEAD, error) {
	master, err := s(ctx, keyVersion)
	if err != nil {
		return nil, err
	}
	key, err := hkdf.Key(sha256.New, master, nil, fmt.Sprintf("roster/seal/%s/%s", kind, id), 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
