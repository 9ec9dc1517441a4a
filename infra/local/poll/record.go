package poll

import (
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// toEvent makes of a record what Lambda hands to a function.
func toEvent(record types.Record, streamARN, region string) events.DynamoDBEventRecord {
	change := record.Dynamodb
	event := events.DynamoDBEventRecord{
		AWSRegion:      region,
		EventID:        aws.ToString(record.EventID),
		EventName:      string(record.EventName),
		EventSource:    "aws:dynamodb",
		EventVersion:   aws.ToString(record.EventVersion),
		EventSourceArn: streamARN,
		Change: events.DynamoDBStreamRecord{
			// Whole seconds, as in Lambda's JSON.
			ApproximateCreationDateTime: events.SecondsEpochTime{Time: aws.ToTime(change.ApproximateCreationDateTime).Truncate(time.Second).UTC()},
			Keys:                        toAttributes(change.Keys),
			NewImage:                    toAttributes(change.NewImage),
			OldImage:                    toAttributes(change.OldImage),
			SequenceNumber:              aws.ToString(change.SequenceNumber),
			SizeBytes:                   aws.ToInt64(change.SizeBytes),
			StreamViewType:              string(change.StreamViewType),
		},
	}
	if who := record.UserIdentity; who != nil { // set when TTL removed the item
		event.UserIdentity = &events.DynamoDBUserIdentity{Type: aws.ToString(who.Type), PrincipalID: aws.ToString(who.PrincipalId)}
	}
	return event
}

func toAttributes(item map[string]types.AttributeValue) map[string]events.DynamoDBAttributeValue {
	if item == nil {
		return nil
	}
	attributes := make(map[string]events.DynamoDBAttributeValue, len(item))
	for name, value := range item {
		attributes[name] = toAttribute(value)
	}
	return attributes
}

func toAttribute(value types.AttributeValue) events.DynamoDBAttributeValue {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return events.NewStringAttribute(v.Value)
	case *types.AttributeValueMemberN:
		return events.NewNumberAttribute(v.Value)
	case *types.AttributeValueMemberB:
		return events.NewBinaryAttribute(v.Value)
	case *types.AttributeValueMemberBOOL:
		return events.NewBooleanAttribute(v.Value)
	case *types.AttributeValueMemberSS:
		return events.NewStringSetAttribute(v.Value)
	case *types.AttributeValueMemberNS:
		return events.NewNumberSetAttribute(v.Value)
	case *types.AttributeValueMemberBS:
		return events.NewBinarySetAttribute(v.Value)
	case *types.AttributeValueMemberL:
		list := make([]events.DynamoDBAttributeValue, len(v.Value))
		for i, element := range v.Value {
			list[i] = toAttribute(element)
		}
		return events.NewListAttribute(list)
	case *types.AttributeValueMemberM:
		return events.NewMapAttribute(toAttributes(v.Value))
	default: // AttributeValueMemberNULL; DynamoDB has no further types
		return events.NewNullAttribute()
	}
}
