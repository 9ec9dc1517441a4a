package store

import (
	"maps"
	"reflect"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// set writes the attributes of a record that exists, and removes the listed ones that the record no longer
// has. Attributes that others keep on the item (mail state, last activity) stay as they are.
func set(record any, mayGo []string, condition expression.ConditionBuilder, refused func(item) error) write {
	encoded := encode(record)
	a := newAssignments(len(encoded))
	for name, value := range encoded {
		if name != "PK" && name != "SK" {
			a.put(value, name)
		}
	}
	for _, name := range mayGo {
		if _, stays := encoded[name]; !stays {
			a.drop(name)
		}
	}
	return a.write(keyOf(encoded), condition, refused)
}

// amend writes what two states of a record differ in, down to the entries of its summary, so that what others
// change beside it stays.
func amend(before, after any, condition expression.ConditionBuilder, refused func(item) error) write {
	was, is := encode(before), encode(after)
	a := newAssignments(len(is))
	a.put(is["kind"], "kind") // an update that changes nothing is no update
	a.differ(was, is)
	return a.write(keyOf(is), condition, refused)
}

// assignments are what an update sets and takes away, written as DynamoDB reads it. The SDK's builder makes the same of
// whole records by way of a tree, which cost a tenth of an edit.
type assignments struct {
	sets, gone []string
	names      map[string]string
	values     item
}

func newAssignments(most int) *assignments {
	return &assignments{names: make(map[string]string, most), values: make(item, most)}
}

// put sets an attribute, or an entry inside of one: its path goes from the outside in.
func (a *assignments) put(value types.AttributeValue, path ...string) {
	placeholder := ":s" + strconv.Itoa(len(a.values))
	a.values[placeholder] = value
	a.sets = append(a.sets, a.reference(path)+" = "+placeholder)
}

// drop removes an attribute, or an entry inside of one.
func (a *assignments) drop(path ...string) { a.gone = append(a.gone, a.reference(path)) }

func (a *assignments) reference(path []string) string {
	references := make([]string, len(path))
	for n, name := range path {
		references[n] = "#s" + strconv.Itoa(len(a.names))
		a.names[references[n]] = name
	}
	return strings.Join(references, ".")
}

// differ assigns what is to what was, in the attribute that the path leads to.
func (a *assignments) differ(was, is item, path ...string) {
	for name, value := range is {
		before, after, both := summaries(name, was[name], value)
		switch {
		case both:
			a.differ(before, after, name)
		case !reflect.DeepEqual(was[name], value):
			a.put(value, append(path[:len(path):len(path)], name)...)
		}
	}
	for name := range was {
		if _, stays := is[name]; !stays {
			a.drop(append(path[:len(path):len(path)], name)...)
		}
	}
}

// summaries opens the one attribute whose entries are written singly.
func summaries(name string, was, is types.AttributeValue) (before, after item, both bool) {
	outer, ok := was.(*types.AttributeValueMemberM)
	inner, same := is.(*types.AttributeValueMemberM)
	if name != "summary" || !ok || !same {
		return nil, nil, false
	}
	return outer.Value, inner.Value, true
}

func (a *assignments) write(key Key, condition expression.ConditionBuilder, refused func(item) error) write {
	e := build(expression.NewBuilder(), condition)
	maps.Copy(a.names, e.Names())
	maps.Copy(a.values, e.Values())
	update := "SET " + strings.Join(a.sets, ", ")
	if len(a.gone) > 0 {
		update += " REMOVE " + strings.Join(a.gone, ", ")
	}
	return write{types.TransactWriteItem{Update: &types.Update{
		Key: key.item(), UpdateExpression: aws.String(update), ConditionExpression: e.Condition(),
		ExpressionAttributeNames: a.names, ExpressionAttributeValues: a.values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}}, refused}
}
