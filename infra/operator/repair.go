package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"roster/shared/account"
	"roster/shared/store"
)

var repairing = command{
	name: "repair", args: "[--check] [--settle 5s] [<Account Id>]",
	does: "compare filter rows, search rows and counts with the people of one organization, or of all, and mend them, and\n" +
		"      for all organizations the addresses by which users are found;\n" +
		"      --check only says what is wrong; --settle is how long dispatch gets for what it has not done yet",
	run: repair,
}

func repair(ctx context.Context, o operator, args []string) error {
	flags := flag.NewFlagSet("repair", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	check := flags.Bool("check", false, "")
	settle := flags.Duration("settle", 5*time.Second, "")
	if err := flags.Parse(args); err != nil || flags.NArg() > 1 || *settle < 0 {
		return usageError("Say which organization to repair, or none for all of them.")
	}
	how := store.Repairing{Check: *check, Settle: *settle}
	if flags.NArg() == 1 {
		org, err := parseOrganization(flags.Arg(0))
		if err != nil {
			return err
		}
		return o.repair(ctx, org, how)
	}
	if err := o.repairAddresses(ctx, how.Check); err != nil {
		return err
	}
	return o.store.Organizations(ctx, func(org account.OrganizationID) error {
		err := o.repair(ctx, org, how)
		var refused *account.Error
		if errors.As(err, &refused) && refused.Code == account.NotFound {
			return nil // it was deleted meanwhile
		}
		return err
	})
}

// every is how often it says how far it is.
const every = 5 * time.Second

func (o operator) repair(ctx context.Context, org account.OrganizationID, how store.Repairing) error {
	said := o.now()
	how.Progress = func(so store.Repaired) {
		if now := o.now(); now.Sub(said) >= every {
			said = now
			o.say("%s: %d people and %d rows so far", org.Dashed(), so.People, so.Rows)
		}
	}
	found, err := o.store.Repair(ctx, org, how)
	if err != nil {
		return err
	}
	o.say("%s: %d people and %d rows: %s", org.Dashed(), found.People, found.Rows, verdict(found.Healthy(), how.Check))
	for _, words := range wrong(*found) {
		o.say("  %s", words)
	}
	return nil
}

func (o operator) repairAddresses(ctx context.Context, check bool) error {
	found, err := o.store.RepairAddresses(ctx, check)
	if err != nil {
		return err
	}
	o.say("%d users: %s", found.Users, verdict(found.Missing == 0, check))
	if found.Missing > 0 {
		o.say("  users who could not be found by their address: %d", found.Missing)
	}
	return nil
}

func verdict(healthy, check bool) string {
	switch {
	case healthy:
		return "all right"
	case check:
		return "not all right, and left as it is"
	}
	return "not all was right"
}

// wrong is what was wrong, a line each.
func wrong(found store.Repaired) []string {
	var lines []string
	add := func(n int, words string) {
		if n != 0 {
			lines = append(lines, fmt.Sprintf(words, n))
		}
	}
	add(found.Missing, "rows missing: %d")
	add(found.Stale, "rows that showed something else than the record: %d")
	add(found.TooMany, "rows too many: %d")
	add(found.Misplaced, "records at the wrong place of an index: %d")
	add(found.Unreadable, "records that cannot be read, and were left as they are: %d")
	add(found.Uncounted, "events that had not been counted: %d")
	add(found.Counts.Active, "count of active members off by %+d")
	add(found.Counts.PendingApproval, "count of members pending approval off by %+d")
	add(found.Counts.Suspended, "count of suspended members off by %+d")
	add(found.Counts.Invited, "count of open invitations off by %+d")
	add(found.Counts.Accepted, "count of accepted invitations off by %+d")
	add(found.Counts.Agencies, "count of agencies off by %+d")
	add(found.Counts.Clients, "count of clients off by %+d")
	add(found.Counts.Unprotected, "count of members without two-factor authentication off by %+d")
	add(found.Admins, "counter of organization admins off by %+d")
	if found.Unsettled {
		lines = append(lines, "counts were not compared, since the organization changed all the while: try again later")
	}
	return lines
}
