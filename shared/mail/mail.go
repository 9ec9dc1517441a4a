// Package mail writes the letters that Roster sends: each as HTML and as plain text, from the same words.
// It is pure: it renders and does not send (package ses does).
//
// A letter is a struct with the facts it needs. Its words stand in the file of the same name, the look
// of all letters in html.go with letter.css, and text.go. Whatever people typed goes through clean.go
// and unlink.go on its way into a letter, so that no name or message can add a header, change the
// direction of the text, bring markup or become a link.
package mail

import (
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strings"
	"time"

	"roster/shared/account"
)

// Letter is one of Invitation, Reminder, Accepted, ApprovalWanted, Approved, Rejected, Removed, AgencyInvited,
// AgencyAccepted, AgencyEnded, WebhookDisabled and TwoFactorReset.
type Letter interface {
	content() content
}

// Address is a mailbox with its display name (RFC 5322 §3.4). Its String is ready for a header: quoted,
// and encoded by RFC 2047 where it is not ASCII. Name itself is the readable text.
type Address = netmail.Address

// Message is a rendered letter, safe to send as it is: no header text holds a line break or a control or
// direction character.
type Message struct {
	To      Address
	From    Address
	ReplyTo Address // Address.Address is empty when an answer would reach nobody
	Subject string  // readable text, not encoded
	HTML    string
	Text    string
	// Unsubscribe is the address of the page where the recipient blocks further invitations (RFC 2369
	// §3.2), empty in letters that are not invitations.
	Unsubscribe string
}

// Product is what the deployment says about itself.
type Product struct {
	Name    string          // "Roster", shown after "via"
	NoReply account.Address // every letter's From
	Support account.Address // takes the answers where no person can; may be empty
}

// Person is somebody in a letter. The name may be empty; the address too, of a key or system.
type Person struct {
	Name    string
	Address account.Address
}

// shown is the person's name, or what else identifies them.
func (p Person) shown(fallback string) string {
	switch {
	case clean(p.Name, maxName) != "":
		return p.Name
	case p.Address != "":
		return p.Address.String()
	}
	return fallback
}

// Organization is the account that a letter is about.
type Organization struct {
	ID   account.OrganizationID
	Name string
}

// Render writes a letter. It fails when the letter lacks its recipient or sender, or when one of its
// links is not an absolute http or https address: both are mistakes of the caller.
func Render(l Letter) (Message, error) {
	c := l.content()
	if err := c.check(); err != nil {
		return Message{}, fmt.Errorf("letter %T: %w", l, err)
	}
	m := Message{
		To:          mailbox(c.to.Name, "", c.to.Address),
		From:        mailbox(c.sender.shown(c.organization.Name), c.product.Name, c.product.NoReply),
		Subject:     c.subject,
		HTML:        c.html(),
		Text:        c.text(),
		Unsubscribe: c.block.URL,
	}
	switch {
	case c.sender.Address != "":
		m.ReplyTo = mailbox(c.sender.Name, "", c.sender.Address)
	case c.product.Support != "":
		m.ReplyTo = mailbox(c.product.Name, "", c.product.Support)
	}
	return m, nil
}

// check refuses what would make a letter that cannot be sent or a link that goes nowhere.
func (c content) check() error {
	if c.to.Address == "" {
		return errors.New("no recipient")
	}
	if c.product.Name == "" || c.product.NoReply == "" {
		return errors.New("no product name or sending address")
	}
	for _, address := range []account.Address{c.to.Address, c.product.NoReply, c.sender.Address, c.product.Support} {
		if _, ok := account.ParseAddress(address.String()); address != "" && !ok {
			return errors.New("an address is not valid")
		}
	}
	if c.button.Label != "" && c.button.URL == "" {
		return errors.New("no link")
	}
	for _, link := range []string{c.button.URL, c.block.URL} {
		if link != "" && !linkable(link) {
			return errors.New("a link is not an absolute web address")
		}
	}
	return nil
}

// linkable reports whether the address may stand in a letter and in a List-Unsubscribe header.
func linkable(link string) bool {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "https" && u.Scheme != "http") {
		return false
	}
	return !strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`<>"\`, r) })
}

// moment is a time as letters show it. The reader's time zone is not known, so that it names its own.
func moment(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

func day(t time.Time) string { return t.UTC().Format("2 January 2006") }
