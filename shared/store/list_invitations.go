package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"roster/shared/account"
)

// InvitationList asks for a list of invitations in one state, by name. Of the open ones a role alone and a
// search alone read what they show; of those that are over, both are conditions on what is read, and a search
// is in the order of names.
type InvitationList struct {
	Organization account.OrganizationID
	Reader       account.Actor // whose cursors these are
	State        account.InvitationState
	Backwards    bool
	Search       string // not together with Backwards
	Role         account.Role
	Now          time.Time // from its time on, an open invitation is in no list until it is swept
	Limit        int
	Cursor       string
}

// InvitationRow is an invitation as lists carry it: with its first ad-account roles and the number of all,
// and without its message.
type InvitationRow struct {
	account.Invitation
	RoleCount int
}

// ListInvitations is a page of invitations, seconds late. An Invalid error when the cursor belongs to another
// list.
func (s *Store) ListInvitations(ctx context.Context, l InvitationList) (*Page[InvitationRow], error) {
	r, driver, role := l.plan()
	words := searchWords(l.Search)
	conditional := role != "" || len(words) > 1 || len(words) == 1 && driver == ""
	return page(ctx, s, listing[InvitationRow]{
		run: r, digest: l.digest(), cursor: l.Cursor, limit: l.Limit,
		chunk: chunkFor(l.Limit, driver != "", conditional), conditional: conditional,
		decode: invitationRowOf,
		keep: func(_ context.Context, sortKeys []string, rows []InvitationRow) ([]bool, error) {
			kept := make([]bool, len(rows))
			for i, row := range rows {
				kept[i] = row.StateAt(l.Now) == l.State && row.Kept(l.Now) && (role == "" || row.Grants.Role == role) &&
					(len(words) == 0 || found(wordsOf(row.Name, row.Email), words, driver, sortKeys[i], row.DisplayName(), string(row.ID)))
			}
			return kept, nil
		},
	})
}

// plan chooses what is read, as for members. role is what remains to be looked at.
func (l InvitationList) plan() (r run, driver string, role account.Role) {
	tab := InvitationTab(l.State)
	r = run{backwards: l.Backwards, base: invitationBase}
	words := searchWords(l.Search)
	switch {
	case l.State == account.Pending && len(words) > 0:
		r.partition, r.prefix = wordPartition(l.Organization, tab), words[0]
		return r, words[0], l.Role
	case l.State == account.Pending && l.Role != "":
		r.partition = filterPartition(l.Organization, tab, roleTerm(l.Role))
		return r, "", ""
	}
	r.index, r.partition = "GSI1", tabPartition(l.Organization, tab)
	return r, "", l.Role
}

func (l InvitationList) digest() [digestLength]byte {
	return listDigest("invitations", string(l.Organization), string(l.Reader.Kind), l.Reader.ID, string(l.State),
		strconv.FormatBool(l.Backwards), strings.Join(searchWords(l.Search), " "), string(l.Role))
}

func invitationRowOf(i item) (InvitationRow, error) {
	r, err := decode[invitationRecord](i)
	if err != nil {
		return InvitationRow{}, unreadableError{keyOf(i), err}
	}
	r.Roles = r.Summary.FirstRoles
	return InvitationRow{*r.invitation(), r.Summary.RoleCount}, nil
}
