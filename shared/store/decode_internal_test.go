package store

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What is read by hand is what attributevalue reads, for whatever stands in the fields: a field that is forgotten
// or mixed up shows here.
func TestRecordsReadByHandAreThoseThatAttributevalueReads(t *testing.T) {
	t.Parallel()
	t.Run("member", sameByHand[memberRecord])
	t.Run("session", sameByHand[sessionRecord])
	t.Run("organization", sameByHand[organizationRecord])
	t.Run("API key", sameByHand[apiKeyRecord])
	t.Run("ad account", sameByHand[adAccountRecord])
}

func sameByHand[R any](t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		i := encode(rapid.Make[R]().Draw(t, "record"))
		byHand, ok := any(new(R)).(handRead)
		if !ok {
			t.Fatalf("a %T is not read by hand", byHand)
		}
		strange := false
		if byHand.read(fields{i, &strange}); strange {
			t.Fatal("what this program writes is strange to it")
		}
		var want R
		if err := attributevalue.UnmarshalMap(i, &want); err != nil {
			t.Fatal(err)
		}
		got := *any(byHand).(*R)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(memberRecord{}, sessionRecord{}, organizationRecord{}, apiKeyRecord{}, adAccountRecord{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What this program does not write is read, or refused, by attributevalue.
func TestAStrangeItemIsLeftToAttributevalue(t *testing.T) {
	t.Parallel()
	s := func(text string) types.AttributeValue { return &types.AttributeValueMemberS{Value: text} }
	for name, c := range map[string]struct {
		attribute string
		value     types.AttributeValue
		readable  bool
	}{
		"null":           {"last_active", &types.AttributeValueMemberNULL{Value: true}, true},
		"a set":          {"ad_account_roles", &types.AttributeValueMemberSS{Value: []string{"ada_1/viewer"}}, true},
		"a number":       {"last_active", &types.AttributeValueMemberN{Value: "1"}, true},
		"a text":         {"summary", s("Marcus"), false},
		"a mixed list":   {"ad_account_roles", &types.AttributeValueMemberL{Value: []types.AttributeValue{s("a"), &types.AttributeValueMemberN{Value: "1"}}}, true},
		"another number": {"summary", &types.AttributeValueMemberM{Value: item{"version": &types.AttributeValueMemberN{Value: "1.5"}}}, false},
	} {
		i := item{"PK": s("U#usr_1"), "SK": s("O#1"), c.attribute: c.value}
		got, err := decode[memberRecord](i)
		var want memberRecord
		wanted := attributevalue.UnmarshalMap(i, &want)
		if (err == nil) != c.readable || (err == nil) != (wanted == nil) {
			t.Errorf("%s: %v, and attributevalue says %v", name, err, wanted)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(memberRecord{})); diff != "" && err == nil {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A place that ends beside a way in through an agency takes all with it that a place consists of.
func TestAPlaceThatEndsLeavesNothingButTheAgencies(t *testing.T) {
	t.Parallel()
	var names []string
	for _, field := range reflect.VisibleFields(reflect.TypeFor[memberRecord]()) {
		name, _, _ := strings.Cut(field.Tag.Get("dynamodbav"), ",")
		if name != "" && !slices.Contains([]string{"PK", "SK", "agencies"}, name) {
			names = append(names, name)
		}
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(placeAttributes))); diff != "" {
		t.Error(diff)
	}
}
