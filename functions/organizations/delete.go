package organizations

import (
	"context"

	"roster/shared/account"
	"roster/shared/web"
)

type deleteInput struct {
	web.InOrganization
	web.Match
	Name string `query:"name" doc:"The organization's name, exactly: whoever deletes it means this one"`
}

// delete ends the organization for everybody with the next request. The operator can restore it for 30 days.
func (f function) delete(ctx context.Context, c *web.Call, in *deleteInput) (*struct{}, error) {
	if in.Name != c.Organization.Name {
		return nil, account.InvalidField("query.name", "is not the name of the organization: type it exactly as it is shown")
	}
	if err := in.Check(c.Organization.Version); err != nil {
		return nil, err
	}
	answer := &struct{}{}
	return answer, f.store.DeleteOrganization(ctx, c.Intent(answer), c.Organization)
}
