package main

import (
	"context"

	"roster/shared/account"
	"roster/shared/store"
)

var restoring = command{
	name: "restore", args: "<Account Id>",
	does: "bring back an organization that was deleted in the last 30 days",
	run:  restore,
}

func restore(ctx context.Context, o operator, args []string) error {
	if len(args) != 1 {
		return usageError("Say which organization to restore, and nothing else.")
	}
	org, err := parseOrganization(args[0])
	if err != nil {
		return err
	}
	found, err := o.store.Get(ctx, store.OrganizationKey(org))
	if err != nil {
		return err
	}
	deleted, in := found.DeletedOrganization(org), o.intent(org)
	switch {
	case found.Organization(org) != nil:
		return account.Refuse(account.Conflict, "The organization %s is not deleted.", org.Dashed())
	case deleted == nil:
		return account.Refuse(account.NotFound, "There is no organization %s, and none that can be restored.", org.Dashed())
	case !in.At.Before(deleted.PurgedFrom()):
		return account.Refuse(account.Conflict, "The organization %s was deleted on %s: after 30 days it cannot be restored.",
			org.Dashed(), deleted.DeletedAt.Format("2 January 2006"))
	}
	if err := o.store.RestoreOrganization(ctx, in, deleted); err != nil {
		return err
	}
	o.say("%s (%s) is there again, as it was when it was deleted on %s.", deleted.Name, org.Dashed(), deleted.DeletedAt.Format("2 January 2006"))
	return nil
}
