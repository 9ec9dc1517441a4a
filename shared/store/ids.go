package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"math/big"
	"strconv"
	"time"

	"github.com/oklog/ulid/v2"

	"roster/shared/account"
)

// NewUserID makes a user id.
func NewUserID(now time.Time) account.UserID {
	return account.UserID(account.UserPrefix + newULID(now))
}

// NewInvitationID makes an invitation id.
func NewInvitationID(now time.Time) account.InvitationID {
	return account.InvitationID(account.InvitationPrefix + newULID(now))
}

// NewAdAccountID makes an ad account id.
func NewAdAccountID(now time.Time) account.AdAccountID {
	return account.AdAccountID(account.AdAccountPrefix + newULID(now))
}

// NewKeyID makes the id of an API key.
func NewKeyID(now time.Time) account.KeyID {
	return account.KeyID(account.KeyPrefix + newULID(now))
}

// NewRequestID makes an id for the log, for a request that came without one.
func NewRequestID(now time.Time) string { return "req_" + newULID(now) }

// newULID takes its time and 80 random bits: ids made in the same millisecond are in no order.
func newULID(now time.Time) string {
	return ulid.MustNew(ulid.Timestamp(now), rand.Reader).String()
}

// newEventID makes an event id. Those that one program makes in one millisecond are in the order in which it makes
// them, so that the two events of one command stay in theirs.
func newEventID(now time.Time) account.EventID {
	return account.EventID(account.EventPrefix + ulid.MustNew(ulid.Timestamp(now), inOrder).String())
}

var inOrder = &ulid.LockedMonotonicReader{MonotonicReader: ulid.Monotonic(rand.Reader, 0)}

// NewWebhookID makes the id of an endpoint.
func NewWebhookID(now time.Time) account.WebhookID {
	return account.WebhookID(account.WebhookPrefix + newULID(now))
}

// NewTestID makes the id of the delivery of a test event.
func NewTestID(now time.Time) account.DeliveryID {
	return account.DeliveryID(account.DeliveryPrefix + newULID(now))
}

// eventsFrom is before the ids of all events of that millisecond and after all of the one before.
func eventsFrom(ms int64) string { return idsFrom(account.EventPrefix, ms) }

// deliveriesFrom is eventsFrom for the deliveries of the events.
func deliveriesFrom(ms int64) string { return idsFrom(account.DeliveryPrefix, ms) }

func idsFrom(prefix string, ms int64) string {
	var id ulid.ULID
	_ = id.SetTime(min(uint64(max(ms, 0)), ulid.MaxTime())) // #nosec G115 -- not negative
	return prefix + id.String()[:ulidTime]
}

const ulidTime = 10 // characters, before the random ones

// EntryInvitationID is the id of the invitation for one entry of a call that may be repeated: the same
// call, made again after a crash, names the same invitations.
func EntryInvitationID(call Key, began time.Time, entry int) account.InvitationID {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(call.pk), uint64(entry))) // #nosec G115 -- a position in a list
	var id ulid.ULID
	_ = id.SetTime(ulid.Timestamp(began))
	_ = id.SetEntropy(sum[:10])
	return account.InvitationID(account.InvitationPrefix + id.String())
}

// NewOrganizationID draws an Account Id: ten digits, the first not zero. Creating the organization finds
// out whether it is taken.
func NewOrganizationID() account.OrganizationID {
	n, err := rand.Int(rand.Reader, big.NewInt(9_000_000_000))
	if err != nil {
		panic(err) // crypto/rand never fails on the platforms that Go supports
	}
	return account.OrganizationID(strconv.FormatInt(n.Int64()+1_000_000_000, 10))
}
