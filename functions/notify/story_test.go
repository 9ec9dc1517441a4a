package notify_test

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

// What happens in the stories that the tests tell.

// spoil makes a record that nobody can read.
func (w *world) spoil(pk, sk string) {
	w.T.Helper()
	_, err := storetest.Client(w.Config).UpdateItem(w.T.Context(), &dynamodb.UpdateItemInput{
		TableName: &w.Config.Table, UpdateExpression: aws.String("SET summary = :text"),
		Key:                       storetest.Item{"PK": &dbtypes.AttributeValueMemberS{Value: pk}, "SK": &dbtypes.AttributeValueMemberS{Value: sk}},
		ExpressionAttributeValues: storetest.Item{":text": &dbtypes.AttributeValueMemberS{Value: "no summary"}},
	})
	if err != nil {
		w.T.Fatal(err)
	}
}

// invitationOf is the invitation by which somebody came.
func (w *world) invitationOf(p *webtest.Person) string {
	w.T.Helper()
	for _, item := range storetest.Table(w.T, w.Config) {
		var r struct {
			AcceptedBy account.UserID `dynamodbav:"accepted_by"`
			Summary    struct {
				ID string `dynamodbav:"id"`
			} `dynamodbav:"summary"`
		}
		if err := attributevalue.UnmarshalMap(item, &r); err == nil && r.AcceptedBy == p.User.ID {
			return r.Summary.ID
		}
	}
	w.T.Fatal("nobody invited this person")
	return ""
}

// by is an intent of that person.
func (w *world) by(p *webtest.Person) store.Intent {
	return store.Intent{Organization: w.Org, Actor: account.Actor{Kind: account.ByUser, ID: string(p.User.ID)}, RequestID: "req_test", At: w.Now()}
}

// resend asks for the invitation's mail again, as the page does.
func (w *world) resend(id account.InvitationID) queue.Mail {
	w.T.Helper()
	before := w.invitation(id)
	after := *before
	after.MailState = account.MailQueued
	after.ExpiresAt = w.Now().Add(account.DefaultSettings().InvitationLife())
	if err := w.Store.UpdateInvitation(w.T.Context(), w.by(w.Admin), before, &after, account.InvitationResent); err != nil {
		w.T.Fatal(err)
	}
	return w.message(queue.MailInvitation, account.InvitationResent, string(id))
}

// readdress sends the invitation to another address, with another link.
func (w *world) readdress(id account.InvitationID, to account.Address) queue.Mail {
	w.T.Helper()
	before := w.invitation(id)
	after := *before
	after.Email, after.MailState, after.TokenVersion = to, account.MailQueued, before.TokenVersion+1
	after.Version = account.NextVersion(before.Version, w.Now())
	if err := w.Store.UpdateInvitation(w.T.Context(), w.by(w.Admin), before, &after, account.InvitationUpdated, "email"); err != nil {
		w.T.Fatal(err)
	}
	return w.message(queue.MailInvitation, account.InvitationUpdated, string(id))
}

func (w *world) revoke(id account.InvitationID) {
	w.T.Helper()
	before := w.invitation(id)
	after := *before
	after.State, after.Version = account.Revoked, before.Version+1
	if err := w.Store.CloseInvitation(w.T.Context(), w.by(w.Admin), before, &after, account.InvitationRevoked); err != nil {
		w.T.Fatal(err)
	}
}

// remove ends a person's place.
func (w *world) remove(p *webtest.Person, event account.EventType) {
	w.T.Helper()
	if err := w.Store.RemoveMember(w.T.Context(), w.by(w.Admin), p.Place(), event); err != nil {
		w.T.Fatal(err)
	}
}

// become changes the state of a person's place.
func (w *world) become(p *webtest.Person, state account.MemberState, event account.EventType) {
	w.T.Helper()
	before := p.Place()
	after := *before
	after.State, after.Version = state, before.Version+1
	if err := w.Store.UpdateMember(w.T.Context(), w.by(w.Admin), before, &after, event); err != nil {
		w.T.Fatal(err)
	}
}

// listed lets dispatch's rows of a person follow the record.
func (w *world) listed(people ...*webtest.Person) {
	w.T.Helper()
	w.listedIn(w.Org, people...)
}

func (w *world) listedIn(org account.OrganizationID, people ...*webtest.Person) {
	w.T.Helper()
	for _, p := range people {
		change, err := w.Store.ChangeAt(w.T.Context(), "U#"+string(p.User.ID), "O#"+string(org))
		if err != nil || change.Person == nil {
			w.T.Fatalf("the place cannot be read: %v", err)
		}
		if err := w.Store.KeepRows(w.T.Context(), *change.Person); err != nil {
			w.T.Fatal(err)
		}
	}
}

// agency is one whose admin has rows.
func (w *world) agency() (account.OrganizationID, *webtest.Person) {
	w.T.Helper()
	id, boss := w.NewAgency("Bright Media")
	w.listedIn(id, boss)
	return id, boss
}
