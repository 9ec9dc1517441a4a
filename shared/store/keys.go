package store

import (
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"roster/shared/account"
)

// Key names one item of the table. Keys are built here and nowhere else; docs/data-model.md lists them.
type Key struct{ pk, sk string }

// OrganizationKey names an organization.
func OrganizationKey(org account.OrganizationID) Key { return Key{"O#" + string(org), "O"} }

// CountsKey names an organization's tab counts, which dispatch keeps.
func CountsKey(org account.OrganizationID) Key { return Key{"O#" + string(org), "COUNTS"} }

// adminsKey names the counter of active organization admins. Only commands that make or unmake one touch it.
func adminsKey(org account.OrganizationID) Key { return Key{"O#" + string(org), "ADMINS"} }

// AdAccountKey names an ad account of the organization.
func AdAccountKey(org account.OrganizationID, id account.AdAccountID) Key {
	return Key{"O#" + string(org), adAccountPrefix + string(id)}
}

const adAccountPrefix = "AA#"

// ExternalIDKey guards that an ad account's external id is unique in its organization.
func ExternalIDKey(org account.OrganizationID, external string) Key {
	return Key{"O#" + string(org) + "#AX#" + external, "X"}
}

// UserKey names a user.
func UserKey(user account.UserID) Key { return Key{"U#" + string(user), "U"} }

// LoginKey names the login by which a provider knows a user.
func LoginKey(login account.Login) Key {
	return Key{"L#" + digest(login.Issuer, login.Subject), "L"}
}

// userAddressKey notes that a user has the address. Several logins may have one, and each has its note.
func userAddressKey(address account.Address, user account.UserID) Key {
	return Key{userAddressPartition(address), string(user)}
}

// userAddressPartition holds the users who have an address.
func userAddressPartition(address account.Address) string { return "E#" + string(address) }

// SessionKey names a session of a user.
func SessionKey(user account.UserID, id account.SessionID) Key {
	return Key{"U#" + string(user), sessionPrefix + string(id)}
}

const sessionPrefix = "S#"

// TwoFactorKey names a user's two-factor authentication.
func TwoFactorKey(user account.UserID) Key { return Key{"U#" + string(user), "TOTP"} }

// WrongCodesKey names the counter of a user's wrong codes: at the second step, or of sessions that have passed it.
func WrongCodesKey(user account.UserID, live bool) Key {
	if live {
		return Key{"U#" + string(user), "CODES#LIVE"}
	}
	return Key{"U#" + string(user), "CODES"}
}

// TwoFactorResetKey names an operator's order to turn a user's two-factor authentication off.
func TwoFactorResetKey(user account.UserID) Key { return Key{"U#" + string(user), "RESET"} }

// resetMailKey names the letter about such an order.
func resetMailKey(user account.UserID, asked time.Time) Key {
	return Key{"U#" + string(user), "MAIL#RESET#" + at(asked)}
}

// SignInKey names a sign-in that went to the provider and has not come back. The secret is the pre-login
// cookie's; the table holds its hash.
func SignInKey(secret string) Key { return Key{"P#" + digest(secret), "P"} }

// MemberKey names a user's place in an organization.
func MemberKey(org account.OrganizationID, user account.UserID) Key {
	return Key{"U#" + string(user), placePrefix + string(org)}
}

const placePrefix = "O#"

// AgencyKey names the link by which an agency works for a client. Index 1 has the clients of an agency.
func AgencyKey(client, agency account.OrganizationID) Key {
	return Key{"O#" + string(client), agencyPrefix + string(agency)}
}

const agencyPrefix = "AG#"

// clientsPartition holds, in index 1, the links of an agency to its clients.
func clientsPartition(agency account.OrganizationID) string {
	return "O#" + string(agency) + "#CLIENTS"
}

// AssignmentKey names what one person of an agency may do for a client.
func AssignmentKey(client, agency account.OrganizationID, user account.UserID) Key {
	return Key{assignmentPartition(client, agency), string(user)}
}

// assignmentPartition holds everybody whom an agency has assigned to a client.
func assignmentPartition(client, agency account.OrganizationID) string {
	return "O#" + string(client) + "#AG#" + string(agency)
}

// InvitationKey names an invitation. Whoever reads it checks that it belongs to the organization of the
// path: Found.Invitation does.
func InvitationKey(id account.InvitationID) Key { return Key{"I#" + string(id), "I"} }

// AddressKey guards that an address is invited to an organization once, and not while it is a member or wants no
// invitations. All guards of an address lie together, so that whoever has it finds what it is invited to.
func AddressKey(org account.OrganizationID, address account.Address) Key {
	return Key{addressPartition(address), placePrefix + string(org)}
}

func addressPartition(address account.Address) string { return "A#" + string(address) }

// blockedPartition holds, in index 2, the guards of the addresses that want no invitations of the organization.
func blockedPartition(org account.OrganizationID) string { return "O#" + string(org) + "#BLOCKED" }

// SCIMKey names a place of which a SCIM client has written.
func SCIMKey(org account.OrganizationID, id account.SCIMID) Key {
	return Key{scimPartition(org), string(id)}
}

func scimPartition(org account.OrganizationID) string { return "O#" + string(org) + "#SCIM" }

// scimOverPartition holds, in index 1, those of them that are nobody's place now.
func scimOverPartition(org account.OrganizationID) string { return scimPartition(org) + "#OVER" }

// SCIMUserNameKey and SCIMExternalIDKey guard that a SCIM place's user name, whatever its case, and its external id are
// unique in the organization.
func SCIMUserNameKey(org account.OrganizationID, name string) Key {
	return Key{"O#" + string(org) + "#SN#" + digest(strings.ToLower(name)), "X"}
}

// SCIMExternalIDKey is beside SCIMUserNameKey.
func SCIMExternalIDKey(org account.OrganizationID, external string) Key {
	return Key{"O#" + string(org) + "#SX#" + digest(external), "X"}
}

// scimEmailPartition holds a pointer to each SCIM place that is written with the address.
func scimEmailPartition(org account.OrganizationID, address account.Address) string {
	return "O#" + string(org) + "#SE#" + digest(string(address))
}

// SCIMPageKey names where a page of a list ended that a SCIM client reads one after the other.
func SCIMPageKey(org account.OrganizationID, reader account.Actor, list string, start int) Key {
	return Key{"O#" + string(org) + "#SP#" + digest(reader.ID, list, strconv.Itoa(start)), "P"}
}

// APIKeyKey names an API key. Whoever reads it checks that it covers the organization of the path.
func APIKeyKey(id account.KeyID) Key { return Key{"K#" + string(id), "K"} }

// apiKeysPartition holds, in index 1, the live keys of an organization, or of the operator; revokedKeysPartition those
// that were revoked, which are kept for their names.
func apiKeysPartition(org account.OrganizationID) string { return "O#" + string(org) + "#KEYS" }
func revokedKeysPartition(org account.OrganizationID) string {
	return "O#" + string(org) + "#KEYS#REVOKED"
}

// WebhookKey names an endpoint of an organization, or of the operator.
func WebhookKey(org account.OrganizationID, id account.WebhookID) Key {
	return Key{"O#" + string(org), webhookPrefix + string(id)}
}

const webhookPrefix = "WH#"

// DeliveryKey names what an endpoint is told. All of one endpoint lies together, in the order of time.
func DeliveryKey(id account.WebhookID, delivery account.DeliveryID) Key {
	return Key{deliveryPrefix + string(id), string(delivery)}
}

const deliveryPrefix = "D#"

// GateKey names what is known of an endpoint's calls: those under way, and how the last ones ended.
func GateKey(id account.WebhookID) Key { return Key{deliveryPrefix + string(id), "GATE"} }

// EventKey names an event in the organization's log, which is in the order of time.
func EventKey(org account.OrganizationID, id account.EventID) Key {
	return Key{"O#" + string(org) + "#E", string(id)}
}

// RepeatKey names what a repeat of a call is answered: one for each actor, method, path and Idempotency-Key.
func RepeatKey(actor account.Actor, method, path, key string) Key {
	return Key{"R#" + digest(string(actor.Kind), actor.ID, method, path, key), "R"}
}

// MessageKey names a signed message that came in: what the sender, who has the key, calls it by. Index 2 has the messages
// of an organization in the order in which they came.
func MessageKey(org account.OrganizationID, sender account.KeyID, id string) Key {
	return messageKey(org, digest(string(sender), id))
}

func messageKey(org account.OrganizationID, hash string) Key {
	return Key{messagesPartition(org) + "#" + hash, "IN"}
}

// messagesPartition holds, in index 2, the signed messages that came in.
func messagesPartition(org account.OrganizationID) string { return "O#" + string(org) + "#IN" }

// MessageOrderKey names how far the messages about an address have come.
func MessageOrderKey(org account.OrganizationID, address account.Address) Key {
	return Key{messageOrderPartition(org), digest(string(address))}
}

func messageOrderPartition(org account.OrganizationID) string { return "O#" + string(org) + "#INT" }

// rateKey names a counter for a window of time.
func rateKey(what string, window time.Time) Key {
	return Key{"T#" + digest(what) + "#" + window.UTC().Format(time.RFC3339), "T"}
}

// handledKey marks that a consumer of the stream or of a queue has done its work for an event.
func handledKey(consumer string, event account.EventID, part string) Key {
	return Key{"H#" + string(event), consumer + "#" + part}
}

// failuresKey counts how often a record of the stream could not be worked off.
func failuresKey(record string) Key { return Key{"H#" + record, "FAILURES"} }

// Rows that dispatch keeps beside members and invitations for filters and for search. Each carries what a
// list shows, so that a page of them is one query.

// filterPartition holds the people of one tab for whom a term is true, "role=admin".
func filterPartition(org account.OrganizationID, tab Tab, term string) string {
	return "O#" + string(org) + "#F#" + string(tab) + "#" + term
}

// wordPartition holds the people of one tab under each word of their name and address.
func wordPartition(org account.OrganizationID, tab Tab) string {
	return "O#" + string(org) + "#W#" + string(tab)
}

// Index keys. Three indexes carry what lists show; the fourth only keys.

// tabPartition holds the members or invitations of one state: by name in index 1, members by joining in
// index 2 and by last activity in index 3.
func tabPartition(org account.OrganizationID, tab Tab) string {
	return "O#" + string(org) + "#" + string(tab)
}

// byInviterPartition holds, in index 2, the pending invitations that one actor sent.
func byInviterPartition(org account.OrganizationID, inviter string) string {
	return "O#" + string(org) + "#BY#" + inviter
}

// targetPartition holds, in index 2, the events about one record.
func targetPartition(org account.OrganizationID, target string) string {
	return "O#" + string(org) + "#T#" + target
}

// actorPartition holds, in index 3, the events of one actor.
func actorPartition(org account.OrganizationID, actor string) string {
	return "O#" + string(org) + "#AC#" + actor
}

// invitationMailKey names what is known of a mail of an invitation besides the row's mail state: that it is on
// its way or went, or that it waits.
func invitationMailKey(id account.InvitationID, what string) Key {
	return Key{"I#" + string(id), "MAIL#" + what}
}

// duePartition holds, in index 4, what a minute's sweep must look at. Ten shards, so that a hundred
// thousand invitations do not meet in one partition. id is that of the invitation or of the event.
func duePartition[ID ~string](id ID) string {
	sum := sha256.Sum256([]byte(id))
	return dueShard(int(sum[0]) % DueShards)
}

// DueShards is in how many partitions due work lies.
const DueShards = 10

func dueShard(n int) string { return "DUE#" + strconv.Itoa(n) }

// named is a sort key that orders by a name and tells people of the same name apart. The space puts "anna"
// before "anna b".
func named(name, id string) string { return account.SortName(name) + " #" + id }

// worded is a sort key that orders by a word, and people of the same word by their name.
func worded(word, name, id string) string { return word + "#" + named(name, id) }

// at is a sort key that orders by time, to the millisecond.
func at(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// digest folds parts into 22 characters that say nothing about them. The separator cannot occur in a
// header or a path.
func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

const digestCharacters = 22
