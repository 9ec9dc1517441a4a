package sweep

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"roster/shared/account"
	"roster/shared/store"
)

// purges are the organizations that a run has met whose time is over.
type purges struct {
	lock sync.Mutex
	due  []*account.Organization
}

func (p *purges) add(o *account.Organization) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.due = append(p.due, o)
}

// purge deletes what is left of them, in the time that everything else has left. The next run goes on.
func (r run) purge(ctx context.Context) error {
	var failed []error
	for _, o := range r.purges.due {
		if !time.Now().Before(r.ends) {
			break
		}
		done, err := r.store.Purge(ctx, o, store.Purging{Now: r.now, Ends: r.ends, Roles: roles()})
		switch {
		case err != nil:
			slog.Warn("a deleted organization could not be purged and is tried again", "organization", o.ID, "cause", err.Error())
		case done:
			slog.Info("a deleted organization is gone for good", "organization", o.ID)
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

func roles() []string {
	var ids []string
	for _, role := range account.ShippedCatalog().AdAccountRoles {
		ids = append(ids, role.ID)
	}
	return ids
}
