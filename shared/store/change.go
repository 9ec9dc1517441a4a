package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/shared/account"
)

// Change is what one change of the table means to who listens to its stream: an event was written, or a person
// changed. Of all other items it is empty: what the listener itself writes never comes back to it.
type Change struct {
	Event  *account.Event
	Person *Person
	Reset  account.UserID // whose two-factor authentication an operator wants to reset: the user is to be told
	// Delivery is one that somebody has asked for: it is to be queued.
	Delivery *account.Delivery
}

// Person is a member or an invitation whose record changed, and what the change shows of its rows.
type Person struct {
	key    Key
	rows   map[Key]bool           // where rows of it may lie
	newest int64                  // the newest version that is known of it
	left   account.OrganizationID // where its record was deleted
}

// PersonAt is a member or an invitation of which nothing is known but that it may have changed: its rows can be
// kept by what the table says.
func PersonAt(key Key) Person { return Person{key: key} }

// Key names the record, for whoever gathers its changes.
func (p Person) Key() Key { return p.key }

// Left is the organization whose record of the person was deleted; empty when it was not, as far as is known.
func (p Person) Left() account.OrganizationID { return p.left }

// And is both changes of one person together.
func (p Person) And(other Person) Person {
	together := map[Key]bool{}
	maps.Copy(together, p.rows)
	maps.Copy(together, other.rows)
	return Person{key: p.key, rows: together, newest: max(p.newest, other.newest), left: cmp.Or(p.left, other.left)}
}

func (p Person) and(s *standing) Person {
	if s == nil {
		return p
	}
	also := Person{rows: map[Key]bool{}, newest: s.version}
	for _, key := range s.keys() {
		also.rows[key] = true
	}
	return p.And(also)
}

// ReadChange understands a change by the images of the item before and after, nil where there is none. An image
// is as package stream makes it: json.Number for numbers, []any and map[string]any for the rest.
//
// An error means that this program does not understand an image. A person is answered even then, as far as
// it is known: its rows can be kept by what the table says.
func ReadChange(before, after map[string]any) (Change, error) {
	was, is := plainItem(before), plainItem(after)
	switch kindOf(was, is) {
	case kindEvent:
		if was != nil || is == nil { // events are written once; a change or a deletion tells nobody anything
			return Change{}, nil
		}
		e, err := eventOf(is)
		return Change{Event: e}, err
	case kindMember, kindInvitation:
		p, err := personOf(was, is)
		return Change{Person: &p}, err
	case kindReset:
		if was == nil {
			return Change{Reset: account.UserID(text(is["user"]))}, nil
		}
	case kindDelivery:
		d, err := askedDeliveryOf(is)
		return Change{Delivery: d}, err
	}
	return Change{}, nil
}

// ChangeAt is the change that ended in what stands under the key now, for work that is done later: an event as
// if it were written, a person as if it had changed. It is empty when the event is gone.
func (s *Store) ChangeAt(ctx context.Context, pk, sk string) (Change, error) {
	key := Key{pk, sk}
	found, err := s.Get(ctx, key)
	if err != nil {
		return Change{}, err
	}
	now := found[key]
	switch kindOf(nil, now) {
	case kindEvent:
		e, err := eventOf(now)
		return Change{Event: e}, err
	case kindMember, kindInvitation:
		p := PersonAt(key)
		return Change{Person: &p}, nil
	case kindReset:
		return Change{Reset: account.UserID(text(now["user"]))}, nil
	case kindDelivery:
		d, err := askedDeliveryOf(now)
		return Change{Delivery: d}, err
	}
	return Change{}, nil
}

// askedDeliveryOf is a delivery that somebody has asked for, and that nobody has queued since; nil for any other.
func askedDeliveryOf(is item) (*account.Delivery, error) {
	if is["asked"] == nil {
		return nil, nil
	}
	r, err := decode[deliveryRecord](is)
	if err != nil {
		return nil, unreadableError{keyOf(is), err}
	}
	return r.delivery(), nil
}

// kindOf is what the record is, or was: of a place that ended, the agencies may stay.
func kindOf(was, is item) string { return cmp.Or(text(is["kind"]), text(was["kind"])) }

func personOf(was, is item) (Person, error) {
	p := Person{key: keyOf(is)}
	if is == nil {
		p.key, p.left = keyOf(was), organizationOf(was)
	}
	var unreadable error
	for _, image := range []item{was, is} {
		if image == nil {
			continue
		}
		s, err := standingOf(image)
		unreadable = errors.Join(unreadable, err)
		p = p.and(s)
	}
	return p, unreadable
}

// organizationOf is the organization that a person's image names; empty when it cannot be read.
func organizationOf(image item) account.OrganizationID {
	if summary, ok := image["summary"].(*types.AttributeValueMemberM); ok {
		return account.OrganizationID(text(summary.Value["org"]))
	}
	return ""
}

func eventOf(i item) (*account.Event, error) {
	r, err := decode[eventRecord](i)
	if err != nil || EventKey(r.Summary.Organization, account.EventID(r.SK)) != keyOf(i) {
		return nil, unreadableError{keyOf(i), err}
	}
	e := r.event()
	return &e, nil
}

// plainItem is an image as the table would answer it; nil for none.
func plainItem(image map[string]any) item {
	if image == nil {
		return nil
	}
	i := make(item, len(image))
	for name, value := range image {
		i[name] = attributeOf(value)
	}
	return i
}

func attributeOf(value any) types.AttributeValue {
	switch v := value.(type) {
	case nil:
		return &types.AttributeValueMemberNULL{Value: true}
	case string:
		return &types.AttributeValueMemberS{Value: v}
	case json.Number:
		return &types.AttributeValueMemberN{Value: v.String()}
	case bool:
		return &types.AttributeValueMemberBOOL{Value: v}
	case []byte:
		return &types.AttributeValueMemberB{Value: v}
	case []any:
		list := make([]types.AttributeValue, len(v))
		for i, element := range v {
			list[i] = attributeOf(element)
		}
		return &types.AttributeValueMemberL{Value: list}
	case map[string]any:
		return &types.AttributeValueMemberM{Value: plainItem(v)}
	}
	panic(fmt.Sprintf("store: an image holds a %T", value)) // only an image that package stream did not make
}
