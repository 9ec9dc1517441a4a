package notify_test

import (
	"strings"
	"testing"

	"roster/shared/account"
	"roster/shared/queue"
	"roster/shared/store"
)

// Each letter reaches whom it is for, once, however often its message comes, in the same batch or later.
func TestEachLetterArrivesOnceWithItsWords(t *testing.T) {
	t.Parallel()
	grants := func(w *world) account.Grants {
		return account.Grants{
			Role: account.PlainMember, Permissions: []account.Permission{"financials.view"},
			AdAccountRoles: []account.AdAccountRole{{AdAccount: w.First, Role: "campaign_manager"}},
		}
	}
	for name, c := range map[string]struct {
		// story is what happens; it answers the message and to whom the letter goes.
		story   func(w *world) (queue.Mail, account.Address)
		subject string
		words   []string // of the text; %page is the person's page, %link the invitation's link
		answers bool     // to the admin
	}{
		"invitation": {
			story: func(w *world) (queue.Mail, account.Address) {
				i := w.NewInvitation(address(), grants(w))
				return w.asks(i), i.Email
			},
			subject: "Carrie Oakey invites you to OakeyInfluencer via Roster",
			words:   []string{"https://roster.example/accept#", "OakeyInfluencer: Campaign manager", "Finance: View financials"},
			answers: true,
		},
		"accepted": {
			story: func(w *world) (queue.Mail, account.Address) {
				earl := w.NewMember("Earl Bird", account.Active, grants(w))
				return w.message(queue.MailAccepted, account.MemberAdded, string(earl.Member)), w.Admin.User.Email
			},
			subject: "Earl Bird has joined OakeyInfluencer",
			words:   []string{"accepted your invitation to OakeyInfluencer and now has access", "/users/mem_", "Campaign manager"},
		},
		"approval wanted": {
			story: func(w *world) (queue.Mail, account.Address) {
				w.listed(w.Admin)
				earl := w.NewMember("Earl Bird", account.PendingApproval, grants(w))
				return w.message(queue.MailApprovalWanted, account.MemberAdded, string(earl.Member)), w.Admin.User.Email
			},
			subject: "Earl Bird is waiting for approval to join OakeyInfluencer",
			words:   []string{"Access begins when you or another account administrator approves it", "/users/mem_", "Carrie Oakey"},
		},
		"approved": {
			story: func(w *world) (queue.Mail, account.Address) {
				earl := w.NewMember("Earl Bird", account.PendingApproval, grants(w))
				w.become(earl, account.Active, account.MemberApproved)
				return w.message(queue.MailApproved, account.MemberApproved, string(earl.Member)), earl.User.Email
			},
			subject: "You now have access to OakeyInfluencer",
			words:   []string{"Carrie Oakey", "approved your access to OakeyInfluencer", "https://roster.example/orgs/"},
			answers: true,
		},
		"rejected": {
			story: func(w *world) (queue.Mail, account.Address) {
				earl := w.NewMember("Earl Bird", account.PendingApproval, grants(w))
				w.remove(earl, account.MemberRejected)
				return w.message(queue.MailRejected, account.MemberRejected, string(earl.Member)), earl.User.Email
			},
			subject: "Your access to OakeyInfluencer was not approved",
			words:   []string{"did not approve your access to OakeyInfluencer"},
			answers: true,
		},
		"removed": {
			story: func(w *world) (queue.Mail, account.Address) {
				earl := w.NewMember("Earl Bird", account.Active, grants(w))
				w.remove(earl, account.MemberRemoved)
				return w.message(queue.MailRemoved, account.MemberRemoved, string(earl.Member)), earl.User.Email
			},
			subject: "Your access to OakeyInfluencer has ended",
			words:   []string{"removed", "Access to the organization and to all its ad accounts ended on"},
			answers: true,
		},
		"agency invited": {
			story: func(w *world) (queue.Mail, account.Address) {
				agency, boss := w.agency()
				w.Invites(agency, grants(w))
				return w.message(queue.MailAgencyInvited, account.AgencyInvited, string(agency)), boss.User.Email
			},
			subject: "OakeyInfluencer invites Bright Media to work for it",
			words:   []string{"?tab=clients", "OakeyInfluencer: Campaign manager", "Finance: View financials"},
			answers: true,
		},
		"agency accepted": {
			story: func(w *world) (queue.Mail, account.Address) {
				agency, boss := w.agency()
				w.Works(agency, boss, grants(w))
				return w.message(queue.MailAgencyAccepted, account.AgencyAccepted, string(agency)), w.Admin.User.Email
			},
			subject: "Bright Media now works for OakeyInfluencer",
			words:   []string{"of Bright Media accepted your invitation", "?tab=agencies", "Campaign manager"},
		},
		"agency ended by the client": {
			story: func(w *world) (queue.Mail, account.Address) {
				agency, boss := w.agency()
				w.LinkBecomes(w.Works(agency, boss, grants(w)), account.LinkEnded, w.Org, w.Admin)
				return w.message(queue.MailAgencyEnded, account.AgencyEnded, string(agency)), boss.User.Email
			},
			subject: "Bright Media no longer works for OakeyInfluencer",
			words:   []string{"of OakeyInfluencer ended it", "for Bright Media ("},
			answers: true,
		},
		"agency ended by itself": {
			story: func(w *world) (queue.Mail, account.Address) {
				agency, boss := w.agency()
				w.listed(w.Admin)
				w.LinkBecomes(w.Works(agency, boss, grants(w)), account.LinkEnded, agency, boss)
				return w.message(queue.MailAgencyEnded, account.AgencyEnded, string(agency)), w.Admin.User.Email
			},
			subject: "Bright Media no longer works for OakeyInfluencer",
			words:   []string{"of Bright Media ended it", "for OakeyInfluencer ("},
		},
		"an endpoint that has failed for days": {
			story: func(w *world) (queue.Mail, account.Address) {
				w.listed(w.Admin)
				hook := &account.Webhook{ID: store.NewWebhookID(w.Now()), Organization: w.Org, URL: "https://hooks.oakey.example/T0KEN", State: account.WebhookEnabled, Version: 1}
				in := w.Intent(w.Admin)
				if err := w.Store.CreateWebhook(w.T.Context(), in, hook); err != nil {
					w.T.Fatal(err)
				}
				in.Actor = account.Actor{Kind: account.BySystem}
				disabled := *hook
				disabled.State, disabled.Disabled, disabled.Version = account.WebhookDisabled, account.WebhookFailing, 2
				if err := w.Store.UpdateWebhook(w.T.Context(), in, hook, &disabled, account.WebhookWasDisabled); err != nil {
					w.T.Fatal(err)
				}
				return w.message(queue.MailWebhookDisabled, account.WebhookWasDisabled, string(hook.ID)), w.Admin.User.Email
			},
			subject: "A webhook of OakeyInfluencer was disabled",
			words:   []string{"For five days", "/integrations"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			message, to := c.story(w)
			for range 2 {
				if failed := w.deliver(1, message, message); failed > 0 {
					t.Fatalf("%d messages failed", failed)
				}
			}
			given := w.got(to, 1)[0]
			if given.Subject != c.subject || !strings.HasSuffix(given.From, " via Roster\" <no-reply@roster.example>") {
				t.Errorf("from %s: %q, want %q", given.From, given.Subject, c.subject)
			}
			for _, words := range c.words {
				if !strings.Contains(given.Body.Text, words) {
					t.Errorf("the text lacks %q:\n%s", words, given.Body.Text)
				}
			}
			if answers := strings.Join(given.ReplyTo, ""); c.answers && !strings.Contains(answers, w.Admin.User.Email.String()) {
				t.Errorf("answers go to %q, want the admin", answers)
			}
			if w.waits() > 0 {
				t.Error("something waits though everything is sent")
			}
		})
	}
}

// Every account administrator is told, and nobody else: neither a plain member nor who was one according to a
// row that is late.
func TestWhoWaitsForApprovalIsToldToAccountAdministratorsAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	manager := account.Grants{Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers}}
	anna := w.NewMember("Anna Ant", account.Active, manager)
	bill := w.NewMember("Bill Bat", account.Active, account.Grants{Role: account.PlainMember})
	cleo := w.NewMember("Cleo Cat", account.Active, manager)
	w.listed(w.Admin, anna, bill, cleo)
	w.become(cleo, account.Suspended, account.MemberSuspended) // her row is late
	earl := w.NewMember("Earl Bird", account.PendingApproval, guest)
	message := w.message(queue.MailApprovalWanted, account.InvitationAccepted, w.invitationOf(earl))

	if failed := w.deliver(1, message, message); failed > 0 {
		t.Fatalf("%d messages failed", failed)
	}
	for to, want := range map[account.Address]int{
		w.Admin.User.Email: 1, anna.User.Email: 1, bill.User.Email: 0, cleo.User.Email: 0, earl.User.Email: 0,
	} {
		w.got(to, want)
	}
}

// An agency is told through its organization admins alone, and however often one organization invites it and thinks
// better of it, nobody gets more mail of it than of other invitations.
func TestAnAgencysAdminsAloneAreToldAndNotTooOften(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	agency, boss := w.agency()
	manager := w.NewUser("Anna Ant").JoinsOrganization(agency, boss, account.Active, account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers},
	})
	second := w.NewUser("Bill Bat").JoinsOrganization(agency, boss, account.Active, account.Grants{Role: account.Admin})
	w.listedIn(agency, manager, second)
	for n := range w.Config.Limits.MailsADayToAddress + 2 {
		l := w.Invites(agency, guest)
		if failed := w.deliver(1, w.message(queue.MailAgencyInvited, account.AgencyInvited, string(agency))); failed > 0 {
			t.Fatalf("the message of invitation %d failed", n)
		}
		w.LinkBecomes(l, account.LinkRevoked, w.Org, w.Admin)
	}
	w.got(boss.User.Email, w.Config.Limits.MailsADayToAddress)
	w.got(second.User.Email, w.Config.Limits.MailsADayToAddress)
	w.got(manager.User.Email, 0)
	w.got(w.Admin.User.Email, 0)
}

// What an event says may be over when its message comes. Nobody is told then what is not so.
func TestALetterThatIsNotTrueAnyMoreIsNotSent(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]func(w *world) (queue.Mail, account.Address){
		"an invitation that was revoked": func(w *world) (queue.Mail, account.Address) {
			i := w.NewInvitation(address(), guest)
			w.revoke(i.ID)
			return w.asks(i), i.Email
		},
		"an invitation that was accepted": func(w *world) (queue.Mail, account.Address) {
			earl := w.NewMember("Earl Bird", account.Active, guest)
			return w.message(queue.MailInvitation, account.InvitationCreated, w.invitationOf(earl)), earl.User.Email
		},
		"an invitation whose time has passed": func(w *world) (queue.Mail, account.Address) {
			i := w.NewInvitation(address(), guest)
			w.Advance(7 * aDay)
			return w.asks(i), i.Email
		},
		"an invitation that is passed on by hand": func(w *world) (queue.Mail, account.Address) {
			i := w.NewInvitationByHand(address(), guest)
			return w.asks(i), i.Email
		},
		"accepted, by who was removed since": func(w *world) (queue.Mail, account.Address) {
			earl := w.NewMember("Earl Bird", account.Active, guest)
			w.remove(earl, account.MemberRemoved)
			return w.message(queue.MailAccepted, account.MemberAdded, string(earl.Member)), w.Admin.User.Email
		},
		"accepted, to an inviter who has left": func(w *world) (queue.Mail, account.Address) {
			anna := w.NewMember("Anna Ant", account.Active, account.Grants{Role: account.Admin})
			earl := w.NewUser("Earl Bird").JoinsOrganization(w.Org, anna, account.Active, guest)
			w.remove(anna, account.MemberRemoved)
			return w.message(queue.MailAccepted, account.MemberAdded, string(earl.Member)), anna.User.Email
		},
		"approval wanted for who was approved": func(w *world) (queue.Mail, account.Address) {
			w.listed(w.Admin)
			earl := w.NewMember("Earl Bird", account.PendingApproval, guest)
			w.become(earl, account.Active, account.MemberApproved)
			return w.message(queue.MailApprovalWanted, account.MemberAdded, string(earl.Member)), w.Admin.User.Email
		},
		"approved, and removed since": func(w *world) (queue.Mail, account.Address) {
			earl := w.NewMember("Earl Bird", account.PendingApproval, guest)
			w.become(earl, account.Active, account.MemberApproved)
			w.remove(earl, account.MemberRemoved)
			return w.message(queue.MailApproved, account.MemberApproved, string(earl.Member)), earl.User.Email
		},
		"removed, and here again": func(w *world) (queue.Mail, account.Address) {
			earl := w.NewMember("Earl Bird", account.Active, guest)
			w.remove(earl, account.MemberRemoved)
			message := w.message(queue.MailRemoved, account.MemberRemoved, string(earl.Member))
			earl.Joins(account.Active, guest)
			return message, earl.User.Email
		},
		"an agency whose invitation was taken back": func(w *world) (queue.Mail, account.Address) {
			agency, boss := w.agency()
			w.LinkBecomes(w.Invites(agency, guest), account.LinkRevoked, w.Org, w.Admin)
			return w.message(queue.MailAgencyInvited, account.AgencyInvited, string(agency)), boss.User.Email
		},
		"an agency that accepted, and was sent away since": func(w *world) (queue.Mail, account.Address) {
			agency, boss := w.agency()
			w.LinkBecomes(w.Works(agency, boss, guest), account.LinkEnded, w.Org, w.Admin)
			return w.message(queue.MailAgencyAccepted, account.AgencyAccepted, string(agency)), w.Admin.User.Email
		},
		"an agency that was sent away, and is invited again": func(w *world) (queue.Mail, account.Address) {
			agency, boss := w.agency()
			w.LinkBecomes(w.Works(agency, boss, guest), account.LinkEnded, w.Org, w.Admin)
			w.Invites(agency, guest)
			return w.message(queue.MailAgencyEnded, account.AgencyEnded, string(agency)), boss.User.Email
		},
		"rejected, three weeks ago": func(w *world) (queue.Mail, account.Address) {
			earl := w.NewMember("Earl Bird", account.PendingApproval, guest)
			w.remove(earl, account.MemberRejected)
			w.Advance(21 * aDay)
			return w.message(queue.MailRejected, account.MemberRejected, string(earl.Member)), earl.User.Email
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			message, to := story(w)
			if failed := w.deliver(1, message); failed > 0 {
				t.Error("the message stays in the queue")
			}
			w.got(to, 0)
			if w.waits() > 0 {
				t.Error("the letter waits")
			}
		})
	}
}
