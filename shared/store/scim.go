package store

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

// SCIMWrite is what becomes of a SCIM place: Before is nil for a new one, After for one that goes. It is part of the
// transaction of the command that changes the place itself.
type SCIMWrite struct{ Before, After *account.SCIMPlace }

// SCIMNameTaken is what a command answers when another SCIM place has the user name or the external id.
type SCIMNameTaken struct{ Place account.SCIMID }

func (SCIMNameTaken) Error() string { return "another SCIM place has the user name or the external id" }

// scimRecord is a SCIM place.
type scimRecord struct {
	keys
	Kind        string                 `dynamodbav:"kind"`
	Org         account.OrganizationID `dynamodbav:"org"`
	UserName    string                 `dynamodbav:"user_name"`
	ExternalID  string                 `dynamodbav:"external_id,omitempty"`
	Formatted   string                 `dynamodbav:"formatted,omitempty"`
	Given       string                 `dynamodbav:"given,omitempty"`
	Family      string                 `dynamodbav:"family,omitempty"`
	DisplayName string                 `dynamodbav:"display_name,omitempty"`
	Email       account.Address        `dynamodbav:"email"`
	EmailType   string                 `dynamodbav:"email_type,omitempty"`
	Primary     *bool                  `dynamodbav:"primary,omitempty"`
	Invitation  account.InvitationID   `dynamodbav:"invitation,omitempty"`
	User        account.UserID         `dynamodbav:"user,omitempty"`
	Open        bool                   `dynamodbav:"open,omitempty"`
	Role        account.Role           `dynamodbav:"role"`
	Permissions []account.Permission   `dynamodbav:"permissions,omitempty"`
	Roles       grantRecord            `dynamodbav:"ad_account_roles,omitempty"`
	Shaped      bool                   `dynamodbav:"shaped,omitempty"`
	Created     millis                 `dynamodbav:"created"`
	Modified    millis                 `dynamodbav:"modified"`
	Version     int64                  `dynamodbav:"version"`
}

func toSCIMRecord(p *account.SCIMPlace) scimRecord {
	k := SCIMKey(p.Organization, p.ID).keys()
	if !p.Open {
		k.GSI1PK, k.GSI1SK = scimOverPartition(p.Organization), string(p.ID)
	}
	return scimRecord{
		keys: k, Kind: kindSCIMPlace, Org: p.Organization, UserName: p.UserName, ExternalID: p.ExternalID,
		Formatted: p.Name.Formatted, Given: p.Name.Given, Family: p.Name.Family, DisplayName: p.DisplayName,
		Email: p.Email.Address, EmailType: p.Email.Type, Primary: p.Email.Primary,
		Invitation: p.Invitation, User: p.User, Open: p.Open,
		Role: p.Grants.Role, Permissions: p.Grants.Permissions, Roles: toGrantRecord(p.Grants.AdAccountRoles), Shaped: p.Shaped,
		Created: toMillis(p.CreatedAt), Modified: toMillis(p.ModifiedAt), Version: p.Version,
	}
}

func (r scimRecord) place() *account.SCIMPlace {
	return &account.SCIMPlace{
		ID: account.SCIMID(r.SK), Organization: r.Org, UserName: r.UserName, ExternalID: r.ExternalID,
		Name: account.SCIMName{Formatted: r.Formatted, Given: r.Given, Family: r.Family}, DisplayName: r.DisplayName,
		Email:      account.SCIMEmail{Address: r.Email, Type: r.EmailType, Primary: r.Primary},
		Invitation: r.Invitation, User: r.User, Open: r.Open,
		Grants: account.Grants{Role: r.Role, Permissions: r.Permissions, AdAccountRoles: r.Roles.roles()}, Shaped: r.Shaped,
		CreatedAt: r.Created.time(), ModifiedAt: r.Modified.time(), Version: r.Version,
	}
}

// names are the guards and the pointer that lead to the place.
func (r scimRecord) names() []Key {
	keys := []Key{SCIMUserNameKey(r.Org, r.UserName), {scimEmailPartition(r.Org, r.Email), r.SK}}
	if r.ExternalID != "" {
		keys = append(keys, SCIMExternalIDKey(r.Org, r.ExternalID))
	}
	return keys
}

// scimNameRecord leads from a user name, an external id or an address to a SCIM place.
type scimNameRecord struct {
	keys
	Kind  string         `dynamodbav:"kind"`
	Place account.SCIMID `dynamodbav:"place"`
}

// SCIMPlace is the SCIM place of that id.
func (f Found) SCIMPlace(org account.OrganizationID, id account.SCIMID) *account.SCIMPlace {
	if r := read[scimRecord](f, SCIMKey(org, id)); r != nil {
		return r.place()
	}
	return nil
}

// SCIMPlaceAt is the SCIM place that a SCIMUserNameKey or SCIMExternalIDKey leads to; empty for none.
func (f Found) SCIMPlaceAt(k Key) account.SCIMID {
	if r := read[scimNameRecord](f, k); r != nil {
		return r.Place
	}
	return ""
}

// Addressee is the invitation, which may have expired, or the member that has the address in the organization.
func (f Found) Addressee(org account.OrganizationID, address account.Address) (account.InvitationID, account.MemberID) {
	if r := read[addressRecord](f, AddressKey(org, address)); r != nil {
		return r.Invitation, r.Member
	}
	return "", ""
}

// mostOfOneAddress is how many SCIM places of one address are looked at.
const mostOfOneAddress = 20

// SCIMPlacesWith is the SCIM places that are written with the address, strongly consistent.
func (s *Store) SCIMPlacesWith(ctx context.Context, org account.OrganizationID, address account.Address) ([]account.SCIMID, error) {
	e, err := expression.NewBuilder().
		WithKeyCondition(expression.Key("PK").Equal(expression.Value(scimEmailPartition(org, address)))).Build()
	if err != nil {
		return nil, err
	}
	out, err := s.query(ctx, &dynamodb.QueryInput{
		KeyConditionExpression: e.KeyCondition(), ConsistentRead: aws.Bool(true), Limit: aws.Int32(mostOfOneAddress),
		ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	})
	if err != nil {
		return nil, err
	}
	var all []account.SCIMID
	for _, i := range out.Items {
		all = append(all, account.SCIMID(text(i["SK"])))
	}
	return all, nil
}

// WriteSCIM writes what becomes of a SCIM place alone, where nothing else changes. It has no event: nobody's rights do.
//
// StaleVersion when the place has moved on, SCIMNameTaken as for every command that writes one.
func (s *Store) WriteSCIM(ctx context.Context, in Intent) error { return s.commit(ctx, in) }

// PinInvitation and PinMember say from now on that the place is the SCIM place's, which they write as well.
//
// StaleVersion when either has moved on.
func (s *Store) PinInvitation(ctx context.Context, in Intent, i *account.Invitation) error {
	return s.commit(ctx, in, pin(InvitationKey(i.ID), stillPending(i), in.SCIM.After.ID))
}

// PinMember is beside PinInvitation.
func (s *Store) PinMember(ctx context.Context, in Intent, m *account.Member) error {
	return s.commit(ctx, in, pin(MemberKey(m.Organization, m.User), asRead(m), in.SCIM.After.ID))
}

func pin(key Key, asRead expression.ConditionBuilder, id account.SCIMID) write {
	return change(key, expression.Set(expression.Name("summary.scim"), expression.Value(id)), asRead, movedOn)
}

// pinnedAs holds while SCIM clients know the place under that id.
func pinnedAs(id account.SCIMID) expression.ConditionBuilder {
	if id == "" {
		return expression.AttributeNotExists(expression.Name("summary.scim"))
	}
	return expression.Name("summary.scim").Equal(expression.Value(id))
}

// writes are those of the SCIM place and of what leads to it.
func (w *SCIMWrite) writes() []write {
	switch {
	case w == nil:
		return nil
	case w.After == nil:
		writes := []write{remove(toSCIMRecord(w.Before).key(), w.unmoved(), movedOn)}
		for _, key := range toSCIMRecord(w.Before).names() {
			writes = append(writes, remove(key, unconditional, nil))
		}
		return writes
	}
	record, was, leads := toSCIMRecord(w.After), map[Key]bool{}, map[Key]bool{}
	if w.Before != nil {
		for _, key := range toSCIMRecord(w.Before).names() {
			was[key] = true
		}
	}
	writes := []write{put(record, w.unmoved(), movedOn)}
	for _, key := range record.names() {
		if leads[key] = true; !was[key] {
			free := expression.AttributeNotExists(expression.Name("PK"))
			writes = append(writes, put(scimNameRecord{key.keys(), kindSCIMName, w.After.ID}, free, scimNameTaken))
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(was), compareKeys) {
		if !leads[key] {
			writes = append(writes, remove(key, unconditional, nil))
		}
	}
	return writes
}

func (r scimRecord) key() Key { return Key{r.PK, r.SK} }

// unmoved holds while the SCIM place is as it was read. What follows its invitation or member moves no version, so
// that whether there is one is compared, too.
func (w *SCIMWrite) unmoved() expression.ConditionBuilder {
	if w.Before == nil {
		return expression.AttributeNotExists(expression.Name("PK"))
	}
	same := expression.Name("version").Equal(expression.Value(w.Before.Version))
	if w.Before.Open {
		same = same.And(expression.Name("open").Equal(expression.Value(true)))
	} else {
		same = same.And(expression.AttributeNotExists(expression.Name("open")))
	}
	if w.Before.User != "" {
		return same.And(expression.Name("user").Equal(expression.Value(w.Before.User)))
	}
	return same.And(expression.AttributeNotExists(expression.Name("user")))
}

func scimNameTaken(now item) error {
	r, err := decode[scimNameRecord](now)
	if err != nil {
		return unavailable("SCIM name", err)
	}
	return SCIMNameTaken{r.Place}
}

// invites makes a new invitation the SCIM place's that the command writes. The one before it, which nobody has closed
// since it expired, is not any more.
func (in Intent) invites(i *account.Invitation) []write {
	if in.SCIM == nil {
		return nil
	}
	p, before := in.SCIM.After, in.SCIM.Before
	if p.ID == "" {
		p.ID = account.SCIMID(i.ID)
	}
	p.Invitation, p.User, p.Open = i.ID, "", true
	i.SCIM = p.ID
	if before == nil || !before.Open {
		return nil
	}
	alone := expression.Remove(expression.Name("summary.scim"))
	return []write{change(InvitationKey(before.Invitation), alone, pinnedAs(p.ID), movedOn)}
}

// placeOver is the write by which a SCIM place follows its invitation or member that ends: its next invitation offers
// the same. The id stays, and may come to stand for another invitation.
func (in Intent) placeOver(org account.OrganizationID, id account.SCIMID, held account.Grants) []write {
	if id == "" || in.SCIM != nil {
		return nil
	}
	over := toSCIMRecord(&account.SCIMPlace{Organization: org, ID: id, Grants: held})
	update := expression.Set(expression.Name("GSI1PK"), expression.Value(over.GSI1PK)).
		Set(expression.Name("GSI1SK"), expression.Value(over.GSI1SK)).
		Set(expression.Name("role"), expression.Value(over.Role)).
		Set(expression.Name("permissions"), expression.Value(over.Permissions)).
		Set(expression.Name("ad_account_roles"), expression.Value(over.Roles)).
		Remove(expression.Name("open")).Remove(expression.Name("user"))
	return []write{change(over.key(), update, expression.AttributeExists(expression.Name("PK")), movedOn)}
}

// placeTaken is the write by which a SCIM place follows its invitation that became a member.
func placeTaken(m *account.Member) []write {
	if m.SCIM == "" {
		return nil
	}
	update := expression.Set(expression.Name("user"), expression.Value(m.User))
	return []write{change(SCIMKey(m.Organization, m.SCIM), update, expression.AttributeExists(expression.Name("PK")), movedOn)}
}
