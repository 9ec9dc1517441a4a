package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"roster/shared/account"
)

// sentPage is how many invitations PendingSentBy reads at once: what one BatchGetItem takes.
const sentPage = 100

// PendingSentBy is a page of the pending invitations that a person sent, oldest first, each as it stands now.
// One that was sent in the last second may be missing: the index is late. after is where the page before
// ended, empty for the first; last is empty with the last page.
func (s *Store) PendingSentBy(ctx context.Context, org account.OrganizationID, inviter account.UserID, after account.InvitationID) (page []*account.Invitation, last account.InvitationID, err error) {
	in := expression.Key("GSI2PK").Equal(expression.Value(byInviterPartition(org, string(inviter))))
	if after != "" {
		in = in.And(expression.Key("GSI2SK").GreaterThan(expression.Value(string(after))))
	}
	e, err := expression.NewBuilder().WithKeyCondition(in).WithProjection(expression.NamesList(expression.Name("GSI2SK"))).Build()
	if err != nil {
		return nil, "", err
	}
	out, err := s.query(ctx, &dynamodb.QueryInput{
		IndexName: aws.String("GSI2"), Limit: aws.Int32(sentPage), KeyConditionExpression: e.KeyCondition(),
		ProjectionExpression: e.Projection(), ExpressionAttributeNames: e.Names(), ExpressionAttributeValues: e.Values(),
	})
	if err != nil || len(out.Items) == 0 {
		return nil, "", err
	}
	var ids []account.InvitationID
	var keys []Key
	for _, i := range out.Items {
		id := account.InvitationID(text(i["GSI2SK"]))
		ids, keys = append(ids, id), append(keys, InvitationKey(id))
	}
	found, err := s.Get(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	for _, id := range ids {
		if i := found.Invitation(org, id); i != nil {
			page = append(page, i)
		}
	}
	if len(out.LastEvaluatedKey) > 0 {
		last = ids[len(ids)-1]
	}
	return page, last, nil
}
