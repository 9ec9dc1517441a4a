package store

import (
	"cmp"
	"context"
	"errors"
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

// AddressBlocked is the invitation by whose link the address was blocked for the organization; empty when it is
// not blocked.
func (f Found) AddressBlocked(org account.OrganizationID, address account.Address) account.InvitationID {
	if r := read[addressRecord](f, AddressKey(org, address)); r != nil && r.Blocked {
		return r.BlockedBy
	}
	return ""
}

// BlockAddress keeps the address of an invitation, whose link was used, from being invited to its organization
// until UnblockAddress. open is the open invitation that the address has, which may be the same; nil for none. It
// is declined with that. The invitation of the link is kept as long as the block, because it leads back to it.
//
// AddressTaken with what else guards the address; StaleVersion when one of the two has moved on: an acceptance
// that runs at the same time wins or loses whole.
func (s *Store) BlockAddress(ctx context.Context, in Intent, by, open *account.Invitation) error {
	blocked := addressRecord{keys: AddressKey(by.Organization, by.Email).keys(), Kind: kindAddress, Blocked: true, BlockedBy: by.ID}
	blocked.GSI2PK, blocked.GSI2SK = blockedPartition(by.Organization), string(by.Email)
	free, writes := addressFree(in.At), []write(nil)
	if open != nil {
		after := *open
		after.State, after.Version = account.Declined, account.NextVersion(open.Version, in.At)
		kept := &after
		if open.ID != by.ID {
			kept = s.over(&after)
		}
		free, writes = guardedBy(open), closing(in, open, kept, account.InvitationDeclined)
	}
	if open == nil || open.ID != by.ID {
		writes = append(writes, stays(in, by)...)
	}
	return s.commit(ctx, in, append(writes, put(blocked, free, addressTaken))...)
}

// stays is the writes by which an invitation that is over does not go. One that sweep has not come to is expired
// here: sweep would give it an end.
func stays(in Intent, i *account.Invitation) []write {
	if i.State == account.Pending {
		after := *i
		after.State, after.Version = account.Expired, account.NextVersion(i.Version, in.At)
		return closing(in, i, &after, account.InvitationExpired)
	}
	endless := expression.Remove(expression.Name("summary.kept")).Remove(expression.Name("ttl"))
	return []write{change(InvitationKey(i.ID), endless, expression.AttributeExists(expression.Name("PK")), movedOn)}
}

// UnblockAddress lets the address be invited again that was blocked by the link of an invitation. That goes when
// what is over goes. An address that is not blocked by it is left alone.
func (s *Store) UnblockAddress(ctx context.Context, in Intent, address account.Address, by account.InvitationID) error {
	same := expression.Name("blocked_by").Equal(expression.Value(by))
	writes := []write{remove(AddressKey(in.Organization, address), same, func(item) error { return errConditionFailed })}
	if s.keep.Invitations > 0 {
		until := in.At.Add(s.keep.Invitations)
		goes := expression.Set(expression.Name("summary.kept"), expression.Value(toMillis(until))).
			Set(expression.Name("ttl"), expression.Value(until.Unix()))
		writes = append(writes, change(InvitationKey(by), goes, expression.AttributeExists(expression.Name("PK")), movedOn))
	}
	err := s.commit(ctx, in, writes...)
	if errors.Is(err, errConditionFailed) {
		return nil
	}
	return err
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
	BlockedBy  account.InvitationID `dynamodbav:"blocked_by,omitempty"`
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
