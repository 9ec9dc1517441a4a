package access

import (
	"context"
	"maps"
	"slices"

	"golang.org/x/sync/errgroup"

	"roster/shared/account"
	"roster/shared/store"
)

// inquiry is questions that are looked into together: what two of them need is read once.
type inquiry struct {
	store     *store.Store
	questions []*question
	found     store.Found
	asked     map[store.Key]bool
}

func newInquiry(s *store.Store, asked ...AccessQuestion) *inquiry {
	i := &inquiry{store: s, found: store.Found{}, asked: map[store.Key]bool{}}
	for _, q := range asked {
		i.questions = append(i.questions, questionOf(q))
	}
	return i
}

// only takes the organizations out that the key does not cover: nothing is read of them.
func (i *inquiry) only(key *account.APIKey) {
	for _, q := range i.questions {
		if !key.Covers(q.organization) {
			*q = question{}
		}
	}
}

// keys are those that the questions need and that were not asked for yet.
func (i *inquiry) keys() []store.Key {
	var wanted []store.Key
	for _, q := range i.questions {
		for _, key := range q.keys(i.found) {
			if !i.asked[key] {
				i.asked[key] = true
				wanted = append(wanted, key)
			}
		}
	}
	return wanted
}

// queriesAtOnce is how many addresses are looked for beside each other.
const queriesAtOnce = 16

// besides is what the questions need besides what is read by keys: a look for addresses, nil where none is named.
func (i *inquiry) besides() func(context.Context) error {
	if !slices.ContainsFunc(i.questions, func(q *question) bool { return q.address != "" }) {
		return nil
	}
	return i.findUsers
}

// findUsers finds the users who are named by their address.
func (i *inquiry) findUsers(ctx context.Context) error {
	byAddress := map[account.Address][]*question{}
	for _, q := range i.questions {
		if q.address != "" {
			byAddress[q.address] = append(byAddress[q.address], q)
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(queriesAtOnce)
	for address, questions := range byAddress {
		group.Go(func() error {
			users, err := i.store.UsersWith(ctx, address, 2)
			for _, q := range questions {
				switch len(users) {
				case 0:
				case 1:
					q.user = users[0]
				default:
					q.ambiguous = true
				}
			}
			return err
		})
	}
	return group.Wait()
}

// read reads all that decides the answers.
func (i *inquiry) read(ctx context.Context) error {
	var found store.Found
	keys := i.keys()
	group, beside := errgroup.WithContext(ctx)
	group.Go(func() error { return i.findUsers(beside) })
	group.Go(func() (err error) {
		found, err = i.store.Get(beside, keys...)
		return err
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return i.know(ctx, found)
}

// know goes on from what was found: what is known names what else is to be read, until nothing is.
func (i *inquiry) know(ctx context.Context, found store.Found) error {
	for {
		maps.Copy(i.found, found)
		keys := i.keys()
		if len(keys) == 0 {
			return nil
		}
		var err error
		if found, err = i.store.Get(ctx, keys...); err != nil {
			return err
		}
	}
}
