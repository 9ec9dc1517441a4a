package list_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"roster/functions/list"
	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/store/storetest"
	"roster/shared/web/webtest"
)

const keptFor = 90 * 24 * time.Hour

// endings is every way by which an invitation ends.
var endings = map[account.InvitationState]func(w *webtest.World, i *account.Invitation) error{
	account.Revoked: func(w *webtest.World, i *account.Invitation) error {
		after := *i
		after.State, after.Version = account.Revoked, account.NextVersion(i.Version, w.Now())
		return w.Store.CloseInvitation(w.T.Context(), w.Intent(w.Admin), i, &after, account.InvitationRevoked)
	},
	account.Declined: func(w *webtest.World, i *account.Invitation) error {
		after := *i
		after.State, after.Version = account.Declined, account.NextVersion(i.Version, w.Now())
		return w.Store.CloseInvitation(w.T.Context(), w.Intent(w.Admin), i, &after, account.InvitationDeclined)
	},
	account.Accepted: func(w *webtest.World, i *account.Invitation) error {
		after := *i
		after.State, after.Version = account.Accepted, account.NextVersion(i.Version, w.Now())
		return w.Store.AcceptInvitation(w.T.Context(), w.Intent(w.Admin), i, &after, &account.Member{
			Organization: w.Org, User: store.NewUserID(w.Now()), State: account.Active, Grants: i.Grants, Reserved: i.Email, Version: after.Version,
		})
	},
	account.Expired: func(w *webtest.World, i *account.Invitation) error {
		w.Advance(i.ExpiresAt.Sub(w.Now()))
		in := w.Intent(w.Admin)
		in.At = in.At.Add(5 * time.Hour) // sweep comes late
		return w.Store.ExpireInvitation(w.T.Context(), in, i)
	},
}

// ttlOf is when DynamoDB may delete the invitation.
func ttlOf(w *webtest.World, id account.InvitationID) time.Time {
	w.T.Helper()
	item := storetest.Table(w.T, w.Config)[[2]string{"I#" + string(id), "I"}]
	n, ok := item["ttl"].(*types.AttributeValueMemberN)
	if !ok {
		return time.Time{}
	}
	seconds, err := strconv.ParseInt(n.Value, 10, 64)
	if err != nil {
		w.T.Fatal(err)
	}
	return time.Unix(seconds, 0).UTC()
}

// An invitation goes 90 days after it has ended, however it ended: by the clock from everything that is read,
// and from the table whenever DynamoDB gets to it. An open one has no such time.
func TestWhatIsOverGoesAfterNinetyDays(t *testing.T) {
	t.Parallel()
	for state, end := range endings {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, list.Register)
			i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
			w.Advance(time.Hour)
			if ttl := ttlOf(w, i.ID); !ttl.IsZero() {
				t.Errorf("while it is open, it goes at %s", ttl)
			}
			if err := end(w, i); err != nil {
				t.Fatal(err)
			}
			ended := w.Now()
			if got, want := ttlOf(w, i.ID), ended.Add(keptFor).Truncate(time.Second); !got.Equal(want) {
				t.Errorf("it goes at %s, want %s", got, want)
			}
			one, all := "/v1/organizations/{org}/invitations/"+string(i.ID), "/v1/organizations/{org}/invitations?state="+string(state)
			listed := func() int {
				w.Admin.SignsIn()
				var got struct{ Items []any }
				w.Admin.Get(all).Is(200).Into(&got)
				return len(got.Items)
			}
			w.Advance(keptFor - time.Second)
			if n := listed(); n != 1 {
				t.Errorf("before that, %d are listed", n)
			}
			w.Admin.Get(one).Is(200)
			w.Advance(time.Second)
			if n := listed(); n != 0 {
				t.Errorf("after that, %d are listed", n)
			}
			w.Admin.Get(one).Refused(404, "not-found")
		})
	}
}

// A deployment that keeps everything for ever gives nothing an end; one that keeps events for a while gives each
// its end, from when it happened.
func TestADeploymentSaysWhatIsKept(t *testing.T) {
	t.Parallel()
	w := webtest.New(t)
	w.Config.Keep.Invitations, w.Config.Keep.Events = 0, 30*24*time.Hour
	w.Store = store.Open(w.Config)
	i := w.NewInvitation("earl@oakey.example", account.Grants{Role: account.Guest})
	if err := endings[account.Revoked](w, i); err != nil {
		t.Fatal(err)
	}
	if ttl := ttlOf(w, i.ID); !ttl.IsZero() {
		t.Errorf("the invitation goes at %s", ttl)
	}
	want := strconv.FormatInt(w.Now().Add(30*24*time.Hour).Unix(), 10)
	kept, ending := 0, 0
	for _, item := range storetest.Table(t, w.Config) {
		if kind, ok := item["kind"].(*types.AttributeValueMemberS); !ok || kind.Value != "event" {
			continue
		}
		switch ttl, ok := item["ttl"].(*types.AttributeValueMemberN); {
		case !ok:
			kept++ // of before, when events were kept for ever
		case ttl.Value == want:
			ending++
		default:
			t.Errorf("an event goes at %s, want %s", ttl.Value, want)
		}
	}
	if kept != 3 || ending != 2 {
		t.Errorf("%d events stay and %d go, want 3 and 2", kept, ending)
	}
}
