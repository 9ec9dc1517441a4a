package store

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

// agencyRecord is an agency link. It lies with the client's records; index 1 has the clients of an agency.
type agencyRecord struct {
	keys
	Kind    string        `dynamodbav:"kind"`
	Summary agencySummary `dynamodbav:"summary"`
	Roles   grantRecord   `dynamodbav:"ad_account_roles,omitempty"`
}

type agencySummary struct {
	Client      account.OrganizationID `dynamodbav:"client"`
	Agency      account.OrganizationID `dynamodbav:"agency"`
	State       account.LinkState      `dynamodbav:"state"`
	Permissions []account.Permission   `dynamodbav:"permissions,omitempty"`
	InvitedBy   personRecord           `dynamodbav:"invited_by"`
	Created     millis                 `dynamodbav:"created"`
	Accepted    millis                 `dynamodbav:"accepted,omitempty"`
	Round       int64                  `dynamodbav:"round"`
	Version     int64                  `dynamodbav:"version"`
}

func toAgencyRecord(l *account.AgencyLink) agencyRecord {
	k := AgencyKey(l.Client, l.Agency).keys()
	k.GSI1PK, k.GSI1SK = clientsPartition(l.Agency), string(l.Client)
	return agencyRecord{
		keys: k, Kind: kindAgency, Roles: toGrantRecord(l.Cap.AdAccountRoles),
		Summary: agencySummary{
			Client: l.Client, Agency: l.Agency, State: l.State, Permissions: l.Cap.Permissions,
			InvitedBy: personRecord(l.InvitedBy), Created: toMillis(l.CreatedAt), Accepted: toMillis(l.AcceptedAt),
			Round: l.Round, Version: l.Version,
		},
	}
}

func (r agencyRecord) link() *account.AgencyLink {
	s := r.Summary
	return &account.AgencyLink{
		Client: s.Client, Agency: s.Agency, State: s.State,
		Cap:       account.Grants{Permissions: s.Permissions, AdAccountRoles: r.Roles.roles()},
		InvitedBy: account.Person(s.InvitedBy), CreatedAt: s.Created.time(), AcceptedAt: s.Accepted.time(),
		Round: s.Round, Version: s.Version,
	}
}

// Agency is the link between a client and an agency, in whatever state; nil when there never was one.
func (f Found) Agency(client, agency account.OrganizationID) *account.AgencyLink {
	if r := read[agencyRecord](f, AgencyKey(client, agency)); r != nil {
		return r.link()
	}
	return nil
}

// InviteAgency writes a new link over none, or over one that is over. Both organizations have an event of it.
//
// Conflict when there is an open link between the two.
func (s *Store) InviteAgency(ctx context.Context, in Intent, l *account.AgencyLink) error {
	change := account.Between(account.Grants{}, l.Cap).WithState("", string(l.State))
	free := expression.AttributeNotExists(expression.Name("PK")).
		Or(expression.Name("summary.state").In(expression.Value(account.LinkDeclined), expression.Value(account.LinkRevoked), expression.Value(account.LinkEnded)))
	taken := refuse(account.Conflict, "This agency is invited or works here already. Change what it may do instead.")
	return s.commit(ctx, in, append(in.aboutLink(account.AgencyInvited, l, change), put(toAgencyRecord(l), free, taken))...)
}

// UpdateAgency writes the link's next state over the one that it was made from: another cap, accepted, declined
// or ended. Both organizations have an event of it.
//
// StaleVersion when the link has moved on.
func (s *Store) UpdateAgency(ctx context.Context, in Intent, before, after *account.AgencyLink, event account.EventType) error {
	change := account.Between(before.Cap, after.Cap)
	if before.State != after.State {
		change = change.WithState(string(before.State), string(after.State))
	}
	next := set(toAgencyRecord(after), []string{"ad_account_roles"}, versionIs(before.Version), movedOn)
	return s.commit(ctx, in, append(in.aboutLink(event, after, change), next)...)
}

// aboutLink is the events of a link: one on each side. In the other's log an agency's act is that of an agency
// member.
func (in Intent) aboutLink(kind account.EventType, l *account.AgencyLink, c account.Change) []write {
	return []write{
		in.seenBy(l.Client, l.Agency).event(kind, account.Target{Kind: account.TargetAgency, ID: string(l.Agency)}, c, l.Version),
		in.seenBy(l.Agency, l.Agency).event(kind, account.Target{Kind: account.TargetClient, ID: string(l.Client)}, c, l.Version),
	}
}

// seenBy is the intent as it stands in the log of one of the two organizations of a link.
func (in Intent) seenBy(log, agency account.OrganizationID) Intent {
	if in.Organization == agency && log != agency && in.Actor.Kind == account.ByUser {
		in.Actor = account.Actor{Kind: account.ByAgency, ID: in.Actor.ID, Via: agency}
	}
	in.Organization = log
	return in
}

// AgenciesOf are the links of a client to agencies, whatever their state, by the agency's id. Strongly consistent.
func (s *Store) AgenciesOf(ctx context.Context, client account.OrganizationID) ([]*account.AgencyLink, error) {
	in := expression.Key("PK").Equal(expression.Value(OrganizationKey(client).pk)).And(expression.Key("SK").BeginsWith(agencyPrefix))
	return s.links(ctx, "", in)
}

// ClientsOf are the links of an agency to its clients, whatever their state, by the client's id, each as it
// stands now. One that was made in the last second may be missing: the index is late.
func (s *Store) ClientsOf(ctx context.Context, agency account.OrganizationID) ([]*account.AgencyLink, error) {
	indexed, err := s.links(ctx, "GSI1", expression.Key("GSI1PK").Equal(expression.Value(clientsPartition(agency))))
	if err != nil {
		return nil, err
	}
	keys := make([]Key, len(indexed))
	for n, l := range indexed {
		keys[n] = AgencyKey(l.Client, l.Agency)
	}
	found, err := s.Get(ctx, keys...)
	if err != nil {
		return nil, err
	}
	for n, l := range indexed {
		indexed[n] = found.Agency(l.Client, l.Agency)
	}
	return slices.DeleteFunc(indexed, func(l *account.AgencyLink) bool { return l == nil }), nil
}

func (s *Store) links(ctx context.Context, index string, which expression.KeyConditionBuilder) ([]*account.AgencyLink, error) {
	e := build(expression.NewBuilder().WithKeyCondition(which), unconditional)
	in := &dynamodb.QueryInput{
		KeyConditionExpression: e.KeyCondition(), ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	}
	if index == "" {
		in.ConsistentRead = aws.Bool(true)
	} else {
		in.IndexName = &index
	}
	var all []*account.AgencyLink
	for {
		out, err := s.query(ctx, in)
		if err != nil {
			return nil, err
		}
		for _, i := range out.Items {
			r, err := decode[agencyRecord](i)
			if err != nil {
				return nil, unreadableError{keyOf(i), err}
			}
			all = append(all, r.link())
		}
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return all, nil
		}
	}
}
