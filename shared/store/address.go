package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

// AddressTaken is what CreateInvitation answers when the address cannot be invited: it has an open
// invitation, it is a member's, or whoever has it wants no invitations. One of the three is set.
type AddressTaken struct {
	Invitation account.InvitationID
	Member     account.MemberID
	Blocked    bool
}

func (AddressTaken) Error() string { return "the address is invited, a member's or blocked" }

// AddressBlocked reports whether the address wants no invitations of the organization.
func (f Found) AddressBlocked(org account.OrganizationID, address account.Address) bool {
	r := read[addressRecord](f, AddressKey(org, address))
	return r != nil && r.Blocked
}

// BlockAddress keeps the address from being invited to the organization until UnblockAddress. open is the open
// invitation that it has, nil for none: it is declined with that.
//
// AddressTaken with what else guards the address; StaleVersion when the invitation has moved on: an acceptance
// that runs at the same time wins or loses whole.
func (s *Store) BlockAddress(ctx context.Context, in Intent, address account.Address, open *account.Invitation) error {
	blocked := addressRecord{keys: AddressKey(in.Organization, address).keys(), Kind: kindAddress, Blocked: true}
	blocked.GSI2PK, blocked.GSI2SK = blockedPartition(in.Organization), string(address)
	if open == nil {
		return s.commit(ctx, in, put(blocked, addressFree(in.At), addressTaken))
	}
	after := *open
	after.State, after.Version = account.Declined, account.NextVersion(open.Version, in.At)
	return s.commit(ctx, in, append(s.closing(in, open, &after, account.InvitationDeclined),
		put(blocked, guardedBy(open), addressTaken))...)
}

// UnblockAddress lets the address be invited again. One that is not blocked is left alone.
func (s *Store) UnblockAddress(ctx context.Context, org account.OrganizationID, address account.Address) error {
	return s.drop(ctx, AddressKey(org, address), expression.Name("blocked").Equal(expression.Value(true)))
}

// Addressed names an open invitation to an address, and whose it is.
type Addressed struct {
	ID           account.InvitationID
	Organization account.OrganizationID
}

// InvitationsTo is the open invitations to an address of whichever organization, at most so many, the newest
// of them first. It reads the guards of the address, which are strongly consistent.
func (s *Store) InvitationsTo(ctx context.Context, address account.Address, now time.Time, most int) ([]Addressed, error) {
	e, err := expression.NewBuilder().
		WithKeyCondition(expression.Key("PK").Equal(expression.Value(addressPartition(address)))).
		WithFilter(expression.Name("until").GreaterThan(expression.Value(toMillis(now)))).Build()
	if err != nil {
		return nil, err
	}
	var all []Addressed
	var after item
	for {
		out, err := s.query(ctx, &dynamodb.QueryInput{
			KeyConditionExpression: e.KeyCondition(), FilterExpression: e.Filter(), ConsistentRead: aws.Bool(true),
			ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(), ExclusiveStartKey: after,
		})
		if err != nil {
			return nil, err
		}
		for _, i := range out.Items {
			r, err := decode[addressRecord](i)
			if err != nil {
				return nil, unavailable("invitations to an address", err)
			}
			all = append(all, Addressed{r.Invitation, account.OrganizationID(strings.TrimPrefix(r.SK, placePrefix))})
		}
		if after = out.LastEvaluatedKey; len(after) == 0 {
			break
		}
	}
	slices.SortFunc(all, func(a, b Addressed) int { return cmp.Compare(b.ID, a.ID) })
	return all[:min(most, len(all))], nil
}

// addressRecord guards an address in an organization. A member's guard stays, and so does that of an address
// whose owner wants no invitations; an invitation's guards until the invitation expires, and what is left of it
// then is cleaned up.
type addressRecord struct {
	keys
	Kind       string               `dynamodbav:"kind"`
	Invitation account.InvitationID `dynamodbav:"invitation,omitempty"`
	Until      millis               `dynamodbav:"until,omitempty"`
	TTL        int64                `dynamodbav:"ttl,omitempty"`
	Member     account.MemberID     `dynamodbav:"member,omitempty"`
	Blocked    bool                 `dynamodbav:"blocked,omitempty"`
}

func toAddressRecord(i *account.Invitation) addressRecord {
	return addressRecord{
		keys: AddressKey(i.Organization, i.Email).keys(), Kind: kindAddress, Invitation: i.ID,
		Until: toMillis(i.ExpiresAt), TTL: i.ExpiresAt.Add(guardKept).Unix(),
	}
}

// guardKept is how long after its time a guard may still be written over rather than away.
const guardKept = time.Hour

func toMemberAddressRecord(m *account.Member) addressRecord {
	return addressRecord{keys: AddressKey(m.Organization, m.Reserved).keys(), Kind: kindAddress, Member: m.ID()}
}

// addressFree holds where nothing guards the address, or only an invitation that has expired.
func addressFree(now time.Time) expression.ConditionBuilder {
	return expression.AttributeNotExists(expression.Name("PK")).
		Or(expression.Name("until").LessThanEqual(expression.Value(now.UnixMilli())))
}

// guardedBy holds while the address is guarded by the invitation, or by nothing any more. Where the clocks of
// two programs differ, another invitation may have taken it in the last moment.
func guardedBy(i *account.Invitation) expression.ConditionBuilder {
	return expression.AttributeNotExists(expression.Name("PK")).
		Or(expression.Name("invitation").Equal(expression.Value(i.ID)))
}

func addressTaken(now item) error {
	r, err := decode[addressRecord](now)
	if err != nil {
		return unavailable("address guard", err)
	}
	return AddressTaken{Invitation: r.Invitation, Member: r.Member, Blocked: r.Blocked}
}
