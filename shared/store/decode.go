package store

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// decode reads an item as a record. Records that every request reads, and a page by the dozen, are read by hand:
// docs/cost.md says what reflection cost. An item that holds anything
// but what this program writes is left to attributevalue, which knows what else can be read and says what cannot.
func decode[T any](from item) (T, error) {
	var byHand T
	if r, ok := any(&byHand).(handRead); ok {
		strange := false
		if r.read(fields{from, &strange}); !strange {
			return byHand, nil
		}
	}
	var record T
	err := attributevalue.UnmarshalMap(from, &record)
	return record, err
}

// handRead is a record that is read by hand. A test holds it against attributevalue, field by field.
type handRead interface{ read(fields) }

// fields are an item's, by the types that records have. What is absent reads as nothing; what is of another type
// is strange.
type fields struct {
	of      item
	strange *bool
}

func (f fields) text(name string) string {
	switch v := f.of[name].(type) {
	case nil:
	case *types.AttributeValueMemberS:
		return v.Value
	default:
		*f.strange = true
	}
	return ""
}

func (f fields) number(name string) int64 {
	switch v := f.of[name].(type) {
	case nil:
	case *types.AttributeValueMemberN:
		n, err := strconv.ParseInt(v.Value, 10, 64)
		*f.strange = *f.strange || err != nil
		return n
	default:
		*f.strange = true
	}
	return 0
}

func (f fields) truth(name string) bool {
	switch v := f.of[name].(type) {
	case nil:
	case *types.AttributeValueMemberBOOL:
		return v.Value
	default:
		*f.strange = true
	}
	return false
}

// within are the fields of a record inside.
func (f fields) within(name string) fields {
	switch v := f.of[name].(type) {
	case nil:
	case *types.AttributeValueMemberM:
		return fields{v.Value, f.strange}
	default:
		*f.strange = true
	}
	return fields{nil, f.strange}
}

// textsOf is a list of texts.
func textsOf[T ~string](f fields, name string) []T {
	list, ok := f.of[name].(*types.AttributeValueMemberL)
	if !ok {
		*f.strange = *f.strange || f.of[name] != nil
		return nil
	}
	texts := make([]T, len(list.Value))
	for i, v := range list.Value {
		text, ok := v.(*types.AttributeValueMemberS)
		if !ok {
			*f.strange = true
			return nil
		}
		texts[i] = T(text.Value)
	}
	return texts
}

// setOf is a set of texts, which is a list in an image of the stream. There are no empty sets: one that is encoded
// is null.
func setOf[T ~string](f fields, name string) []T {
	switch v := f.of[name].(type) {
	case *types.AttributeValueMemberSS:
		texts := make([]T, len(v.Value))
		for i, text := range v.Value {
			texts[i] = T(text)
		}
		return texts
	case *types.AttributeValueMemberNULL:
		return nil
	}
	return textsOf[T](f, name)
}

func (f fields) keys() keys {
	return keys{
		PK: f.text("PK"), SK: f.text("SK"),
		GSI1PK: f.text("GSI1PK"), GSI1SK: f.text("GSI1SK"), GSI2PK: f.text("GSI2PK"), GSI2SK: f.text("GSI2SK"),
		GSI3PK: f.text("GSI3PK"), GSI3SK: f.text("GSI3SK"), GSI4PK: f.text("GSI4PK"), GSI4SK: f.text("GSI4SK"),
	}
}
