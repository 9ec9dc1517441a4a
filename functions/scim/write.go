package scim

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

func (f function) replace(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return f.write(ctx, c, r, (*person).replace)
}

func (f function) patch(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	return f.write(ctx, c, r, (*person).patch)
}

// mostTries is how often something is written that others keep changing.
const mostTries = 5

// write changes somebody by what the body says. It is done on the place as it stands: where somebody else changes that
// in between, it is done again on what it has become, unless the client named a version.
func (f function) write(ctx context.Context, c *web.Call, r *http.Request, apply func(*person, map[string]any) error) (*reply, error) {
	s, body, err := asked(r)
	if err != nil {
		return nil, err
	}
	var p *place
	err = f.latest(ctx, c, r, func(now *place) error {
		after := now.person()
		if err := apply(&after, body); err != nil {
			return err
		}
		before := now.person()
		after.follow(before)
		if err := after.complete(); err != nil {
			return err
		}
		if p = now; same(before, after) {
			return nil
		}
		if err := f.pin(ctx, c, now); err != nil {
			return err
		}
		if err := f.writePlace(ctx, c, now, before, after); err != nil {
			return err
		}
		p = nil
		return nil
	})
	if err != nil {
		return nil, err
	}
	if p == nil {
		if p, err = f.find(ctx, c, account.SCIMID(r.PathValue("id"))); err != nil {
			return nil, err
		}
		if p == nil {
			return nil, account.Unknown()
		}
	}
	return p.reply(c, http.StatusOK, s), nil
}

// asked is what a write brings: what of the answer the client wants to see, and the body.
func asked(r *http.Request) (selection, map[string]any, error) {
	s, err := selectionOf(r)
	if err != nil {
		return s, nil, err
	}
	body, err := read(r)
	return s, body, err
}

// latest does something to the place of the path.
func (f function) latest(ctx context.Context, c *web.Call, r *http.Request, do func(*place) error) error {
	id, ifMatch := account.SCIMID(r.PathValue("id")), r.Header.Get("If-Match")
	p, err := f.placeIn(ctx, c, id, c.Found)
	for try := 1; ; try++ {
		if err != nil {
			return err
		}
		if p == nil {
			return account.Unknown()
		}
		if err := p.matches(ifMatch); err != nil {
			return err
		}
		refused := do(p)
		c.SCIM = nil
		code := account.CodeOf(refused)
		moved := code == account.StaleVersion || code == account.NotPending || code == account.NotFound
		if !moved || ifMatch != "" && ifMatch != "*" || try == mostTries {
			return refused
		}
		p, err = f.find(ctx, c, id)
	}
}

// follow lets the address follow a user name that it was the same as, unless the client wrote an address as well.
func (p *person) follow(before person) {
	if p.email == before.email && strings.EqualFold(before.userName, before.email.value) && !strings.EqualFold(p.userName, before.userName) {
		if address, ok := account.ParseAddress(p.userName); ok {
			p.email.value = string(address)
		}
	}
}

func same(a, b person) bool {
	grants := a.grants.Equal(b.grants)
	a.grants, b.grants = account.Grants{}, account.Grants{}
	return grants && reflect.DeepEqual(a, b)
}

// nameTaken says that another has the user name or the external id.
func nameTaken(err error) error {
	var other store.SCIMNameTaken
	if errors.As(err, &other) {
		return taken("Somebody else has this userName or externalId.")
	}
	return err
}
