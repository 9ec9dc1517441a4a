package scim

import (
	"context"
	"net/http"

	"roster/shared/account"
	"roster/shared/policy"
	"roster/shared/web"
)

// get is one person.
func (f function) get(ctx context.Context, c *web.Call, r *http.Request) (*reply, error) {
	s, err := selectionOf(r)
	if err != nil {
		return nil, err
	}
	if err := maySee(c); err != nil {
		return nil, err
	}
	p, err := f.placeIn(ctx, c, account.SCIMID(r.PathValue("id")), c.Found)
	if err != nil {
		return nil, err
	}
	if p == nil {
		return nil, account.Unknown()
	}
	if tags := r.Header.Get("If-None-Match"); tags != "" && tagged(tags, p.version()) {
		return &reply{status: http.StatusNotModified, headers: map[string]string{"ETag": p.version()}}, nil
	}
	return p.reply(c, http.StatusOK, s), nil
}

// maySee asks about everything that a client reads of people.
func maySee(c *web.Call) error {
	return c.May(policy.ListMemberDetails, policy.Organization(c.Organization.ID), account.Grants{})
}

func selectionOf(r *http.Request) (selection, error) {
	q := r.URL.Query()
	return parseSelection(q["attributes"], q["excludedAttributes"])
}
