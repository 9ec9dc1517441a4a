package store

import (
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// keys are the key attributes of a record. An index that a record does not stand in has no attributes.
type keys struct {
	PK     string `dynamodbav:"PK"`
	SK     string `dynamodbav:"SK"`
	GSI1PK string `dynamodbav:"GSI1PK,omitempty"`
	GSI1SK string `dynamodbav:"GSI1SK,omitempty"`
	GSI2PK string `dynamodbav:"GSI2PK,omitempty"`
	GSI2SK string `dynamodbav:"GSI2SK,omitempty"`
	GSI3PK string `dynamodbav:"GSI3PK,omitempty"`
	GSI3SK string `dynamodbav:"GSI3SK,omitempty"`
	GSI4PK string `dynamodbav:"GSI4PK,omitempty"`
	GSI4SK string `dynamodbav:"GSI4SK,omitempty"`
}

func (k Key) keys() keys { return keys{PK: k.pk, SK: k.sk} }

func (k Key) item() item {
	return item{"PK": &types.AttributeValueMemberS{Value: k.pk}, "SK": &types.AttributeValueMemberS{Value: k.sk}}
}

// Kinds of record: what an item of the table is.
const (
	kindOrganization = "organization"
	kindCounts       = "counts"
	kindAdmins       = "admins"
	kindAdAccount    = "ad_account"
	kindExternalID   = "external_id"
	kindUser         = "user"
	kindLogin        = "login"
	kindUserAddress  = "user_address"
	kindSession      = "session"
	kindSignIn       = "sign_in"
	kindTwoFactor    = "two_factor"
	kindWrongCodes   = "wrong_codes"
	kindReset        = "two_factor_reset"
	kindMember       = "member"
	kindInvitation   = "invitation"
	kindAddress      = "address"
	kindEvent        = "event"
	kindAnswer       = "answer"
	kindMessage      = "message"
	kindMessageOrder = "message_order"
	kindRate         = "rate"
	kindHandled      = "handled"
	kindRow          = "row"
	kindAgency       = "agency"
	kindAssignment   = "assignment"
	kindSCIMPlace    = "scim_place"
	kindSCIMName     = "scim_name"
	kindSCIMPage     = "scim_page"
	kindKey          = "api_key"
	kindWebhook      = "webhook"
	kindDelivery     = "delivery"
	kindGate         = "gate"
)

// millis is a time as Unix milliseconds.
type millis int64

func (m millis) time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(m)).UTC()
}

func toMillis(t time.Time) millis {
	if t.IsZero() {
		return 0
	}
	return millis(t.UnixMilli())
}

func encode(record any) item {
	encoded, err := attributevalue.MarshalMap(record)
	if err != nil {
		panic(fmt.Errorf("store: a record cannot be encoded: %w", err)) // only a record type that is wrong
	}
	return encoded
}

// actorRecord and personRecord are an actor and a person inside another record.
type actorRecord struct {
	Kind account.ActorKind      `dynamodbav:"kind"`
	ID   string                 `dynamodbav:"id,omitempty"`
	Via  account.OrganizationID `dynamodbav:"via,omitempty"`
}

type personRecord struct {
	ID   string `dynamodbav:"id,omitempty"`
	Name string `dynamodbav:"name,omitempty"`
}

func (g grantRecord) roles() []account.AdAccountRole {
	var roles []account.AdAccountRole
	for _, text := range g {
		roles = append(roles, account.ParseAdAccountRole(text))
	}
	return roles
}

// grantRecord is ad-account roles in their stored form.
type grantRecord []string

func toGrantRecord(roles []account.AdAccountRole) grantRecord {
	var texts grantRecord
	for _, r := range roles {
		texts = append(texts, r.String())
	}
	return texts
}

// shownRoles is how many ad-account roles a row of a list carries (product.md §3, List).
const shownRoles = 5
